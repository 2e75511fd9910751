/** The text of a field as it stands in the form, and back: no text can become a heading, or the hint, of its own. Pure. */
import { harmlessLines } from '../text/harmless.js';
import type { FormField } from './form.js';

const LINE_END = /\r\n|\r|\n/;
/** What would part the form: a backslash before it is Markdown's own way to say that it is text. */
const PARTING = /^ {0,3}#{1,2}(?=[ \t]|$)/;

/** As it is kept: harmless, without blank lines and blanks around it. '' is an open field. */
export const plainText = (text: string): string => harmlessLines(text).trim();

/** The lines below the heading, without line ends. */
export function linesOf(field: FormField, text: string | null): readonly string[] {
  const plain = text === null ? '' : plainText(text);
  if (plain === '') return [`_${field.hint}_`];
  return plain.split('\n').map((line) => (isGuarded(field, line) ? line.replace(/^( *)/, '$1\\') : line));
}

/** '' where it is open. */
export function textOf(field: FormField, body: string): string {
  return body
    .split(LINE_END)
    .filter((line) => !isHint(field, line))
    .map((line) => (/^ *\\/.test(line) && isGuarded(field, line) ? line.replace(/^( *)\\/, '$1') : line))
    .join('\n')
    .trim();
}

/** True for what means something, with any number of backslashes before it. */
function isGuarded(field: FormField, line: string): boolean {
  const bare = line.replace(/^( *)\\+/, '$1');
  return PARTING.test(bare) || isHint(field, bare);
}

/** Word processors turn `_` into `*`. */
const isHint = ({ hint }: FormField, line: string): boolean => {
  const text = line.trim();
  return text === `_${hint}_` || text === `*${hint}*`;
};
