/** The `fmt ` chunk (formats/audio-files.md, section 2). */

export interface WaveFormat {
  readonly codec: string;
  /** True: every frame has `blockAlign` bytes. */
  readonly isPcm: boolean;
  readonly sampleRate: number;
  readonly channels: number;
  readonly bits: number;
  readonly validBits: number;
  readonly blockAlign: number;
  readonly framesPerBlock: number | null;
  readonly channelMask: number | null;
  /** No sound can be counted with these numbers. */
  readonly isNonsense: boolean;
}

const EXTENSIBLE = 0xfffe;
const CODECS: Readonly<Record<number, string>> = {
  1: 'pcm-int',
  2: 'ms-adpcm',
  3: 'pcm-float',
  6: 'a-law',
  7: 'mu-law',
  17: 'ima-adpcm',
  49: 'gsm',
  80: 'mpeg',
  85: 'mp3',
};
const PLAIN = new Set(['pcm-int', 'pcm-float', 'a-law', 'mu-law']);

/** u16 tag, channels; u32 rate, bytes a second; u16 block, bits, more bytes; extensible: valid bits, u32 mask, GUID. Null: too short. */
export function readWaveFormat(fmt: Buffer, bigEndian: boolean): WaveFormat | null {
  if (fmt.length < 16) return null;
  const u16 = (at: number) => (bigEndian ? fmt.readUInt16BE(at) : fmt.readUInt16LE(at));
  const u32 = (at: number) => (bigEndian ? fmt.readUInt32BE(at) : fmt.readUInt32LE(at));
  // The tag decides, not the length: Pro Tools writes 40 bytes with a plain PCM tag, and means nothing by the rest.
  const extended = u16(0) === EXTENSIBLE && fmt.length >= 40;
  const tag = extended ? u16(24) : u16(0);
  const codec = CODECS[tag] ?? `wave-${tag.toString(16)}`;
  const isPcm = PLAIN.has(codec);
  const bits = u16(14);
  const [channels, sampleRate, blockAlign] = [u16(2), u32(4), u16(12)];
  return {
    codec,
    isPcm,
    sampleRate,
    channels,
    bits,
    validBits: extended && u16(18) > 0 && u16(18) < bits ? u16(18) : bits,
    blockAlign,
    framesPerBlock: codec.endsWith('adpcm') && fmt.length >= 20 ? u16(18) : null,
    channelMask: extended && u32(20) > 0 ? u32(20) : null,
    isNonsense: channels === 0 || sampleRate === 0 || blockAlign === 0 || (isPcm && bits === 0),
  };
}
