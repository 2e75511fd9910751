/** How a camera was held: the one thing of EXIF that a picture needs. Where it stood (GPS) is never looked at. Pure. */

/** 1 to 8 as EXIF counts them; 1 is upright. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const ORIENTATION = 0x0112;
const SHORT = 3;
const ENTRY_BYTES = 12;
/** A camera writes some dozens. */
const MAX_ENTRIES = 512;

/** Of a TIFF block, as APP1 of a JPEG (behind "Exif") and eXIf of a PNG hold it. What is not understood is upright. */
export function orientationOf(tiff: Buffer): Orientation {
  const order = tiff.toString('latin1', 0, 2);
  if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return 1;
  const short = (at: number): number => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const first = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (short(2) !== 42 || first + 2 > tiff.length) return 1;
  const entries = Math.min(short(first), MAX_ENTRIES, Math.floor((tiff.length - first - 2) / ENTRY_BYTES));
  for (let n = 0; n < entries; n++) {
    const at = first + 2 + n * ENTRY_BYTES;
    if (short(at) !== ORIENTATION) continue;
    const value = short(at + 2) === SHORT ? short(at + 8) : 1;
    return value >= 1 && value <= 8 ? (value as Orientation) : 1;
  }
  return 1;
}
