import type { Clock } from './file-system.js';

/** The system's clock, or the moment that SOURCE_DATE_EPOCH (whole seconds) names. */
export function systemClock(environment: Readonly<Record<string, string | undefined>>): Clock {
  const fixed = environment['SOURCE_DATE_EPOCH'];
  if (fixed !== undefined && /^\d{1,12}$/.test(fixed)) return { now: () => BigInt(fixed) * 1_000_000_000n };
  return { now: () => BigInt(Date.now()) * 1_000_000n };
}
