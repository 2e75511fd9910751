/** MPEG sound, unpacked by libmpg123 as WebAssembly (mpg123-decoder): a decoder is made in promises, and then works without. */
import type { MPEGDecodedAudio, MPEGDecoder } from 'mpg123-decoder';

export interface Mp3Decoder {
  /** Throws where the bytes are no MPEG sound. */
  update(piece: Uint8Array): void;
  end(): void;
}

/** Ready to be taken, in this thread. */
const ready: MPEGDecoder[] = [];

/** Before as many files are unpacked. Where it fails there is no outline, and nothing worse. */
export async function prepareMp3(count: number): Promise<void> {
  if (count <= ready.length) return;
  try {
    const { MPEGDecoder } = await import('mpg123-decoder');
    while (ready.length < count) {
      const decoder = new MPEGDecoder();
      await decoder.ready;
      ready.push(decoder);
    }
  } catch {}
}

/** Null: none was prepared. */
export function mp3Decoder(onSamples: (channels: readonly Float32Array[], count: number) => void): Mp3Decoder | null {
  const decoder = ready.pop();
  if (decoder === undefined) return null;
  return {
    update(piece) {
      const { channelData, samplesDecoded, errors } = quietly(() => decoder.decode(piece));
      if (samplesDecoded > 0) onSamples(channelData, samplesDecoded);
      if (errors.length > 0) throw new Error(errors[0]?.message);
    },
    end: () => decoder.free(),
  };
}

/** It tells its errors twice, and once of them to whoever looks at the terminal. */
function quietly(decode: () => MPEGDecodedAudio): MPEGDecodedAudio {
  const { error } = console;
  console.error = () => {};
  try {
    return decode();
  } finally {
    console.error = error;
  }
}
