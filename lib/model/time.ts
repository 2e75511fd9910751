/** Times are integers in nanoseconds (bigint). This is the one place where they become seconds and text. */

/** Seconds as a decimal text ("12.25", as sessions store them) or number, to nanoseconds without losing digits; null for what is no number. */
export function nsFromSeconds(seconds: string | number): bigint | null {
  const text = typeof seconds === 'number' ? (Number.isFinite(seconds) ? seconds.toFixed(9) : '') : seconds;
  const match = /^([+-]?)(\d{1,12})(?:\.(\d*))?$/.exec(text);
  if (!match) {
    const value = Number(text);
    if (text === '' || !Number.isFinite(value) || Math.abs(value) > 1e12) return null;
    return typeof seconds === 'string' ? nsFromSeconds(value) : null;
  }
  const whole = BigInt(match[2] as string) * 1_000_000_000n;
  const tenDigits = BigInt(`${match[3] ?? ''}0000000000`.slice(0, 10));
  return (match[1] === '-' ? -1n : 1n) * (whole + (tenDigits + 5n) / 10n);
}

/** RFC 3339 in UTC with whole seconds: "2026-11-24T08:00:00Z". Years outside of 0000 to 9999 are clamped. */
export function rfc3339(ns: bigint): string {
  return new Date(clampMs(ns)).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** The day in UTC: "2026-11-24". */
export const dayOf = (ns: bigint): string => rfc3339(ns).slice(0, 10);

/** The moment that `rfc3339` wrote. */
export function nsFromRfc3339(text: string): bigint | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : BigInt(ms) * 1_000_000n;
}

/** Minutes and seconds for people: "3:34", "1:02:03". */
export function showLength(ns: bigint): string {
  if (ns < 0n) return `-${showLength(-ns)}`;
  const total = Number((ns + 500_000_000n) / 1_000_000_000n);
  const [h, m, s] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

function clampMs(ns: bigint): number {
  const ms = Number(ns / 1_000_000n);
  return Math.min(Math.max(ms, Date.UTC(0, 0, 1)), Date.UTC(9999, 11, 31, 23, 59, 59));
}
