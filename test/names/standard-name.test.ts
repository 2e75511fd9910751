import { expect } from 'chai';
import {
  checkTemplate,
  DEFAULT_TEMPLATE,
  familyOf,
  type NameFacts,
  standardName,
} from '../../lib/names/standard-name.js';
import { failureOf } from '../support/trouble.js';

const FACTS: NameFacts = {
  date: '2019-03-14',
  artist: 'Anna Larsen',
  title: 'Glass Harbour',
  daw: 'REAPER',
  n: '01',
  archived: '2026-11-24',
  studio: 'Big Room',
  client: 'Kestrel',
  bpm: '96.5',
  rate: '48k',
  id: '0123abcd',
};

describe('the standard name', () => {
  const cases: readonly (readonly [string, string, Partial<NameFacts>, number, string])[] = [
    ['all parts', DEFAULT_TEMPLATE, {}, 1, '2019-03-14_Anna-Larsen_Glass-Harbour_REAPER_v01'],
    ['no artist', DEFAULT_TEMPLATE, { artist: null }, 1, '2019-03-14_Glass-Harbour_REAPER_v01'],
    ['blanks for an artist', DEFAULT_TEMPLATE, { artist: '  ' }, 1, '2019-03-14_Glass-Harbour_REAPER_v01'],
    ['nothing but a number', DEFAULT_TEMPLATE, { date: null, artist: null, title: null, daw: null }, 1, 'v01'],
    ['a rival', DEFAULT_TEMPLATE, {}, 2, '2019-03-14_Anna-Larsen_Glass-Harbour_REAPER-2_v01'],
    ['a rival of a bare number', 'v{n}', {}, 3, '3_v01'],
    [
      'every token',
      '{archived}_{studio}_{client}_{bpm}_{rate}_{id}_v{n}',
      {},
      1,
      '2026-11-24_Big-Room_Kestrel_96.5_48k_0123abcd_v01',
    ],
    ['words around tokens', 'Archive_{title} ({bpm} BPM)_v{n}', {}, 1, 'Archive_Glass-Harbour (96.5 BPM)_v01'],
    ['a word whose token is empty', '{title}_at {bpm}_v{n}', { bpm: null }, 1, 'Glass-Harbour_v01'],
    ['many archives', DEFAULT_TEMPLATE, { n: '100' }, 1, '2019-03-14_Anna-Larsen_Glass-Harbour_REAPER_v100'],
    ['an underscore in a title', '{title}_v{n}', { title: 'a_b c' }, 1, 'a-b-c_v01'],
    ['what no file name holds', '{title}_v{n}', { title: 'AC/DC: "Live?" <*|\\>' }, 1, 'ACDC-Live_v01'],
    ['direction overrides and controls', '{title}_v{n}', { title: 'a\u202eb\u0007c' }, 1, 'abc_v01'],
    ['a name of a device', '{title}', { title: 'con' }, 1, 'con_'],
    ['dots at the ends', '{title}_v{n}', { title: '..hidden..' }, 1, 'hidden_v01'],
    ['a long title', '{title}_v{n}', { title: 'x'.repeat(500) }, 1, `${'x'.repeat(60)}_v01`],
    ['decomposed letters', '{title}_v{n}', { title: 'Cafe\u0301' }, 1, 'Caf\u00e9_v01'],
  ];
  for (const [what, template, facts, rival, expected] of cases) {
    it(what, () => expect(standardName(template, { ...FACTS, ...facts }, rival)).to.equal(expected));
  }

  it('without its number is the same for all packages of a lineage', () => {
    expect(familyOf('2019_Song_v01')).to.equal(familyOf('2019_Song_v12'));
    expect(familyOf('2019_Song_v01')).not.to.equal(familyOf('2019_Song-2_v01'));
    expect(familyOf('v01_Song')).to.equal(familyOf('v01_Song'));
  });

  for (const template of [DEFAULT_TEMPLATE, '{n}', 'x{n}y', '{date}_{n}']) {
    it(`${template} is a template`, () => expect(checkTemplate(template)).to.equal(template));
  }

  for (const template of [
    '',
    '{title}',
    '{n}_{nothing}',
    '{n}_{Title}',
    '{n}_{}',
    '{n}/{title}',
    '{n}\\{title}',
    '{n}_{title',
    '{n}_title}',
  ]) {
    it(`"${template}" is none: exit 2`, async () =>
      expect(await failureOf(() => checkTemplate(template))).to.include({ exitCode: 2, code: 'usage' }));
  }
});
