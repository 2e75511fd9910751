/** Segments laid out: which clips lie where on a slot (aaf.md, section 4). */
import type { Segment, Setting, SourceClip } from './segments.js';

/** In edit units of the slot. */
export interface Placed {
  readonly clip: SourceClip;
  readonly at: bigint;
  /** Of the operations around the clip; 1 is 0 dB. */
  readonly gain: Setting;
  readonly fadeIn: bigint | null;
  readonly fadeOut: bigint | null;
}

/** In the order in which they stand. */
export function placedOn(segment: Segment): readonly Placed[] {
  const placed: Placed[] = [];
  lay(segment, 0n, { gain: null, fadeIn: null, fadeOut: null }, placed);
  return placed;
}

type Around = Pick<Placed, 'gain' | 'fadeIn' | 'fadeOut'>;

function lay(segment: Segment, at: bigint, around: Around, placed: Placed[]): void {
  if (segment.kind === 'clip') {
    const fadeIn = segment.fadeIn ?? around.fadeIn;
    placed.push({ clip: segment, at, gain: around.gain, fadeIn, fadeOut: segment.fadeOut ?? around.fadeOut });
  } else if (segment.kind === 'sequence') {
    let start = at;
    segment.parts.forEach((part, index) => {
      // A transition lies over the end of what is before it and the beginning of what follows.
      if (part.kind === 'transition') {
        start -= part.length;
        return;
      }
      const fades = { fadeIn: fadeAt(segment.parts, index - 1), fadeOut: fadeAt(segment.parts, index + 1) };
      lay(part, start, { gain: around.gain, ...fades }, placed);
      start += part.length;
    });
  } else if (segment.kind === 'layers') {
    for (const part of segment.parts) lay(part, at, { ...around, gain: both(around.gain, segment.gain) }, placed);
  }
}

function fadeAt(parts: readonly Segment[], index: number): bigint | null {
  const part = parts[index];
  return part?.kind === 'transition' ? part.length : null;
}

function both(outer: Setting, inner: Setting): Setting {
  if (outer === null) return inner;
  if (inner === null) return outer;
  return outer === 'varies' || inner === 'varies' ? 'varies' : outer * inner;
}
