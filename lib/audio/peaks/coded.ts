/** The outline of packed sound. What does not unpack has none: a half-drawn clip would look like a silent end. */
import type { CodedPeakRequest, PeakRequest, Wave } from '../../model/peaks.js';
import { flacDecoder } from '../flac/decoder.js';
import { type DecodedPeaks, decodedPeaks } from './decoded.js';
import { mp3Decoder, prepareMp3 } from './mp3.js';
import { isQuiet } from './quiet.js';

export interface CodedWave {
  update(piece: Uint8Array, fileOffset: number): void;
  wave(): Wave | null;
}

/** What some decoders need before they work without promises; at once where none of these formats is among the requests. */
export function prepareDecoders(requests: readonly (PeakRequest | null | undefined)[]): Promise<void> | null {
  const count = requests.filter((request) => request?.format === 'mp3').length;
  return count === 0 ? null : prepareMp3(count);
}

export function codedWave(request: CodedPeakRequest): CodedWave {
  const unpacked = decodedPeaks(request);
  const decoder = decoderOf(request, unpacked);
  let isBroken = decoder === null;
  /** Whatever a decoder throws at hostile bytes, WebAssembly's own traps among it, means the same. */
  const unpack = (step: () => void) => {
    if (isBroken || unpacked.isFull()) return;
    try {
      step();
    } catch {
      isBroken = !unpacked.isFull(); // tags may stand behind the last frame
    }
  };
  return {
    update: (piece) => unpack(() => decoder?.update(piece)),
    wave() {
      // Also where nothing more is wanted: a decoder gives back its memory at the end.
      try {
        decoder?.end();
      } catch {
        isBroken ||= !unpacked.isFull();
      }
      const peaks = unpacked.peaks();
      if (isBroken || peaks.lows.length === 0) return null;
      return { peaks, check: { isSilent: isQuiet(peaks, 0), zeroRuns: [] } };
    },
  };
}

function decoderOf({ format }: CodedPeakRequest, unpacked: DecodedPeaks) {
  if (format === 'flac')
    return flacDecoder(({ channels, frames, bits }) => unpacked.add(channels, frames, 2 ** (1 - bits)));
  return mp3Decoder((channels, count) => {
    const all = channels.map((samples) => ({ samples, isConstant: false }));
    unpacked.add(all, count, 1);
  });
}
