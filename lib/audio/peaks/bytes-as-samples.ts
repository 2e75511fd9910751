/** What each byte of one-byte sound means, as a sample of 32 bits. µ-law and A-law: ITU-T G.711. */

const table = (value: (byte: number) => number): Int32Array =>
  Int32Array.from({ length: 256 }, (_, byte) => value(byte));

export const UNSIGNED = table((byte) => (byte - 128) << 24);
export const SIGNED = table((byte) => byte << 24);

/** Sign, three bits of exponent, four of mantissa, all inverted; 14 bits wide, kept in 16. */
export const MU_LAW = table((byte) => {
  const bits = ~byte & 0xff;
  const size = ((((bits & 0x0f) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84;
  return ((bits & 0x80) === 0 ? size : -size) << 16;
});

/** The same with every other bit inverted, and the smallest exponent twice; 13 bits wide, kept in 16. */
export const A_LAW = table((byte) => {
  const bits = byte ^ 0x55;
  const exponent = (bits >> 4) & 7;
  const mantissa = ((bits & 0x0f) << 4) + 8;
  const size = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return ((bits & 0x80) === 0 ? -size : size) << 16;
});
