/** What the vectors say beside their numbers. */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { readAudioDetails } from '../../lib/audio/details/read-audio-details.js';
import type { AudioDetails } from '../../lib/model/audio-details.js';
import { nodeFileSystem } from '../../lib/ports/node-file-system.js';
import { pathOf, type Truth, truthOf, VECTORS } from './truth.js';

type Facts = Record<string, unknown>;

async function details(name: string, { size }: Truth): Promise<AudioDetails> {
  const read = await readAudioDetails(nodeFileSystem, pathOf(name), size);
  if (read === null) throw new Error('nothing was read');
  return read;
}

const textsOf = ({ texts }: AudioDetails) => Object.fromEntries(texts.map(({ what, text }) => [what, text]));

/** One test for each thing that a vector knows: what stands in the truth, and the same made from the details. */
const JUDGED: Readonly<Record<string, (truth: Facts, read: AudioDetails) => readonly [unknown, unknown]>> = {
  bext: ({ bext }, read) => [bextTruth(bext as Facts), bextOf(read)],
  ixml: ({ ixml }, read) => [ixml, pick(ixml as Facts, ixmlOf(read))],
  markers: ({ markers }, read) => [markers, read.markers.map(bare)],
  loops: ({ loops }, read) => [(loops as Facts[]).map(loopTruth), read.loops],
  unityNote: ({ unityNote }, read) => [unityNote, read.unityNote],
  inst: ({ inst }, read) => [inst, read.instrument],
  acid: ({ acid }, read) => [acid, acidOf(read)],
  info: ({ info }, read) => [info, textsOf(read)],
  tags: ({ tags }, read) => [tags, pick(tags as Facts, textsOf(read))],
  id3: ({ id3 }, read) => [id3, pick(id3 as Facts, { ...read.tags, bpm: read.tags?.tempo })],
  regn: ({ regn }, read) => [regn, regionOf(read)],
  comments: ({ comments }, read) => [comments, read.comments.map(({ at, text }) => ({ time: at, text }))],
  name: ({ name, author, annotation }, read) => [{ NAME: name, AUTH: author, ANNO: annotation }, textsOf(read)],
  tempo: ({ tempo }, read) => [tempo, read.tempo],
  channelMask: ({ channelMask }, read) => [channelMask, read.channelMask],
  chnaTracks: ({ chnaTracks }, read) => [chnaTracks, read.objectAudio?.tracks],
};

describe('readAudioDetails over the vectors', () => {
  for (const [name, truth] of VECTORS) {
    for (const [what, judge] of Object.entries(JUDGED)) {
      if (truth[what] === undefined) continue;
      it(`${name}: ${what}`, async () => {
        const [expected, read] = judge(truth, await details(name, truth));
        expect(read).to.deep.equal(expected);
      });
    }
  }

  it('nothing is seen where nothing is', async function () {
    const read = await details('pcm16-stereo.wav', truthOf(this, 'pcm16-stereo.wav'));
    expect(read).to.deep.include({ bext: null, ixml: null, markers: [], texts: [], tags: null, isShortened: false });
    for (const name of ['all-zero.wav', 'sd2-stereo-24.sd2', '._sd2-stereo-24.sd2'])
      expect(await readAudioDetails(nodeFileSystem, pathOf(name), truthOf(this, name).size)).to.equal(null);
  });

  it('what lies behind the NUL is not shown', async function () {
    truthOf(this, 'bext-v2-utf8.wav');
    const bytes = readFileSync(pathOf('bext-v2-utf8.wav'));
    const hidden = bytes.subarray(bytes.indexOf('bext') + 8).subarray(0, 256);
    expect(hidden.subarray(hidden.indexOf(0)).some((byte) => byte !== 0)).to.equal(true);
  });
});

const pick = (keys: Facts, from: Facts): Facts => Object.fromEntries(Object.keys(keys).map((key) => [key, from[key]]));
const bare = (marker: object): Facts =>
  Object.fromEntries(Object.entries(marker).filter(([, value]) => value !== null));

function loopTruth({ kind = 'sample', type, start, end, endInclusive }: Facts): Facts {
  return { kind, type, start, end: end ?? Number(endInclusive) + 1 };
}

/** What the truth leaves out is empty. */
function bextTruth(bext: Facts): Facts {
  const { integratedLUFS, rangeLU, ...loudness } = (bext['loudness'] ?? {}) as Facts;
  return {
    version: bext['version'],
    description: bext['description'] ?? '',
    originator: bext['originator'] ?? '',
    originatorReference: bext['originatorReference'] ?? '',
    date: bext['originationDate'] ?? '',
    time: bext['originationTime'] ?? '',
    timeReference: BigInt(bext['timeReference'] as number),
    umid: bext['umid'] ?? null,
    loudness:
      bext['loudness'] === undefined ? null : { integrated: integratedLUFS, range: rangeLU, ...(loudness as Facts) },
    codingHistory: ((bext['codingHistory'] ?? '') as string).trimEnd(),
  };
}

const bextOf = ({ bext }: AudioDetails): unknown => bext;

function ixmlOf({ ixml }: AudioDetails): Facts {
  return { ...ixml, tracks: ixml?.tracks.map(({ name }) => name) };
}

function acidOf({ acid }: AudioDetails): Facts {
  const { isOneShot, ...rest } = acid ?? {};
  return { oneShot: isOneShot, ...rest };
}

function regionOf({ region }: AudioDetails): Facts {
  return {
    name: region?.name,
    frames: Number(region?.frames),
    originalTime: Number(region?.originalTime),
    userTime: Number(region?.userTime),
    umid24: region?.fileId,
  };
}
