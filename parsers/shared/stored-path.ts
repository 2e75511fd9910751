/** Paths as sessions store them: of the platform that saved, which need not be this one. */
import { parseStoredPath } from '../../lib/model/stored-path.js';

/** `windows` and `posix` are absolute there; a relative path has no platform. */
export type PathStyle = 'windows' | 'posix' | 'relative';

const STYLES = { drive: 'windows', share: 'windows', unix: 'posix', relative: 'relative' } as const;

export const pathStyle = (path: string): PathStyle => STYLES[parseStoredPath(path).style];

/** The last name; both separators count, since one path may hold both. */
export const baseName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** In lower case, without the dot; '' where there is none. */
export function extension(path: string): string {
  const name = baseName(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}
