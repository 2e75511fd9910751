/** The places where Ardour looks for one file (ardour.md, section 3.2). */
import { baseName, pathStyle } from '../shared/stored-path.js';
import type { Site } from './sites.js';

/** In Ardour's order. */
export interface Place {
  readonly path: string;
  /** `copy`: in the session folder, where the stored origin hides it from Ardour 5.4 and later. */
  readonly in: 'session' | 'search path' | 'as stored' | 'copy';
}

export const isAbsolute = (path: string): boolean => pathStyle(path) !== 'relative';

/**
 * Section 3.2. From 5.4 on an absolute origin is the only place, and hides a copy in the session folder. Imports of 3.x have
 * such an origin beside the name of their copy: there the copy is meant (section 5).
 */
export function placesOf({ stored: { name, origin }, folders, isNew }: Site): readonly Place[] {
  if (!isAbsolute(origin)) return isAbsolute(name) ? [{ path: name, in: 'as stored' }] : placesIn(folders, name);
  const own = isAbsolute(name) ? [{ path: name, in: 'as stored' } as const] : placesIn(folders, name);
  const atOrigin: Place = { path: origin, in: 'as stored' };
  if (isNew && baseName(origin) === name) return [atOrigin];
  const copies = own.map((place): Place => (place.in === 'session' ? { ...place, in: 'copy' } : place));
  return [...copies, atOrigin];
}

const placesIn = (folders: readonly string[], name: string): readonly Place[] =>
  folders.map((folder) => ({
    path: `${folder.replace(/\/$/, '')}/${name}`,
    in: folder === folders[0] ? 'session' : 'search path',
  }));
