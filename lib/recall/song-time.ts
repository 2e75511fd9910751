/** Where a moment of the song lies, in the words of its player: "bar 61", else minutes. */
import type { ParsedSession } from '../model/session.js';
import { showLength } from '../model/time.js';
import { barAt } from './bars.js';
import type { SheetSession } from './model.js';

/** What the picture spans, in seconds: the song's own length, or longer where a clip goes on that is heard. At least one. */
export function secondsShown({ lengthNs, tracks }: ParsedSession): number {
  let end = lengthNs ?? 0n;
  for (const { clips, inTrackList } of tracks)
    for (const { active, startNs, lengthNs: length } of clips)
      if (inTrackList && active && startNs !== null && length !== null && startNs + length > end)
        end = startNs + length;
  return Math.max(Number(end) / 1e9, 1);
}

export function placeOf(ns: string, { bars }: SheetSession): string {
  const bar = barAt(bars, Number(ns) / 1e9);
  return bar === null ? showLength(BigInt(ns)) : `bar ${bar}`;
}

const BEFORE_END_NS = 2_000_000n;

/** "bar 61–85", "2:30–3:34". */
export function stretchOf(startNs: string, endNs: string, sheet: SheetSession): string {
  // What ends with a bar does not reach into the next.
  const last = BigInt(endNs) - BEFORE_END_NS;
  const [from, until] = [placeOf(startNs, sheet), placeOf(String(last > BigInt(startNs) ? last : startNs), sheet)];
  if (from.startsWith('bar') !== until.startsWith('bar'))
    return `${showLength(BigInt(startNs))}–${showLength(BigInt(endNs))}`;
  return from === until ? from : `${from}–${until.replace(/^bar /, '')}`;
}
