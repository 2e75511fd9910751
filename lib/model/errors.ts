/** Exit codes of the design, section 4. */
export const EXIT = { done: 0, failed: 1, usage: 2, look: 3, refused: 4, damaged: 5 } as const;

/**
 * Every failure that a person is told about. `message` is one plain sentence that names the file; `next` is the way out.
 * Anything else that is thrown is a fault of ours and ends in exit code 1.
 */
export class TapeboxError extends Error {
  constructor(
    readonly code: string,
    readonly exitCode: number,
    message: string,
    readonly next: string | null = null,
  ) {
    super(message);
    this.name = 'TapeboxError';
  }
}

/** Wrong usage: exit 2. */
export const usageError = (message: string, next: string | null = null) =>
  new TapeboxError('usage', EXIT.usage, message, next);

/** The input is not a session, or is broken beyond reading: exit 4. */
export const sessionError = (code: string, message: string, next: string | null = null) =>
  new TapeboxError(code, EXIT.refused, message, next);

/** The input is not a package, or is hostile: exit 4. */
export const packageError = (code: string, message: string, next: string | null = null) =>
  new TapeboxError(code, EXIT.refused, message, next);

/** A package that is proven damaged: exit 5. */
export const damageError = (code: string, message: string, next: string | null = null) =>
  new TapeboxError(code, EXIT.damaged, message, next);

/** The work could not be done (disk full, source moved): exit 1. */
export const workError = (code: string, message: string, next: string | null = null) =>
  new TapeboxError(code, EXIT.failed, message, next);

/** The errno name of a system error (`ENOENT`), or null. */
export function errnoOf(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : null;
}
