/** Real sets against lists that were made by another program. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ParsedSession } from '../../../lib/model/session.js';
import { READ_LIMITS } from '../../../lib/read/read.js';
import { als } from '../../../parsers/als/index.js';
import { memorySource } from '../memory-source.js';
import { itAgreesWithLists } from '../real-sessions.js';
import { sharedFolder } from '../shared-folder.js';

interface Media {
  readonly stored: string;
  readonly name: string;
  readonly kind: string;
  readonly leftover: boolean;
  readonly uses: number;
  readonly evidence: Readonly<Record<string, unknown>>;
}

interface Expected {
  readonly version: string;
  readonly application: string;
  readonly tempo: number;
  readonly timeSignature: string;
  readonly media: readonly Media[];
  readonly tracks: readonly string[];
  readonly plugins: readonly string[];
  readonly markers: readonly string[];
  readonly clips: number;
  readonly counts: { readonly takeLaneClips: number; readonly frozenClips: number };
}

describe('Live: real sets', () => {
  const [corpus, lists] = [sharedFolder('corpus', 'als'), sharedFolder('expected', 'als')];
  if (!corpus || !lists) {
    it.skip('needs ../shared/corpus/als');
    return;
  }
  const read = (name: string) => als.read(memorySource(readFileSync(join(corpus, name)), name), READ_LIMITS);

  itAgreesWithLists<Expected>(als, (session, expected) => {
    expect(summary(session)).to.deep.equal(summaryOf(expected));
    expect(mediaOf(session)).to.deep.equal(expectedMedia(expected));
  });

  for (const variant of ['two gzip members', 'trailing zeros', 'plain xml', 'utf8 bom']) {
    it(`is the same set: variant ${variant}`, async () => {
      const [plain, other] = [
        await read('offlinemark__dawtool/automation.als'),
        await read(`broken/variant ${variant}.als`),
      ];
      expect(summary(other)).to.deep.equal(summary(plain));
    });
  }
});

function summaryOf({ version, application, tempo, timeSignature, tracks, plugins, markers, clips, counts }: Expected) {
  const silent = counts.takeLaneClips + counts.frozenClips;
  return { version, application, tempo, timeSignature, tracks, plugins: [...plugins].sort(), markers, clips, silent };
}

function summary({ version, application, tempo, meter, tracks, markers }: ParsedSession) {
  const rows = tracks.filter((track) => track.inTrackList);
  const clips = tracks.flatMap((track) => track.clips);
  return {
    version,
    application,
    tempo: tempo[0]?.bpm,
    timeSignature: `${meter[0]?.numerator}/${meter[0]?.denominator}`,
    tracks: rows.map(({ name }) => name),
    plugins: tracks.flatMap((track) => track.plugins.map(({ name }) => name)).sort(),
    markers: markers.map(({ name }) => name),
    clips: clips.filter(({ active }) => active).length,
    silent: clips.filter(({ active }) => !active).length,
  };
}

const byStored = (a: { readonly stored: string }, b: { readonly stored: string }) => (a.stored < b.stored ? -1 : 1);

const expectedMedia = ({ media }: Expected) =>
  media
    .map(({ stored, name, kind, leftover, uses, evidence: { size, crc, frames, sampleRate } }) => ({
      stored,
      name,
      kind,
      needed: !leftover,
      uses,
      evidence: [size, crc === undefined ? undefined : String(crc), frames, sampleRate],
    }))
    .sort(byStored);

const mediaOf = ({ media }: ParsedSession) =>
  media
    .map(({ stored, name, kind, needed, usedBy, evidence: { size, crc, frames, sampleRate } }) => ({
      stored,
      name,
      kind,
      needed,
      uses: usedBy.length,
      evidence: [size, crc, frames, sampleRate],
    }))
    .sort(byStored);
