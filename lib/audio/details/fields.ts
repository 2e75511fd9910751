/** Numbers in a piece of bytes whose length nobody promises: what lies outside is 0, and nothing throws. */
export interface Fields {
  readonly bytes: Buffer;
  u8(at: number): number;
  i8(at: number): number;
  u16(at: number): number;
  i16(at: number): number;
  u32(at: number): number;
  u64(at: number): bigint;
  f32(at: number): number;
  f64(at: number): number;
}

export function fieldsOf(bytes: Buffer, bigEndian: boolean): Fields {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const holds = (at: number, length: number) => at >= 0 && at + length <= bytes.length;
  return {
    bytes,
    u8: (at) => (holds(at, 1) ? view.getUint8(at) : 0),
    i8: (at) => (holds(at, 1) ? view.getInt8(at) : 0),
    u16: (at) => (holds(at, 2) ? view.getUint16(at, !bigEndian) : 0),
    i16: (at) => (holds(at, 2) ? view.getInt16(at, !bigEndian) : 0),
    u32: (at) => (holds(at, 4) ? view.getUint32(at, !bigEndian) : 0),
    u64: (at) => (holds(at, 8) ? view.getBigUint64(at, !bigEndian) : 0n),
    f32: (at) => (holds(at, 4) ? view.getFloat32(at, !bigEndian) : 0),
    f64: (at) => (holds(at, 8) ? view.getFloat64(at, !bigEndian) : 0),
  };
}
