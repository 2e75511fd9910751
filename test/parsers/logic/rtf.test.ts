import { expect } from 'chai';
import { textOfRtf } from '../../../parsers/logic/rtf.js';
import { rtf } from './song.js';

describe('the text of RTF', () => {
  const cases: readonly (readonly [string, string])[] = [
    [rtf('Chorus'), 'Chorus'],
    [rtf('a\\\nb\\par c'), 'a\nb\nc'],
    [rtf("caf\\'e9"), 'café'],
    [rtf("\\f1\\'b1\\'ea\\'bc\\'c7"), '标记'],
    [rtf("{\\f1\\'b1\\'ea}\\'e9"), '标é'],
    [rtf("\\uc1\\u26631\\'b1x"), '\u6807x'],
    [rtf('\\uc0\\u-10179\\u-8995 !'), '\ud83d\udcdd!'],
    [rtf('{\\*\\hidden gone}seen \\{\\}\\\\'), 'seen {}\\'],
    [`${rtf('end')}}{\\rtf1 rubbish`, 'end'],
    ['{\\rtf1 cut in the {\\b middle', 'cut in the middle'],
    ["{\\rtf1\\ansicpg99999 \\'80}", '\x80'],
    ['', ''],
  ];
  for (const [source, text] of cases)
    it(JSON.stringify(source.slice(-40)), () => expect(textOfRtf(source)).to.equal(text));

  it('takes no longer for braces, backslashes and blanks without end', () => {
    const started = Date.now();
    for (const piece of ['{', '\\', '{\\f1', "\\'", '\\u1', ' ', '\r\n']) textOfRtf(`{\\rtf1 ${piece.repeat(200_000)}`);
    expect(Date.now() - started).to.be.lessThan(5000);
  });
});
