/** Stored places: the session's own folder, and what lies below it (protools.md, sections 3.1, 3.6 and 4.1). Text only. */

/** The names joined as the expected lists do: a drive of Windows brings its backslash along. */
export function joined(parts: readonly string[]): string {
  const [volume = '', ...rest] = parts;
  return volume.endsWith('\\') ? volume + rest.join('\\') : parts.join('/');
}

/** The names of a stored path, the volume first. */
export function split(stored: string): readonly string[] {
  const drive = /^[A-Za-z]:\\/.exec(stored);
  return drive ? [drive[0], ...stored.slice(drive[0].length).split('\\')] : stored.split('/');
}

/** While it saves, a session on Windows stands in a folder with such a name below its own (seen: `gcybFWTTmmgvHBBB`). */
const SAVING = /^[a-z]{4}[A-Z]{4}[a-z]{4}[A-Z]{4}$/;

/** The folder of the session, from the folder that it stores: a backup stores the folder of the backups. */
export function sessionFolder(stored: readonly string[]): readonly string[] {
  const last = stored.at(-1) ?? '';
  const isBelow = /^session file backups$/i.test(last) || (stored[0]?.endsWith('\\') === true && SAVING.test(last));
  return isBelow ? stored.slice(0, -1) : stored;
}

/** The names below the session's own folder; null for what lies elsewhere, or where a name leads away. */
export function relativeParts(stored: string, folder: string): readonly string[] | null {
  if (folder === '') return null;
  const [parts, above] = [split(stored), split(folder)];
  const below = parts.slice(above.length);
  const isBelow = below.length > 0 && above.every((part, at) => sameName(part, parts[at] ?? ''));
  return isBelow && below.every(isPlain) ? below : null;
}

/** Case and normal form of a name are not told apart, as on the systems that Pro Tools runs on. */
export const nameKey = (name: string): string => name.normalize('NFC').toLowerCase();

const sameName = (a: string, b: string): boolean => a === b || nameKey(a) === nameKey(b);

const isPlain = (part: string): boolean => part !== '' && part !== '.' && part !== '..' && !/[/\0]/.test(part);
