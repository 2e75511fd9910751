import { expect } from 'chai';
import fc from 'fast-check';
import { plainText } from '../../lib/notes/field-text.js';
import { fillForm } from '../../lib/notes/fill-form.js';
import { type FieldId, FORM, INTRO, KNOWN } from '../../lib/notes/form.js';
import { formText } from '../../lib/notes/new-form.js';
import { parseForm } from '../../lib/notes/parse-form.js';
import { isForm, sectionsOf } from '../../lib/notes/sections.js';
import { sortNotes } from '../../lib/notes/sort-notes.js';
import { glassHarbour, locatedSession, parsed, project, track } from '../inspect/sample.js';

const form = (fields: ReadonlyMap<string, string> = new Map(), title = 'Glass Harbour'): string =>
  formText(glassHarbour(), { title, artist: 'Anna Larsen', client: null, fields, rest: '' });

/** Text that tries to be something else: headings, hints, escapes, line ends, controls. */
const piece = fc.constantFrom(
  ...FORM.flatMap(({ heading, hint }) => [`## ${heading}`, `_${hint}_`, hint, `*${hint}*`]),
  ...['# x: notes', '##', '#', '\\', '\\## Console', '\\\\# a', '   ## Patch', '    ## Patch', '### deep', INTRO],
  ...[`## ${KNOWN}`, '-->', '<script>', '```', '---', '===', '=', '\n', '\r', '\r\n', '\n\n', ' ', '\t', '\u0000'],
  ...['\u001b[31m', '\u202e', '\u2028', '\ufeff', '\ud800', 'Müller & Söhne', '🎤', 'U47'],
);
const hostile = fc.oneof(
  fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
  fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('\n')),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const id = fc.constantFrom(...FORM.map((field) => field.id));
const filled = fc.array(fc.tuple(id, hostile), { maxLength: 10 }).map((pairs) => new Map(pairs));

const kept = (fields: ReadonlyMap<string, string>) =>
  [...fields].map(([key, text]) => [key, plainText(text)] as const).filter(([, text]) => text !== '');
const inOrder = (pairs: readonly (readonly [string, string])[]) =>
  FORM.flatMap((field) => pairs.filter(([key]) => key === field.id));

