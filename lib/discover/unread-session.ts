import { TapeboxError } from '../model/errors.js';
import { type Finding, finding } from '../model/finding.js';

/** A session that another one names, or that lies beside it, and that cannot be read; `path` relative to the root. */
export function unreadSession(path: string, error: unknown): Finding {
  if (!(error instanceof TapeboxError)) throw error;
  return finding('error', 'session-unreadable', error.message, path, error.next);
}
