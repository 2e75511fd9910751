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
export const cursorOn = (bytes: Uint8Array, order: 'le' | 'be', start = 0, end = bytes.length): Cursor =>
  new BoundedCursor(bytes, viewOn(bytes), order === 'le', Math.max(start, 0), Math.min(Math.max(end, 0), bytes.length));

/** A session is read through tens of thousands of cursors: one view for all, and methods that they share, halve the garbage. */
const VIEWS = new WeakMap<Uint8Array, DataView>();

function viewOn(bytes: Uint8Array): DataView {
  const known = VIEWS.get(bytes);
  if (known !== undefined) return known;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  VIEWS.set(bytes, view);
  return view;
}

class BoundedCursor implements Cursor {
  constructor(
    readonly bytes: Uint8Array,
    private readonly view: DataView,
    private readonly little: boolean,
    public at: number,
    readonly end: number,
  ) {}

  get left(): number {
    return Math.max(this.end - this.at, 0);
  }

  u8(): number | null {
    return this.skip(1) ? this.view.getUint8(this.at - 1) : null;
  }

  u16(): number | null {
    return this.skip(2) ? this.view.getUint16(this.at - 2, this.little) : null;
  }

  i16(): number | null {
    return this.skip(2) ? this.view.getInt16(this.at - 2, this.little) : null;
  }

  u32(): number | null {
    return this.skip(4) ? this.view.getUint32(this.at - 4, this.little) : null;
  }

  i32(): number | null {
    return this.skip(4) ? this.view.getInt32(this.at - 4, this.little) : null;
  }

  u64(): bigint | null {
    return this.skip(8) ? this.view.getBigUint64(this.at - 8, this.little) : null;
  }

  i64(): bigint | null {
    return this.skip(8) ? this.view.getBigInt64(this.at - 8, this.little) : null;
  }

  f32(): number | null {
    return this.skip(4) ? this.view.getFloat32(this.at - 4, this.little) : null;
  }

  f64(): number | null {
    return this.skip(8) ? this.view.getFloat64(this.at - 8, this.little) : null;
  }

  take(length: number): Uint8Array | null {
    return this.skip(length) ? this.bytes.subarray(this.at - length, this.at) : null;
  }

  skip(length: number): boolean {
    if (!(length >= 0 && length <= this.left)) return false;
    this.at += length;
    return true;
  }

  sub(length: number): Cursor | null {
    const from = this.at;
    if (!this.skip(length)) return null;
    return new BoundedCursor(this.bytes, this.view, this.little, from, from + length);
  }
}