describe('the notes form', () => {
  it('is prefilled with what the session tells', () => {
    const text = form();
    for (const line of [
      '# Glass Harbour: notes',
      '- Artist: Anna Larsen',
      '- DAW: REAPER 5.96/win64',
      '- Last saved: 2019-03-14',
      '- Kick In: In 1',
    ])
      expect(text.split('\n')).to.include(line);
    expect(text).not.to.match(/\n\n\n/);
    expect(parseForm(text)).to.deep.equal({ fields: new Map(), rest: '' });
  });

  it('has headings and hints that stay what they are in any encoding and any editor', () => {
    for (const { id, heading, hint } of FORM) {
      expect(id).to.match(/^[a-z]+$/);
      expect(heading + hint).to.match(/^[ -~]+$/);
      expect(hint).not.to.match(/[_*#\\]/);
      expect(hint.length).to.be.below(80);
    }
  });

  it('written and read is the same, whatever was filled in', () => {
    fc.assert(
      fc.property(filled, hostile, (fields, title) => {
        const read = parseForm(form(fields, title));
        expect([...read.fields]).to.deep.equal(inOrder(kept(fields)));
        expect(read.rest).to.equal('');
      }),
      { numRuns: 300 },
    );
  });

  it('filled in later is the same as written so', () => {
    fc.assert(
      fc.property(filled, filled, fc.constantFrom('\n', '\r\n', '\r'), (before, set, end) => {
        const standing = Buffer.from(form(before).replaceAll('\n', end));
        const read = parseForm(fillForm(standing, set as ReadonlyMap<FieldId, string>).toString('utf8'));
        expect([...read.fields]).to.deep.equal(inOrder(kept(new Map<string, string>([...before, ...set]))));
        expect(read.rest).to.equal('');
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the bytes of everything else when one field is filled in', () => {
    const bytes = fc.uint8Array({ maxLength: 60 }).map((one) => Buffer.from(one));
    const around = fc.array(
      fc.oneof(
        bytes,
        piece.map((text) => Buffer.from(`\n${text}\n`)),
      ),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(around, id, hostile, (parts, field, text) => {
        const before = Buffer.concat(parts);
        const after = fillForm(before, new Map([[field, text]])).toString('latin1');
        const latin = before.toString('latin1');
        const section = sectionsOf(latin).find(({ what }) => what === field);
        if (section === undefined) expect(after.startsWith(latin)).to.equal(true);
        else {
          expect(after.startsWith(latin.slice(0, section.body))).to.equal(true);
          expect(after.endsWith(latin.slice(section.end))).to.equal(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('opens a field again with an empty text', () => {
    const full = form(new Map([['patch', 'in 1 to 4']]));
    const open = fillForm(Buffer.from(full), new Map([['patch', ' ']])).toString('utf8');
    expect(open).to.equal(form());
  });

  it('puts a field back whose heading is gone', () => {
    const cut = fillForm(Buffer.from('# mine'), new Map([['credits', 'Anna: voice']])).toString('utf8');
    expect(cut).to.equal('# mine\n\n## Credits\n\nAnna: voice\n');
  });
});

describe('parseForm', () => {
  it('leaves notes that are no form as they are', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        fc.pre(!/^ {0,3}##[ \t]/m.test(text.replaceAll('\r', '\n')));
        expect(parseForm(text)).to.deep.equal({ fields: new Map(), rest: text });
      }),
    );
  });

  it('knows a heading however an editor writes it', () => {
    for (const heading of [
      '## Microphones',
      '## **Microphones**',
      '##  microphones:',
      '## MICROPHONES ##',
      '  ## Microphones',
    ])
      expect(parseForm(`${heading}\r\nU47\r\n`).fields.get('microphones'), heading).to.equal('U47');
    for (const heading of ['### Microphones', '# Microphones', '##Microphones', 'Microphones', '    ## Microphones'])
      expect(parseForm(`${heading}\nU47\n`).fields.size, heading).to.equal(0);
  });

  it('drops nothing that a person wrote', () => {
    const text = '# Song: notes\nfirst\n## Patch\n1\n### deep\n2\n## Mine\nmine\n## Patch\n3\n# End\nlast\n';
    const { fields, rest } = parseForm(text);
    expect([...fields]).to.deep.equal([['patch', '1\n### deep\n2\n\n3']]);
    expect(rest).to.equal('first\n## Mine\nmine\n# End\nlast');
  });

  it('is quick with what was made to be slow', () => {
    const started = performance.now();
    for (const text of ['## '.repeat(300_000), `## ${' '.repeat(900_000)}x`, '## Patch\n'.repeat(100_000)])
      parseForm(text);
    expect(performance.now() - started).to.be.below(5000);
  });
});

describe('sortNotes', () => {
  it('brings the fields of several notes together, each once', () => {
    const { notes, form: fields } = sortNotes([
      { where: 'notes.md', text: '## Credits\nAnna\n## Mine\nx' },
      { where: 'letter.md', text: 'dear' },
      { where: 'form.md', text: '## Credits\nAnna\n## Patch\n1-1' },
    ]);
    expect(notes).to.deep.equal([
      { where: 'notes.md', text: '## Mine\nx' },
      { where: 'letter.md', text: 'dear' },
    ]);
    expect(fields.map(({ id }) => id)).to.deep.equal(FORM.map(({ id }) => id));
    expect(fields.flatMap(({ id, text }) => (text === null ? [] : [[id, text]]))).to.deep.equal([
      ['patch', '1-1'],
      ['credits', 'Anna'],
    ]);
  });
});

describe('a form of a hostile session', () => {
  it('holds names as text only', () => {
    const evil = '\n## Console\nforged\u001b[31m <img src=x> [a](javascript:x)';
    const located = project([
      locatedSession(parsed({ tracks: [track(evil, { input: evil })], application: evil }), []),
    ]);
    const text = formText(located, { title: evil, artist: evil, client: evil, fields: new Map(), rest: '' });
    expect(parseForm(text).fields.size).to.equal(0);
    expect(text).not.to.match(/(?<!\\)<img|(?<!\\)\[a\]/);
    expect(text).not.to.include('\u001b');
    expect(isForm(text)).to.equal(true);
  });
});
