/** The header of a sound file without its sound, as AAF keeps it for WAV and AIFF (aaf.md, section 2.3). */

export interface SoundFormat {
  readonly sampleRate?: number;
  readonly channels?: number;
  readonly bitDepth?: number;
}

/** Null where it is none, or says nothing of the sound. */
export function summaryFormat(bytes: Buffer): SoundFormat | null {
  const [form, type] = [bytes.toString('latin1', 0, 4), bytes.toString('latin1', 8, 12)];
  if ((form === 'RIFF' || form === 'RF64') && type === 'WAVE') {
    const fmt = chunkOf(bytes, 'fmt ', true);
    if (fmt === null || fmt.length < 16) return null;
    return sound(fmt.readUInt32LE(4), fmt.readUInt16LE(2), fmt.readUInt16LE(14));
  }
  if (form !== 'FORM' || (type !== 'AIFF' && type !== 'AIFC')) return null;
  const comm = chunkOf(bytes, 'COMM', false);
  if (comm === null || comm.length < 18) return null;
  return sound(extended(comm, 8), comm.readUInt16BE(0), comm.readUInt16BE(6));
}

function sound(sampleRate: number, channels: number, bitDepth: number): SoundFormat | null {
  if (sampleRate < 1 || channels < 1) return null;
  return { sampleRate, channels, ...(bitDepth > 0 ? { bitDepth } : {}) };
}

function chunkOf(bytes: Buffer, name: string, isLittle: boolean): Buffer | null {
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = isLittle ? bytes.readUInt32LE(at + 4) : bytes.readUInt32BE(at + 4);
    if (bytes.toString('latin1', at, at + 4) === name) return bytes.subarray(at + 8, at + 8 + size);
    at += 8 + size + (size & 1);
  }
  return null;
}

/** A rate as a number of 80 bits: sign and exponent, 64 bits of mantissa. Whole rates only. */
function extended(bytes: Buffer, at: number): number {
  const exponent = bytes.readUInt16BE(at) - 16383;
  if (exponent < 0 || exponent > 31) return 0;
  return Number(bytes.readBigUInt64BE(at + 2) >> BigInt(63 - exponent));
}
