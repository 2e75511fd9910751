/** A form that somebody filled in, or any other notes: what is a field, and what is not. Pure. */
import { textOf } from './field-text.js';
import { FORM, INTRO, TITLE_END } from './form.js';
import { sectionsOf } from './sections.js';

export interface ParsedForm {
  /** By id, in the order of the form; those that are open are not here. */
  readonly fields: ReadonlyMap<string, string>;
  /** Everything else that a person wrote. Of a text without a field's heading: the text as it is. */
  readonly rest: string;
}

export function parseForm(text: string): ParsedForm {
  const sections = sectionsOf(text);
  if (!sections.some(({ what }) => what !== null)) return { fields: new Map(), rest: text };
  const fields = new Map<string, string>();
  for (const field of FORM) {
    const own = sections.filter(({ what }) => what === field.id);
    // Two forms in one file: what stands in both counts.
    const texts = new Set(own.map(({ body, end }) => textOf(field, text.slice(body, end))));
    const all = [...texts].filter((one) => one !== '').join('\n\n');
    if (all !== '') fields.set(field.id, all);
  }
  const others = sections.filter(({ what }) => what === null).map(({ start, end }) => text.slice(start, end));
  return { fields, rest: others.map(withoutOurs).join('').trim() };
}

/** Without the title and the line below it that tapebox wrote; nothing of anybody else is left out. */
function withoutOurs(part: string): string {
  return part
    .split(/(?<=\n)|(?<=\r)(?!\n)/)
    .filter((line) => {
      const text = line.replace(/^\ufeff/, '').trim();
      return text !== INTRO && !(/^# /.test(text) && text.endsWith(TITLE_END));
    })
    .join('');
}
