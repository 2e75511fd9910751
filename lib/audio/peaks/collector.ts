/** Peaks of uncompressed sound, from its bytes as they flow by: cut anywhere, also inside a sample. Bounded by the request. */
import type { Peaks, PlainPeakRequest } from '../../model/peaks.js';
import { LOUDEST } from './loudest.js';
import { samplesOf } from './samples.js';

export interface PeakCollector {
  /** The next bytes of the file; what lies beside the sound is passed over. */
  update(piece: Uint8Array, fileOffset: number): void;
  /** After the last piece: of a file that ended early what was there. */
  peaks(): Peaks;
}

export function peakCollector({ place, format, channels, sampleRate, framesPerPeak }: PlainPeakRequest): PeakCollector {
  const { width, none, factor, scan } = samplesOf(format, place.byteOrder);
  const end = place.start + place.bytes;
  const bytesPerPeak = width * channels * framesPerPeak;
  const most = Math.ceil(place.bytes / bytesPerPeak);
  const lows = new Float32Array(most);
  const highs = new Float32Array(most);
  const range = none.slice();
  /** A sample of which a part has come. */
  const cut = new Uint8Array(width);
  let cutBytes = 0;
  let count = 0;
  let left = bytesPerPeak;

  const endPeak = () => {
    // Nothing but what is no number: the picture shows it as nothing.
    const isHeard = (range[0] as number) <= (range[1] as number);
    lows[count] = isHeard ? Math.max(-LOUDEST, Math.min(LOUDEST, (range[0] as number) * factor)) : 0;
    highs[count] = isHeard ? Math.max(-LOUDEST, Math.min(LOUDEST, (range[1] as number) * factor)) : 0;
    count += 1;
    range.set(none);
    left = bytesPerPeak;
  };
  /** Whole samples. */
  const take = (bytes: Uint8Array, from: number, to: number) => {
    for (let at = from; at < to; ) {
      const next = Math.min(to, at + left);
      scan(bytes, at, next, range);
      left -= next - at;
      at = next;
      if (left === 0) endPeak();
    }
  };
  return {
    update(piece, fileOffset) {
      let from = Math.max(0, place.start - fileOffset);
      const to = Math.min(piece.length, end - fileOffset);
      while (cutBytes > 0 && from < to) {
        cut[cutBytes++] = piece[from++] as number;
        if (cutBytes < width) continue;
        take(cut, 0, width);
        cutBytes = 0;
      }
      if (from >= to) return;
      const whole = to - ((to - from) % width);
      take(piece, from, whole);
      for (let at = whole; at < to; at++) cut[cutBytes++] = piece[at] as number;
    },
    peaks() {
      if (left < bytesPerPeak) endPeak();
      return { sampleRate, framesPerPeak, lows: ended(lows, count), highs: ended(highs, count) };
    },
  };
}

const ended = (values: Float32Array, count: number): Float32Array =>
  count === values.length ? values : values.slice(0, count);
