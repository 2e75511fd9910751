/** URLs of media as exporting programs write them, and the paths that they stand for (aaf.md, section 3, "URL forms seen"). */

/** `%XX` undone, where that gives text. A path without a scheme has no such signs. */
export function decodedUrl(url: string): string {
  if (!/^[a-z][a-z0-9+.-]+:/i.test(url)) return url;
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

/** Of a decoded URL: "C:/…", "//server/share/…", "/Users/…". What is no `file:` URL stays as it is. `#` and `?` are ordinary. */
export function pathOfUrl(url: string): string {
  const scheme = /^file:(\/\/)?/i.exec(url);
  if (scheme === null) return url;
  const rest = url.slice(scheme[0].length).replace(/^localhost(?=\/)/i, '');
  if (/^\/[A-Za-z]:/.test(rest)) return rest.slice(1);
  // What stands in place of "localhost" is a server, and no drive.
  const isServer = scheme[1] !== undefined && rest !== '' && !rest.startsWith('/') && !/^[A-Za-z]:/.test(rest);
  return isServer ? `//${rest}` : rest;
}
