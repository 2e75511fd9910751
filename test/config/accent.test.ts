import nodeFs from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { accentOf, contrastOf } from '../../lib/config/accent.js';
import { failureOf } from '../support/trouble.js';

/** Of the style sheet itself: the page and the card of the picture, light and then dark. */
const css = nodeFs.readFileSync('templates/recall/page.css', 'utf8');
const backgrounds = (name: string) =>
  [...css.matchAll(new RegExp(`--${name}:(#[0-9a-f]{3,6})`, 'g'))].map(([, one]) => one as string);
const full = (colour: string) => (colour.length === 4 ? colour.replace(/[0-9a-f]/g, '$&$&') : colour);
const [LIGHT, DARK] = [0, 1].map((at) => ['bg', 'card'].map((name) => full(backgrounds(name)[at] as string))) as [
  string[],
  string[],
];

describe('the accent of the sheets', () => {
  it('measures contrast as WCAG does', () => {
    expect(contrastOf('#000000', '#ffffff')).to.be.closeTo(21, 1e-9);
    expect(contrastOf('#777777', '#ffffff')).to.be.closeTo(4.48, 0.005);
    expect(contrastOf('#23527c', '#23527c')).to.equal(1);
  });

  it('takes one colour, and makes it lighter for the dark page only as far as it must', () => {
    expect(accentOf('#23527C')).to.deep.equal({ light: '#23527c', dark: accentOf('#23527c').dark });
    for (const dark of DARK) expect(contrastOf(accentOf('#23527c').dark, dark)).to.be.within(4.5, 7);
  });

  it('takes two', () => {
    expect(accentOf('#a3261d, #ff9d93')).to.deep.equal({ light: '#a3261d', dark: '#ff9d93' });
  });

  const bad: readonly (readonly [string, RegExp])[] = [
    ['red', /"#rrggbb" or "#light,#dark", not "red"/],
    ['#fff', /"#rrggbb"/],
    ['#23527c,#8fc1ee,#000000', /"#rrggbb"/],
    ['#23527c;}', /"#rrggbb"/],
    ['', /"#rrggbb"/],
    ['#ffcc00', /#ffcc00 cannot be read well on the light page: its contrast is 1\.[34]:1, and text needs 4\.5:1/],
    ['#23527c,#23527c', /on the dark page: its contrast is 1\.\d:1/],
  ];
  for (const [value, message] of bad) {
    it(`refuses ${value || 'nothing'} and says why`, async () => {
      const error = await failureOf(() => accentOf(value));
      expect(error).to.include({ exitCode: 2, code: 'usage' });
      expect(error.message).to.match(message);
    });
  }

  it('gives nothing that cannot be read, whatever was asked for', () => {
    const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
    fc.assert(
      fc.property(fc.array(colour, { minLength: 1, maxLength: 2 }), (colours) => {
        let accent: ReturnType<typeof accentOf>;
        try {
          accent = accentOf(colours.join(','));
        } catch {
          return;
        }
        for (const light of LIGHT) expect(contrastOf(accent.light, light)).to.be.at.least(4.5);
        for (const dark of DARK) expect(contrastOf(accent.dark, dark)).to.be.at.least(4.5);
      }),
      { numRuns: 500 },
    );
  });
});
