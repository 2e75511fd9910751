import { expect } from 'chai';
import fc from 'fast-check';
import { escapeCell, escapeMarkdown, escapeMarkup } from '../../lib/text/escape.js';
import { harmless } from '../../lib/text/harmless.js';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });

describe('harmless', () => {
  it('leaves ordinary names of any script alone', () => {
    for (const name of ['Kick In', 'Fähre – 夜', '👩‍🎤 vox', 'قناة', 'Ré\u0301frain'])
      expect(harmless(name)).to.equal(name);
  });
  it('shows what it took out', () => {
    expect(harmless('a\u001b[2J')).to.equal('a␛[2J');
    expect(harmless('\u202egnp.exe')).to.equal('\ufffdgnp.exe');
    expect(harmless('kick\udcff')).to.equal('kick\ufffd');
    expect(harmless('two\r\nlines')).to.equal('two lines');
  });
  it('leaves nothing that a terminal or an XML reader trips over, and is done after one time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const safe = harmless(text);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(safe).not.to.match(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/);
        expect(harmless(safe)).to.equal(safe);
      }),
    );
  });
});

describe('escaping', () => {
  it('leaves no markup', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(escapeMarkup(text)).not.to.match(/[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/);
      }),
    );
  });
  const markdown: readonly [string, string][] = [
    ['acgtr_R_new.wav', 'acgtr_R_new.wav'],
    ['_hidden_', '\\_hidden\\_'],
    ['a|b', 'a\\|b'],
    ['<img src=x>', '\\<img src=x\\>'],
    ['[x](javascript:1)', '\\[x\\](javascript:1)'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['http://x', 'http\\://x'],
  ];
  for (const [raw, expected] of markdown) it(`Markdown: ${raw}`, () => expect(escapeMarkdown(raw)).to.equal(expected));

  const cells: readonly [string | number, string][] = [
    ['Kick', 'Kick'],
    ['-3.4', '-3.4'],
    ['-inf', "'-inf"],
    ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
    ['  =1+1', "'  =1+1"],
    ['\t=1+1', "' =1+1"],
    ['@x', "'@x"],
    ['a,b', '"a,b"'],
    ['two\nlines', 'two lines'],
  ];
  for (const [raw, expected] of cells)
    it(`CSV: ${JSON.stringify(raw)}`, () => expect(escapeCell(raw)).to.equal(expected));
});
