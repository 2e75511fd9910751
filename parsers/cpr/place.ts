/** Stored folders as lists of names, and what lies below them (cpr.md, section 3, "Resolving a stored path"). */

/** Of Windows, of a Mac by its disk ("Macintosh HD:Users:…"), or of a Mac by "/". */
export function partsOf(stored: string): readonly string[] {
  const separator = /^([A-Za-z]:[\\/]|[\\/]{2})/.test(stored)
    ? /[\\/]/
    : stored.startsWith('/')
      ? /\//
      : stored.includes(':')
        ? /:/
        : /[\\/]/;
  return stored.split(separator).filter((part) => part !== '');
}

const same = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && a.normalize('NFC').toLowerCase() === b?.normalize('NFC').toLowerCase();

/** The names from a folder down to a file; null where it is not below, or would climb out. */
export function below(folder: string | undefined, stored: string): readonly string[] | null {
  const [above, whole] = [partsOf(folder ?? ''), partsOf(stored)];
  if (above.length === 0 || whole.length <= above.length) return null;
  if (!above.every((part, at) => same(part, whole[at]))) return null;
  const rest = whole.slice(above.length);
  return rest.every(isPlain) ? rest : null;
}

/** A name that leads nowhere else. */
export const isPlain = (name: string): boolean => name !== '.' && name !== '..' && !/[/\\]/.test(name);
