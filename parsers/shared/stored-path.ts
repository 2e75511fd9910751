/** Paths as sessions store them: of the platform that saved, which need not be this one. */

/** `windows` and `posix` are absolute there; a relative path has no platform. */
export type PathStyle = 'windows' | 'posix' | 'relative';

export function pathStyle(path: string): PathStyle {
  if (/^[a-z]:[\\/]/i.test(path) || /^(\\\\|\/\/)[^\\/]/.test(path)) return 'windows';
  return path.startsWith('/') ? 'posix' : 'relative';
}

/** The last name; both separators count, since one path may hold both. */
export const baseName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** In lower case, without the dot; '' where there is none. */
export function extension(path: string): string {
  const name = baseName(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}
