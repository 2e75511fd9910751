/** Who saved it: `PAppVersion` (cpr.md, section 1). */
import type { Platform } from '../../lib/model/session.js';
import { cursorOn } from '../shared/cursor.js';
import { archiveOf, cursorIn, nextObject } from './archive.js';
import { readText } from './text.js';

export interface Version {
  readonly application: string | null;
  /** Without the word "Version". */
  readonly version: string | null;
  readonly platform: Platform | null;
}

export function readVersion(bytes: Uint8Array): Version {
  const archive = archiveOf(bytes);
  const object = nextObject(archive, cursorOn(bytes, 'be'));
  if (object?.type !== 'PAppVersion') return { application: null, version: null, platform: null };
  const cursor = cursorIn(archive, object);
  const [application, version] = [readText(cursor), readText(cursor)];
  // Day of the build, level of the format.
  readText(cursor);
  cursor.skip(4);
  return {
    application: application || null,
    version: version?.replace(/^Version\s+/, '') || null,
    platform: platformOf(readText(cursor) ?? ''),
  };
}

/** "WIN32", "WIN64"; of a Mac only "MAC64 LE" is known, from another kind of file. */
function platformOf(stored: string): Platform | null {
  if (/^WIN/i.test(stored)) return 'windows';
  return /^MAC/i.test(stored) ? 'macos' : null;
}
