/** Every number of every vector. What a vector says of texts and markers is judged in details.test.ts. */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { byteReader } from '../../lib/audio/byte-reader.js';
import { readAudioFacts } from '../../lib/audio/read-audio-facts.js';
import { readAppleDouble } from '../../lib/audio/resource-fork.js';
import { sd2Facts } from '../../lib/audio/sd2.js';
import { nodeFileSystem } from '../../lib/ports/node-file-system.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { pathOf, type Truth, truthOf, VECTORS } from './truth.js';
import { zeroRunsIn } from './zero-runs-in.js';

/** The same in the words of AudioFacts. */
const CONTAINERS: Readonly<Record<string, string>> = { RIFF: 'WAV', MPEG: 'MP3', 'SD2 data fork': 'SD2' };
const containerOf = ({ container }: Truth) => CONTAINERS[container ?? ''] ?? container ?? '';
/** Widths of compressed sound mean nothing. */
const WITHOUT_WIDTH = new Set(['mp3', 'vorbis', 'opus']);
const FORK = '._sd2-stereo-24.sd2';

const read = (name: string, size: number) => readAudioFacts(nodeFileSystem, pathOf(name), size);

describe('readAudioFacts over the vectors', () => {
  for (const [name, truth] of VECTORS) {
    if (name === FORK) continue;
    it(name, async () => {
      const facts = await read(name, truth.size);
      if (facts === null) throw new Error('nothing was read');
      const isLossy = WITHOUT_WIDTH.has(truth.codec ?? '');
      expect(facts).to.include({
        container: containerOf(truth),
        codec: truth.codec ?? null,
        sampleRate: truth.sampleRate || null,
        channels: truth.channels || null,
        bitDepth: isLossy ? null : truth.validBits || truth.bits || null,
        frames: truth.frames ?? null,
        framesByHeader: truth.framesByHeader ?? null,
        missingBytes: truth.missingBytes ?? null,
        trailingBytes: truth.trailingBytes ?? 0,
      });
      if (facts.containerBits !== null) expect(facts.containerBits).to.equal(truth.bits);
      if (truth.validBits !== undefined) expect(facts.containerBits).to.equal(truth.bits || null);
      // What is heard by reading the whole sound is told by `zeroRuns` only.
      expect(facts.problems).to.have.members(truth.problems.filter((problem) => problem !== 'zero-run'));
      if (truth['endian'] !== undefined) expect(facts.sound?.byteOrder).to.equal(truth['endian']);
      if (truth.dataOffset !== undefined) expect(facts.sound?.start).to.equal(truth.dataOffset);
      if (truth.dataBytes !== undefined && truth.codec !== null)
        expect(facts.sound?.bytes ?? truth.dataBytes).to.equal(truth.dataBytes);
    });
  }

  it('the ids of Pro Tools, and of nobody else', async function () {
    truthOf(this, 'protools-chunks.wav');
    const ids: string[] = [];
    for (const [name, { size }] of VECTORS) {
      const id = (await read(name, size))?.id ?? null;
      if (id !== null) ids.push(`${name} ${id}`);
    }
    expect(ids).to.deep.equal(['protools-chunks.wav 0000002a1122334455667788']);
  });

  it('the fork of an SD2 file, which is no sound itself', async function () {
    const truth = truthOf(this, FORK);
    const bytes = readFileSync(pathOf(FORK));
    expect(await read(FORK, truth.size)).to.equal(null);
    const port = memoryFileSystem();
    port.put('/fork', bytes);
    const handle = port.open('/fork', 'read');
    const fork = readAppleDouble(byteReader(port, handle, bytes.length));
    port.close(handle);
    expect(fork).to.include({ finderType: truth['finderType'], finderCreator: truth['finderCreator'] });
    expect(Object.fromEntries(fork?.strings ?? [])).to.deep.equal(truth['resources']);
    expect(fork === null ? null : sd2Facts(fork, 6006)?.frames).to.equal(1001);
  });

  it('SD2 without its fork: what it is, and nothing else', async function () {
    truthOf(this, 'sd2-stereo-24.sd2');
    const port = memoryFileSystem();
    const sound = readFileSync(pathOf('sd2-stereo-24.sd2'));
    for (const name of ['/a.sd2', '/b.L', '/c.R']) {
      port.put(name, sound);
      const facts = await readAudioFacts(port, name, sound.length);
      expect(facts).to.deep.include({
        container: 'SD2',
        frames: null,
        sampleRate: null,
        problems: ['no-resource-fork'],
      });
    }
    port.put('/noname', sound);
    expect(await readAudioFacts(port, '/noname', sound.length)).to.equal(null);
    port.put('/._noname', readFileSync(pathOf(FORK)));
    expect((await readAudioFacts(port, '/noname', sound.length))?.frames).to.equal(1001);
  });

  for (const [name, truth] of VECTORS.filter(([, { codec }]) => codec?.startsWith('pcm'))) {
    it(`${name}: ${truth['zeroBytes'] === undefined ? 'no zero run' : 'its zero run'}`, async () => {
      const facts = await read(name, truth.size);
      const runs = facts === null ? [] : zeroRunsIn(nodeFileSystem, pathOf(name), facts);
      const start = truth['zeroFrom'];
      expect(runs).to.deep.equal(start === undefined ? [] : [{ start, bytes: truth['zeroBytes'] }]);
    });
  }
});
