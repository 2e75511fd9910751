/** Values of plug-ins' settings as a person would write them down. */

/** As many digits as a number of 32 bits holds for certain: what sessions store behind them is the dust of its way there. */
const DIGITS = 6;

/** `0.7071067095` as `0.707107`, `1.000000000000` as `1`; whole numbers, words and file names as they are. */
export function shownValue(stored: string): string {
  const text = stored.trim().replace(/^\+(?=[\d.])/, '');
  if (!/^-?\d*\.?\d+(?:e[-+]?\d{1,3})?$/i.test(text) || /^-?\d+$/.test(text)) return text;
  const value = Number(text);
  if (!Number.isFinite(value)) return text;
  const shown = Math.abs(value) >= 10 ** DIGITS ? Math.round(value) : Number(value.toPrecision(DIGITS));
  return String(shown === 0 ? 0 : shown);
}
