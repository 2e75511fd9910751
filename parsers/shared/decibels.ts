/** Linear gain factors, as most sessions store them, in dB. */
export function decibels(factor: number | null): number | null {
  if (factor === null || !Number.isFinite(factor)) return null;
  // A negative factor is a turned polarity, not another level.
  return factor === 0 ? -Infinity : 20 * Math.log10(Math.abs(factor));
}
