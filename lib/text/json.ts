/**
 * JSON with indentation as bytes, made piece by piece: for a session of 20,000 files the text is 20 MB, and as one string
 * beside its bytes it would cost twice that. The text is what `JSON.stringify(value, null, indent)` gives, and a line end.
 */
const PIECE_CHARACTERS = 64 * 1024;
/** Lists of files, and of media in sessions, begin at most so deep: what lies deeper is one piece. */
const DEPTH = 4;

export function jsonBytes(value: object, indent: number): Buffer {
  const buffers: Buffer[] = [];
  let text = '';
  for (const piece of pieces(value, ' '.repeat(indent), '', DEPTH)) {
    text += piece;
    if (text.length < PIECE_CHARACTERS) continue;
    buffers.push(Buffer.from(text, 'utf8'));
    text = '';
  }
  buffers.push(Buffer.from(`${text}\n`, 'utf8'));
  return Buffer.concat(buffers);
}

/** `margin`: the blanks before the line on which the value begins. */
function* pieces(value: unknown, step: string, margin: string, depth: number): Generator<string> {
  const entries = depth === 0 || typeof value !== 'object' || value === null ? [] : Object.entries(value);
  if (entries.length === 0) {
    // Line ends inside of strings are escaped: each real one begins a line of the text.
    yield JSON.stringify(value, null, step).replaceAll('\n', `\n${margin}`);
    return;
  }
  const isArray = Array.isArray(value);
  let separator = '';
  yield isArray ? '[' : '{';
  for (const [key, one] of entries) {
    if (one === undefined) continue;
    yield `${separator}\n${margin}${step}${isArray ? '' : `${JSON.stringify(key)}: `}`;
    yield* pieces(one, step, margin + step, depth - 1);
    separator = ',';
  }
  yield `\n${margin}${isArray ? ']' : '}'}`;
}
