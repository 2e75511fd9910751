/** The studio's colour on a light and on a dark page, and whether it can be read there (WCAG 2.2, contrast of text). Pure. */
import { usageError } from '../model/errors.js';
import type { House } from '../recall/model.js';

/** On which it stands in templates/recall/page.css: the page, and the card of the picture with the names of markers. */
const PAGES = { light: ['#fbfaf7', '#ffffff'], dark: ['#15171a', '#1c1f23'] } as const;
/** A region is a band of the colour itself on the card, so thin. */
const BAND = 0.16;
const LEAST = 4.5;

/** "#rrggbb" (the dark page gets it made lighter, as far as it must be), or "#light,#dark". Throws exit 2 for what cannot be read. */
export function accentOf(value: string): NonNullable<House['accent']> {
  const colours = value
    .toLowerCase()
    .split(',')
    .map((one) => one.trim());
  const [light, dark] = colours;
  if (light === undefined || colours.length > 2 || !colours.every((one) => /^#[0-9a-f]{6}$/.test(one))) {
    throw usageError(`recall.accent is "#rrggbb" or "#light,#dark", not "${value}"`);
  }
  checkContrast(light, 'light');
  if (dark === undefined) return { light, dark: madeLighter(light) };
  checkContrast(dark, 'dark');
  return { light, dark };
}

function checkContrast(colour: string, page: keyof typeof PAGES): void {
  const contrast = leastContrast(colour, page);
  if (contrast >= LEAST) return;
  // Rounded down: 4.49 is not 4.5.
  const shown = (Math.floor(contrast * 10) / 10).toFixed(1);
  throw usageError(
    `${colour} cannot be read well on the ${page} page: its contrast is ${shown}:1, and text needs ${LEAST}:1`,
    page === 'light'
      ? 'Take a darker one, or two colours: "#light,#dark", the first for paper and light pages.'
      : 'Take a lighter one for the dark page, or give one colour alone.',
  );
}

/** Where it is hardest to read. */
function leastContrast(colour: string, page: keyof typeof PAGES): number {
  const [, card] = PAGES[page];
  return Math.min(...[...PAGES[page], mixed(colour, card, BAND)].map((background) => contrastOf(colour, background)));
}

export function contrastOf(a: string, b: string): number {
  const [one, other] = [luminance(a), luminance(b)];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

const partsOf = (colour: string): readonly [number, number, number] => {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
};

function luminance(colour: string): number {
  const [red, green, blue] = partsOf(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** So much of one colour in another. */
function mixed(colour: string, into: string, share: number): string {
  const base = partsOf(into);
  const parts = partsOf(colour).map((part, at) => Math.round((base[at] as number) * (1 - share) + part * share));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** Mixed with white until it can be read on the dark page. */
function madeLighter(colour: string): string {
  for (let white = 0; white <= 100; white += 5) {
    const lighter = mixed('#ffffff', colour, white / 100);
    if (leastContrast(lighter, 'dark') >= LEAST) return lighter;
  }
  return '#ffffff';
}
