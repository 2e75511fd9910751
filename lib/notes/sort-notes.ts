/** Notes from several places: the fields of the form in one, the rest where it stood. Pure. */
import type { Note } from '../model/session.js';
import { type FilledField, filledForm } from './form.js';
import { parseForm } from './parse-form.js';

export function sortNotes(all: readonly Note[]): {
  readonly notes: readonly Note[];
  readonly form: readonly FilledField[];
} {
  // notes.md may be named once more by hand.
  const each = [...new Map(all.map((note) => [note.text.trim(), note] as const).reverse()).values()].reverse();
  const parsed = each.map(({ where, text }) => ({ where, ...parseForm(text) }));
  const fields = new Map<string, string>();
  for (const [id, text] of parsed.flatMap((one) => [...one.fields])) {
    const before = fields.get(id);
    if (before === text) continue;
    fields.set(id, before === undefined ? text : `${before}\n\n${text}`);
  }
  const notes = parsed.flatMap(({ where, rest }) => (rest.trim() === '' ? [] : [{ where, text: rest }]));
  return { notes, form: filledForm(fields) };
}
