/** What no DAW stores, as one table: the form is written, read and drawn from it. `id` is what `--set` and JSON name. */
export interface FormField {
  readonly id: string;
  /** Stands as a heading in the form. ASCII: a form is found again whatever its encoding. */
  readonly heading: string;
  /** What to write there; one short line, so that no editor wraps it. ASCII, without `_` and `*`. */
  readonly hint: string;
}

export const FORM = [
  { id: 'console', heading: 'Console', hint: 'Desk, channels, EQ, dynamics, buses. A photo of it says most.' },
  { id: 'preamps', heading: 'Preamps', hint: 'Which preamp on which source, with gain, pad, filter, phase.' },
  { id: 'patch', heading: 'Patch', hint: 'Stage box, patch bay, converter inputs and outputs, inserts, sends.' },
  { id: 'outboard', heading: 'Outboard', hint: 'Each unit with its settings, knob by knob, and what it was on.' },
  { id: 'microphones', heading: 'Microphones', hint: 'Which microphone on what, where it stood, pattern, pad.' },
  { id: 'calibration', heading: 'Calibration', hint: 'Tape, speed, alignment level, 0 VU in dBFS, monitor level.' },
  { id: 'credits', heading: 'Credits', hint: 'Players, writers, engineer, producer, studio, dates.' },
  { id: 'client', heading: 'Client wishes', hint: 'What was asked for, what was decided, what is still open.' },
  { id: 'lyrics', heading: 'Lyrics', hint: 'The words as they were sung.' },
  { id: 'other', heading: 'Other', hint: 'Whatever somebody will ask for in ten years.' },
] as const satisfies readonly FormField[];

export type FieldId = (typeof FORM)[number]['id'];

/** Heading of the part that tapebox fills in itself: it is no note, and is not read again. */
export const KNOWN = 'From the session';

/** The line below the title of a form. */
export const INTRO =
  'No session stores these things. Write below each heading; what does not apply stays as it is. Then put this file beside the session as notes.md.';

/** The title line of a form. */
export const TITLE_END = ': notes';

/** A field as the recall sheet shows it; null: a blank line on paper. */
export interface FilledField extends FormField {
  readonly text: string | null;
}

export const filledForm = (fields: ReadonlyMap<string, string>): readonly FilledField[] =>
  FORM.map((field) => ({ ...field, text: fields.get(field.id) ?? null }));
