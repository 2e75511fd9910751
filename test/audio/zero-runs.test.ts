/** Zero runs from pieces, against the reading of the whole that they were defined by. */
import { expect } from 'chai';
import fc from 'fast-check';
import { zeroRunWatch } from '../../lib/audio/zero-runs.js';
import type { ZeroRun } from '../../lib/model/peaks.js';

const BLOCK = 4096;
const EDGE = 16;
const isZero = (bytes: Uint8Array) => bytes.every((byte) => byte === 0);

/** Block by block: a run begins in a block of zeros behind something else, and ends before one that begins with something else. */
function runsOfWhole(file: Buffer, from: number, end: number): ZeroRun[] {
  const runs: ZeroRun[] = [];
  let start: number | null = null;
  let endsInZeros = true;
  const first = Math.ceil(from / BLOCK) * BLOCK;
  if (first > from) endsInZeros = isZero(file.subarray(Math.max(from, first - EDGE), Math.min(end, first)));
  for (let at = first; at < end; at += BLOCK) {
    const block = file.subarray(at, Math.min(end, at + BLOCK));
    const isLost = isZero(block);
    if (isLost && start === null && !endsInZeros) start = at;
    if (!isLost && start !== null) {
      if (!isZero(block.subarray(0, EDGE))) runs.push({ start, bytes: at - start });
      start = null;
    }
    endsInZeros = isZero(block.subarray(-EDGE));
  }
  if (start !== null && end - start >= BLOCK) runs.push({ start, bytes: end - start });
  return runs;
}

/** Mostly whole blocks of zeros or of sound, with lengths and edges that are a little off now and then. */
const stretch = fc.record({
  zeros: fc.boolean(),
  bytes: fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 1, max: 3 }).map((n) => n * BLOCK) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 40 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 9000 }) },
  ),
});

describe('zeroRunWatch', () => {
  it('finds in pieces what is found in the whole', () => {
    let found = 0;
    fc.assert(
      fc.property(
        fc.array(stretch, { minLength: 1, maxLength: 8 }),
        fc.oneof(fc.constantFrom(0, 44, BLOCK), fc.nat(5000)),
        fc.oneof(fc.constant(0), fc.nat(20)),
        fc.array(fc.nat(60_000), { maxLength: 12 }),
        (stretches, from, less, cuts) => {
          const file = Buffer.concat(stretches.map(({ zeros, bytes }) => Buffer.alloc(bytes, zeros ? 0 : 7)));
          const start = from % file.length;
          const end = Math.max(start, file.length - less);
          const watch = zeroRunWatch({ start, bytes: end - start });
          let at = 0;
          for (const cut of [...cuts, file.length].sort((a, b) => a - b)) {
            const next = Math.min(cut, file.length);
            watch.update(Buffer.from(file.subarray(at, next)), at);
            at = next;
          }
          const runs = watch.runs();
          found += runs.length;
          expect(runs).to.deep.equal(runsOfWhole(file, start, end));
        },
      ),
      { numRuns: 2000 },
    );
    expect(found).to.be.greaterThan(300);
  });

  it('stops at as many as were asked for', () => {
    const two = Buffer.concat([Buffer.alloc(BLOCK, 1), Buffer.alloc(BLOCK)]);
    const watch = zeroRunWatch({ start: 0, bytes: two.length * 50 }, 10);
    for (let n = 0; n < 50; n++) watch.update(two, n * two.length);
    expect(watch.runs()).to.have.length(10);
  });
});
