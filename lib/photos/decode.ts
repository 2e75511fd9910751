/** The one place that knows the decoders (docs/decisions/015). Whatever they throw means that the picture is broken. */
import { inflateSync } from 'node:zlib';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { type PictureHead, pngChunks } from './picture-head.js';
import type { Pixels } from './scale.js';

/** Above what `readPhotos` lets through; jpeg-js counts what it asks for, and stops there. */
const MAX_JPEG_MB = 700;
/** A filter byte a row, in up to seven passes over as many rows. */
const INTERLACE_ROWS = 7;

/** Null where it is broken. */
export function decodePicture(bytes: Buffer, head: PictureHead): Pixels | null {
  try {
    const pixels = head.format === 'png' ? decodePng(bytes, head) : decodeJpeg(bytes, head);
    return pixels.data.length === pixels.width * pixels.height * 4 ? pixels : null;
  } catch {
    return null;
  }
}

function decodeJpeg(bytes: Buffer, head: PictureHead): Pixels {
  const { width, height, data } = jpeg.decode(bytes, {
    useTArray: true,
    maxMemoryUsageInMB: MAX_JPEG_MB,
    maxResolutionInMP: Math.ceil((head.width * head.height) / 1e6),
  });
  return { width, height, data };
}

function decodePng(bytes: Buffer, head: PictureHead): Pixels {
  // Of these pngjs would unpack whatever comes, however much it is.
  if (head.passes > 1) {
    const packed = [...pngChunks(bytes)].filter(({ name }) => name === 'IDAT').map(({ body }) => body);
    inflateSync(Buffer.concat(packed), { maxOutputLength: head.bytes + INTERLACE_ROWS * head.height });
  }
  const { width, height, data } = PNG.sync.read(bytes, { checkCRC: true });
  return { width, height, data };
}

/** Nothing but the picture goes along: no place, no camera, no name. */
export const encodeJpeg = ({ width, height, data }: Pixels, quality: number): Buffer =>
  jpeg.encode({ width, height, data }, quality).data;
