import { expect } from 'chai';
import { inspectedSession } from '../../lib/inspect/inspection.js';
import type { ParsedSession } from '../../lib/model/session.js';
import { barAt, barsOf } from '../../lib/recall/bars.js';
import { locatedSession, parsed, ROOT, SECOND } from '../inspect/sample.js';

const bars = (more: Partial<ParsedSession>, seconds: number) =>
  barsOf(inspectedSession(locatedSession(parsed(more), []), ROOT), seconds);
const tempo = (at: bigint, bpm: number, ramp: 'step' | 'linear' | 'curve' = 'step') => ({
  atNs: at,
  atBeats: null,
  bpm,
  ramp,
});
const meter = (at: bigint, numerator: number, denominator: number) => ({
  atNs: at,
  atBar: null,
  numerator,
  denominator,
});

describe('barsOf', () => {
  it('counts bars of a steady song', () => {
    const all = bars({}, 214);
    expect(all?.[60]?.seconds).to.be.closeTo(150, 1e-6);
    expect(barAt(all, 150)).to.equal(61);
  });
  it('follows steps of tempo and metre', () => {
    const more = {
      tempo: [tempo(0n, 120), tempo(4n * SECOND, 60)],
      meter: [meter(0n, 4, 4), meter(4n * SECOND, 6, 8)],
    };
    expect(bars(more, 11)?.map(({ seconds }) => seconds)).to.deep.equal([0, 2, 4, 7, 10]);
  });
  it('follows a glide: twelve quarters in it, then two seconds a bar', () => {
    const all = bars({ tempo: [tempo(0n, 60, 'linear'), tempo(8n * SECOND, 120)], meter: [meter(0n, 4, 4)] }, 12);
    expect(all?.at(-1)?.seconds).to.be.closeTo(12, 1e-6);
  });
  it('claims nothing it cannot know', () => {
    expect(bars({ tempo: [] }, 10)).to.equal(null);
    expect(bars({ tempo: [tempo(0n, 0)] }, 10)).to.equal(null);
    expect(bars({ tempo: [tempo(0n, 60, 'curve'), tempo(SECOND, 90)] }, 10)).to.equal(null);
  });
});

describe('barsOf, where it is not so simple', () => {
  it('begins a bar with a new metre, also where the one before is not full', () => {
    const more = { tempo: [tempo(0n, 120)], meter: [meter(0n, 4, 4), meter(9n * SECOND, 3, 4)] };
    expect(bars(more, 12)?.map(({ seconds }) => seconds)).to.deep.equal([0, 2, 4, 6, 8, 9, 10.5, 12]);
  });
  it('holds the first tempo before its point', () => {
    const more = { tempo: [tempo(3n * SECOND, 120), tempo(5n * SECOND, 60)], meter: [meter(0n, 4, 4)] };
    expect(bars(more, 12)?.map(({ seconds }) => seconds)).to.deep.equal([0, 2, 4, 7, 11]);
  });
  it('counts no further than its list goes', () => {
    const all = bars({ tempo: [tempo(0n, 120)] }, 90_000);
    expect(barAt(all, 30_000)).to.equal(15_001);
    expect(barAt(all, 86_000)).to.equal(null);
  });
  it('walks a hundred thousand changes of metre once, or not at all', () => {
    const many = Array.from({ length: 100_000 }, (_, n) => meter(BigInt(n) * SECOND, 3 + (n % 2), 4));
    expect(bars({ tempo: [tempo(0n, 120)], meter: many }, 100_000)).to.equal(null);
  });
});
