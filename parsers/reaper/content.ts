/** The direct content of a block by key: what a track or a project says of itself in single lines, and its blocks. */
import { type Document, type Row, wordsOf } from './grammar.js';

export interface Content {
  readonly rows: readonly Row[];
  /** The words of the first line with that key. */
  line(key: string): readonly string[] | undefined;
  /** The words of every line with that key. */
  lines(key: string): readonly (readonly string[])[];
  /** The first lines of the blocks with that name. */
  blocks(name: string): readonly number[];
}

export function contentOf(document: Document, from: Iterable<Row>): Content {
  const rows = [...from];
  const [lines, blocks] = [new Map<string, number[]>(), new Map<string, number[]>()];
  for (const { line, key, opens } of rows) {
    const group = opens ? blocks : lines;
    const places = group.get(key);
    if (places) places.push(line);
    else group.set(key, [line]);
  }
  const all = (key: string): readonly number[] => lines.get(key) ?? [];
  return {
    rows,
    line: (key) =>
      all(key)
        .slice(0, 1)
        .map((line) => wordsOf(document, line))[0],
    lines: (key) => all(key).map((line) => wordsOf(document, line)),
    blocks: (name) => blocks.get(name) ?? [],
  };
}
