/** From a picture to its points, and back (docs/decisions/015). Whatever a decoder throws means that the picture is broken. */
import jpeg from 'jpeg-js';
import type { PictureHead } from './picture-head.js';
import { decodePng } from './png.js';
import type { Pixels } from './scale.js';

/** Above what `readPhotos` lets through; jpeg-js counts what it asks for, and stops there. */
const MAX_JPEG_MB = 700;

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

/** Nothing but the picture goes along: no place, no camera, no name. */
export const encodeJpeg = ({ width, height, data }: Pixels, quality: number): Buffer =>
  jpeg.encode({ width, height, data }, quality).data;
