/** A new form, with what the session and its folder tell already. Pure. */
import type { LocatedProject } from '../model/located.js';
import { dayOf } from '../model/time.js';
import type { Description } from '../project/description.js';
import { render } from '../recall/templates.js';
import { linesOf } from './field-text.js';
import { type FieldId, FORM, INTRO, KNOWN, TITLE_END } from './form.js';
import { parseForm } from './parse-form.js';

/** Rows of inputs in the form; the track sheet has them all. */
const MAX_INPUTS = 200;

export interface NewForm {
  readonly title: string;
  readonly artist: string | null;
  readonly client: string | null;
  readonly fields: ReadonlyMap<string, string>;
  /** What stands in notes.md beside the fields. */
  readonly rest: string;
}

/** What notes.md beside the session says already is in the new form, too: a form that takes its place must not lose it. */
export function knownNotes(
  description: Description,
  set: ReadonlyMap<FieldId, string>,
): Pick<NewForm, 'fields' | 'rest'> {
  const { fields, rest } = parseForm(description.notes ?? '');
  return { fields: new Map([...fields, ...set]), rest };
}

export function formText(located: LocatedProject, { title, artist, client, fields, rest }: NewForm): string {
  const [main] = located.sessions;
  const facts: readonly (readonly [string, string | null])[] = [
    ['Title', title],
    ['Artist', artist],
    ['For', client],
    ['DAW', main === undefined ? null : (main.session.application ?? main.parserName)],
    ['Last saved', main === undefined ? null : dayOf(main.session.savedAt ?? main.stat.mtimeNs)],
  ];
  const inputs = (main?.session.tracks ?? []).flatMap(({ name, input, inTrackList }) =>
    input === null || input.trim() === '' || !inTrackList ? [] : [{ track: name, input }],
  );
  return render('notes.md', {
    title,
    titleEnd: TITLE_END,
    intro: INTRO,
    rest: rest.trim(),
    known: KNOWN,
    facts: facts.flatMap(([label, value]) => (value === null || value === '' ? [] : [{ label, value }])),
    inputs: inputs.slice(0, MAX_INPUTS),
    more: Math.max(0, inputs.length - MAX_INPUTS),
    fields: FORM.map((field) => ({
      heading: field.heading,
      text: linesOf(field, fields.get(field.id) ?? null).join('\n'),
    })),
  });
}
