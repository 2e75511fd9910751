/**
 * Where the headings of a Markdown text stand, and what each field of the form means. Works on text of any encoding that
 * keeps ASCII, so that bytes read as Latin-1 give places in the file. Pure.
 */
import { type FieldId, FORM, KNOWN } from './form.js';

export interface Section {
  /** The field whose heading it is; 'known' for what tapebox wrote; null for any other, and for what stands before all. */
  readonly what: FieldId | 'known' | null;
  /** Of the heading line; where there is none, of the text. */
  readonly start: number;
  /** Behind the heading line and its line end. */
  readonly body: number;
  readonly end: number;
}

/** One line with its end. A line end alone at the end of the text begins no further line. */
const LINE = /[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g;
/** Headings of the first two levels part the text; deeper ones belong to what they stand in. */
const HEADING = /^ {0,3}(#{1,2})[ \t]+([^\r\n]*)/;

/** The whole text, in order and without gaps. */
export function sectionsOf(text: string): readonly Section[] {
  const sections: Section[] = [];
  let open: Omit<Section, 'end'> = { what: null, start: 0, body: 0 };
  for (const { 0: line, index } of text.matchAll(LINE)) {
    const heading = HEADING.exec(line);
    if (heading === null) continue;
    sections.push({ ...open, end: index });
    open = { what: heading[1] === '##' ? whatOf(heading[2] ?? '') : null, start: index, body: index + line.length };
  }
  return [...sections, { ...open, end: text.length }].filter(({ start, end }) => end > start);
}

const WHAT = new Map<string, FieldId | 'known'>([
  ...FORM.map(({ id, heading }) => [heading.toLowerCase(), id] as const),
  [KNOWN.toLowerCase(), 'known'],
]);

/** Editors add closing signs, stars and colons to headings. */
const whatOf = (heading: string): Section['what'] =>
  WHAT.get(
    heading
      .replace(/[#*_:\\]/g, '')
      .replace(/[ \t]+/g, ' ')
      .trim()
      .toLowerCase(),
  ) ?? null;

/** A file that has this many of the headings is a form, and no letter that happens to have one. */
const ENOUGH = 3;

export const isForm = (text: string): boolean =>
  new Set(sectionsOf(text).flatMap(({ what }) => (what === null || what === 'known' ? [] : [what]))).size >= ENOUGH;
