/** Fills in fields of a form that is there: everything else keeps its bytes, whatever their encoding and line ends. Pure. */
import { linesOf } from './field-text.js';
import { type FieldId, FORM } from './form.js';
import { sectionsOf } from './sections.js';

export function fillForm(form: Buffer, set: ReadonlyMap<FieldId, string>): Buffer {
  let bytes = form;
  for (const field of FORM) {
    const text = set.get(field.id);
    if (text !== undefined) bytes = withField(bytes, field, text);
  }
  return bytes;
}

function withField(bytes: Buffer, field: (typeof FORM)[number], text: string): Buffer {
  const latin = bytes.toString('latin1');
  const end = /\r\n|\r|\n/.exec(latin)?.[0] ?? '\n';
  const written = `${linesOf(field, text).join(end)}${end}`;
  const section = sectionsOf(latin).find(({ what }) => what === field.id);
  if (section === undefined) {
    const gap = latin === '' || /[\r\n]$/.test(latin) ? end : end + end;
    return Buffer.concat([bytes, Buffer.from(`${gap}## ${field.heading}${end}${end}${written}`)]);
  }
  const { start, body } = section;
  // A heading that is the last line of the file may have no line end of its own.
  const head = /[\r\n]$/.test(latin.slice(start, body)) ? end : end + end;
  const tail = section.end < latin.length ? end : '';
  return Buffer.concat([bytes.subarray(0, body), Buffer.from(`${head}${written}${tail}`), bytes.subarray(section.end)]);
}
