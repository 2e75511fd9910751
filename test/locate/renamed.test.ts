import { expect } from 'chai';
import { walk } from '../../lib/discover/walk.js';
import { crc16 } from '../../lib/locate/head-crc.js';
import { lookupOn } from '../../lib/locate/lookup.js';
import { findRenamed } from '../../lib/locate/renamed.js';
import type { Evidence } from '../../lib/model/session.js';
import { located, locatedSession, parsed, reference } from '../inspect/sample.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { wav } from '../support/project.js';
import { NO_LOCATE } from '../support/world.js';

const ROOT = '/w/Song';
const RATE = { sampleRate: 48_000 };

/** What is found for missing references with this evidence, among these files; `used` ones have a reference of their own. */
async function found(
  evidences: readonly Evidence[],
  files: Readonly<Record<string, Uint8Array>>,
  used: readonly string[] = [],
): Promise<(string | null)[]> {
  const fs = memoryFileSystem();
  for (const [name, bytes] of Object.entries(files)) fs.put(`${ROOT}/${name}`, Buffer.from(bytes));
  const none = () => [];
  const places = {
    fs,
    here: 'linux',
    home: null,
    projectRoot: ROOT,
    lookup: lookupOn(fs),
    inProject: none,
    inSearch: none,
    options: NO_LOCATE,
  } as const;
  const missing = evidences.map((evidence, at) => located(reference(`lost ${at}.wav`, { evidence }), null));
  const there = used.map((name) => located(reference(name), `${ROOT}/${name}`));
  const session = locatedSession(parsed(), [...missing, ...there], ROOT);
  const [result] = await findRenamed([session], walk(fs, ROOT), places);
  return (result?.references ?? []).slice(0, missing.length).map(({ path }) => path?.slice(ROOT.length + 1) ?? null);
}

describe('A file that was renamed', () => {
  const sound = wav(480, 3);
  const another = wav(500, 4);

  it('is found by its exact length and rate', async () => {
    expect(await found([{ frames: 480, ...RATE }], { 'Vocal final.wav': sound, 'x.wav': another })).to.deep.equal([
      'Vocal final.wav',
    ]);
  });

  it('is found by size and check sum', async () => {
    const evidence = { size: sound.length, crc: String(crc16(sound)) };
    expect(await found([evidence], { 'a/b.wav': sound, 'x.wav': another })).to.deep.equal(['a/b.wav']);
    expect(await found([{ ...evidence, crc: '1' }], { 'b.wav': sound })).to.deep.equal([null]);
  });

  it('is not looked for by a size, a rate or a length alone', async () => {
    for (const evidence of [{ size: sound.length }, RATE, { frames: 480 }, {}])
      expect(await found([evidence], { 'b.wav': sound })).to.deep.equal([null]);
  });

  it('is not taken from another reference', async () => {
    expect(await found([{ frames: 480, ...RATE }], { 'b.wav': sound }, ['b.wav'])).to.deep.equal([null]);
  });

  it('is no choice between two that differ, and is one of two that are the same', async () => {
    const twins = { 'a.wav': wav(480, 3), 'b.wav': wav(480, 9) };
    expect(await found([{ frames: 480, ...RATE }], twins)).to.deep.equal([null]);
    expect(await found([{ frames: 480, ...RATE }], { 'a.wav': sound, 'b.wav': sound })).to.deep.equal(['a.wav']);
  });

  it('is not taken where two missing ones could mean it', async () => {
    const evidence = { frames: 480, ...RATE };
    expect(await found([evidence, evidence], { 'a.wav': sound })).to.deep.equal([null, null]);
  });

  it('is not taken where anything disagrees', async () => {
    expect(await found([{ frames: 480, channels: 2, ...RATE }], { 'a.wav': sound })).to.deep.equal([null]);
  });
});
