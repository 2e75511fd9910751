/** Reads binary sessions within bounds: a length or an offset that a damaged file gives leads to null, never past the end. */
export interface Cursor {
  readonly bytes: Uint8Array;
  /** Where the next read begins. */
  at: number;
  /** One past the last byte that may be read. */
  readonly end: number;
  readonly left: number;
  u8(): number | null;
  u16(): number | null;
  i16(): number | null;
  u32(): number | null;
  i32(): number | null;
  u64(): bigint | null;
  i64(): bigint | null;
  f32(): number | null;
  f64(): number | null;
  /** A view, not a copy. */
  take(length: number): Uint8Array | null;
  /** False where that would lead out of bounds; then nothing moves. */
  skip(length: number): boolean;
  /** A cursor over the next bytes, which are skipped here. */
  sub(length: number): Cursor | null;
}

/** Over the bytes [start, end). */
export function cursorOn(bytes: Uint8Array, order: 'le' | 'be', start = 0, end = bytes.length): Cursor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = order === 'le';
  const last = Math.min(Math.max(end, 0), bytes.length);
  function value<T>(length: number, read: (at: number) => T): T | null {
    if (!cursor.skip(length)) return null;
    return read(cursor.at - length);
  }
  const cursor: Cursor = {
    bytes,
    at: Math.max(start, 0),
    end: last,
    get left() {
      return Math.max(last - cursor.at, 0);
    },
    u8: () => value(1, (at) => view.getUint8(at)),
    u16: () => value(2, (at) => view.getUint16(at, little)),
    i16: () => value(2, (at) => view.getInt16(at, little)),
    u32: () => value(4, (at) => view.getUint32(at, little)),
    i32: () => value(4, (at) => view.getInt32(at, little)),
    u64: () => value(8, (at) => view.getBigUint64(at, little)),
    i64: () => value(8, (at) => view.getBigInt64(at, little)),
    f32: () => value(4, (at) => view.getFloat32(at, little)),
    f64: () => value(8, (at) => view.getFloat64(at, little)),
    take: (length) => value(length, (at) => bytes.subarray(at, at + length)),
    skip(length) {
      if (!(length >= 0 && length <= cursor.left)) return false;
      cursor.at += length;
      return true;
    },
    sub(length) {
      const from = cursor.at;
      return cursor.skip(length) ? cursorOn(bytes, order, from, from + length) : null;
    },
  };
  return cursor;
}
