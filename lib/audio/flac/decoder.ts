/**
 * FLAC, decoded while its bytes flow by, in bounded memory. Only what a picture needs: no seeking, no check sums of the sound; what
 * is not FLAC throws `NoFrame`. Our own, because the copy pass is synchronous, and the decoders to be had are not (decision 14).
 */
import { NeedMore, PADDING } from './bits.js';
import { type Channel, channelRoom, type Frame, MAX_CHANNELS, NoFrame, readFrame, type StreamInfo } from './frame.js';

/** The largest frame of 65,536 samples, eight channels and 33 bits, as it is, is smaller. */
const MAX_HELD = 4 * 1024 * 1024;
const FIRST_HELD = 64 * 1024;
/** Sound is a bit a sample at least, where it is no constant: more samples than this from a byte are made to keep us busy. */
const WORK_PER_BYTE = 64;

export interface FlacDecoder {
  /** The next bytes of the file, from its first. */
  update(piece: Uint8Array): void;
  /** After the last piece: what is whole of the rest. */
  end(): void;
}

export function flacDecoder(onFrame: (frame: Frame) => void): FlacDecoder {
  let held = new Uint8Array(FIRST_HELD + PADDING);
  let from = 0;
  let to = 0;
  /** Bytes to pass over: pictures and other blocks, tags. */
  let skip = 0;
  /** Bytes that must be there before it is worth another try: twice as many each time, or a frame in crumbs would cost its square. */
  let wanted = 0;
  let state: 'begin' | 'blocks' | 'frames' = 'begin';
  let info: StreamInfo | null = null;
  let room: Channel[] = [];
  let budget = 1_000_000;

  const hold = (piece: Uint8Array) => {
    held.copyWithin(0, from, to);
    to -= from;
    from = 0;
    const needed = to + piece.length;
    if (needed > MAX_HELD) throw new NoFrame();
    if (needed + PADDING > held.length) {
      const larger = new Uint8Array(Math.min(MAX_HELD, 2 * needed) + PADDING);
      larger.set(held.subarray(0, to));
      held = larger;
    }
    held.set(piece, to);
    to += piece.length;
  };
  const step = () => {
    if (state === 'begin') begin();
    else if (state === 'blocks') block();
    else {
      const frame = readFrame(held, from, to, info as StreamInfo, room);
      budget += WORK_PER_BYTE * (frame.end - from) - frame.work;
      if (budget < 0) throw new NoFrame();
      from = frame.end;
      onFrame(frame);
    }
  };
  /** `fLaC`, perhaps behind a tag of MP3s. */
  const begin = () => {
    if (to - from < 10) throw new NeedMore();
    const text = String.fromCharCode(...held.subarray(from, from + 4));
    if (text === 'fLaC') {
      from += 4;
      state = 'blocks';
    } else if (text.startsWith('ID3')) {
      const size = held.subarray(from + 6, from + 10).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
      skip = 10 + size;
    } else throw new NoFrame();
  };
  /** u8 type, u24 length; STREAMINFO says channels and bits. */
  const block = () => {
    if (to - from < 4 + 34) throw new NeedMore();
    const at = (i: number) => held[from + i] as number;
    if (info === null) {
      const channels = ((at(4 + 12) >> 1) & 7) + 1;
      info = { channels, bits: (((at(4 + 12) & 1) << 4) | (at(4 + 13) >> 4)) + 1 };
      room = channelRoom(Math.min(MAX_CHANNELS, channels));
    }
    skip = 4 + ((at(1) << 16) | (at(2) << 8) | at(3));
    if ((at(0) & 0x80) !== 0) state = 'frames';
  };
  const run = () => {
    while (to > from) {
      const passed = Math.min(skip, to - from);
      from += passed;
      skip -= passed;
      if (skip > 0 || to - from < wanted) return;
      try {
        step();
        wanted = 0;
      } catch (error) {
        if (!(error instanceof NeedMore)) throw error;
        wanted = 2 * (to - from);
      }
    }
  };
  return {
    update(piece) {
      hold(piece);
      run();
    },
    end() {
      wanted = 0;
      run();
    },
  };
}
