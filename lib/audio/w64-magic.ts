/** How a Sony Wave64 begins (formats/audio-files.md, section 2). */
export const W64_FILE = Buffer.from('726966662e91cf11a5d628db04c10000', 'hex');
/** VEGAS and ACID projects begin with the same 16 bytes: only this tells sound from them. */
export const W64_WAVE = Buffer.from('77617665f3acd3118cd100c04f8edb8a', 'hex');

export const isW64 = (head: Uint8Array): boolean =>
  head.length >= 40 &&
  W64_FILE.equals(Buffer.from(head.subarray(0, 16))) &&
  W64_WAVE.equals(Buffer.from(head.subarray(24, 40)));
