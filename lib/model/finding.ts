/**
 * A thing that a person should know. `code` is stable and listed in docs/json.md; `severity` error: a person must act,
 * warn: a person should look, info: told. `next` says what to do, in words of a studio.
 */
export interface Finding {
  readonly code: string;
  readonly severity: 'error' | 'warn' | 'info';
  readonly message: string;
  readonly where: string | null;
  readonly next: string | null;
}

/** A finding in one line; `where` names the file, track or place. */
export function finding(
  severity: Finding['severity'],
  code: string,
  message: string,
  where: string | null = null,
  next: string | null = null,
): Finding {
  return { code, severity, message, where, next };
}
