/** Small pictures for tests: four quarters of different colours, so that it shows how a picture was turned. */
import { deflateSync } from 'node:zlib';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';

export type Colour = readonly [number, number, number];
const RED: Colour = [200, 20, 20];
const GREEN: Colour = [20, 160, 20];
export const BLUE: Colour = [20, 20, 200];
const WHITE: Colour = [255, 255, 255];

/** Upper left red, upper right green, lower left blue, lower right white. */
export function quarters(width: number, height: number): Buffer {
  const data = Buffer.alloc(width * height * 4, 255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour = y < height / 2 ? (x < width / 2 ? RED : GREEN) : x < width / 2 ? BLUE : WHITE;
      data.set(colour, (y * width + x) * 4);
    }
  }
  return data;
}

export const jpegOf = (width: number, height: number, data = quarters(width, height)): Buffer =>
  jpeg.encode({ width, height, data }, 90).data;

export function pngOf(width: number, height: number, data = quarters(width, height)): Buffer {
  const png = new PNG({ width, height });
  png.data = data;
  return PNG.sync.write(png);
}

/** A JPEG with that orientation, and a place, in its EXIF. */
export function turned(picture: Buffer, orientation: number, order: 'II' | 'MM' = 'MM'): Buffer {
  const tiff = Buffer.alloc(8 + 2 + 12 + 4);
  tiff.write(order, 0, 'latin1');
  const short = (value: number, at: number) =>
    order === 'MM' ? tiff.writeUInt16BE(value, at) : tiff.writeUInt16LE(value, at);
  const long = (value: number, at: number) =>
    order === 'MM' ? tiff.writeUInt32BE(value, at) : tiff.writeUInt32LE(value, at);
  short(42, 2);
  long(8, 4);
  short(1, 8);
  short(0x0112, 10);
  short(3, 12);
  long(1, 14);
  short(orientation, 18);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from('GPS 59.91N 10.75E')]);
  const head = Buffer.from([0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 255]);
  return Buffer.concat([picture.subarray(0, 2), head, body, picture.subarray(2)]);
}

/** The colours of the four corners of a picture in an address, nearest of those above. */
export function cornersOf(address: string): string {
  const { width, height, data } = jpeg.decode(Buffer.from(address.replace(/^data:image\/jpeg;base64,/, ''), 'base64'));
  const names: readonly (readonly [string, Colour])[] = [
    ['r', RED],
    ['g', GREEN],
    ['b', BLUE],
    ['w', WHITE],
  ];
  const at = (x: number, y: number): string => {
    const from = (y * width + x) * 4;
    const distance = (colour: Colour) => colour.reduce((sum, one, n) => sum + Math.abs(one - (data[from + n] ?? 0)), 0);
    return [...names].sort((a, b) => distance(a[1]) - distance(b[1]))[0]?.[0] ?? '';
  };
  const [right, low] = [width - 2, height - 2];
  return at(1, 1) + at(right, 1) + at(1, low) + at(right, low);
}

/** A PNG whose head says anything, with the given unpacked content. */
export function pngWith(
  head: { width: number; height: number; depth?: number; colour?: number; interlace?: number },
  content: Buffer,
  more: readonly (readonly [string, Buffer])[] = [],
): Buffer {
  const ihdr = Buffer.alloc(13);
  ihdr.writeUInt32BE(head.width, 0);
  ihdr.writeUInt32BE(head.height, 4);
  ihdr.set([head.depth ?? 8, head.colour ?? 2, 0, 0, head.interlace ?? 0], 8);
  const chunk = (name: string, body: Buffer): Buffer => {
    const out = Buffer.alloc(12 + body.length);
    out.writeUInt32BE(body.length, 0);
    out.write(name, 4, 'latin1');
    body.copy(out, 8);
    out.writeInt32BE(crc(out.subarray(4, 8 + body.length)), 8 + body.length);
    return out;
  };
  const packed = deflateSync(content);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', ihdr),
    ...more.map(([name, body]) => chunk(name, body)),
    chunk('IDAT', packed),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc(bytes: Buffer): number {
  let value = -1;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return ~value;
}
