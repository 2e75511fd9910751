/** The texts of a bag, read as RFC 8493 and its drafts wrote them (packaging.md, section 1). Pure. */

/** A label of bag-info.txt with its value, in the order of the file. */
export type Label = readonly [label: string, value: string];

/** Null where a line is neither "Label: value" nor a continuation. Blanks around the colon are as common as they are wrong. */
export function parseLabels(text: string): Label[] | null {
  const labels: [string, string][] = [];
  for (const line of linesOf(text)) {
    const last = labels.at(-1);
    const colon = line.indexOf(':');
    if (/^[ \t]/.test(line) && last !== undefined) last[1] = `${last[1]} ${line.trim()}`;
    else if (line.slice(0, Math.max(0, colon)).trim() !== '') {
      labels.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
    } else if (line.trim() !== '') return null;
  }
  return labels;
}

/** The values of a label, whose name is compared without case. */
export const valuesOf = (labels: readonly Label[], wanted: string): string[] =>
  labels.filter(([label]) => label.toLowerCase() === wanted.toLowerCase()).map(([, value]) => value);

export interface ManifestLine {
  readonly hash: string;
  /** As written, but for the marks that are told apart below. */
  readonly path: string;
  /** md5sum's mark for binary files before the path. */
  readonly starred: boolean;
  readonly dotted: boolean;
}

/** Null where a line is no "hash path". */
export function parseManifest(text: string): ManifestLine[] | null {
  const lines: ManifestLine[] = [];
  for (const line of linesOf(text)) {
    if (line === '') continue;
    const match = /^([0-9a-fA-F]+)[ \t]+(\*?)(\.\/)?(.+)$/s.exec(line);
    if (!match) return null;
    lines.push({
      hash: (match[1] as string).toLowerCase(),
      path: match[4] as string,
      starred: match[2] !== '',
      dotted: match[3] !== undefined,
    });
  }
  return lines;
}

/** The paths of fetch.txt; null where a line is no "URL length path". */
export function parseFetch(text: string): string[] | null {
  const paths: string[] = [];
  for (const line of linesOf(text)) {
    if (line === '') continue;
    const match = /^\S+[ \t]+(?:\d+|-)[ \t]+(.+)$/s.exec(line);
    if (!match) return null;
    paths.push(match[1] as string);
  }
  return paths;
}

/** Only these three are ever written so; drafts before 1.0 left "%" alone. */
export function decodeListedPath(path: string, draft: boolean): string {
  const marks = draft ? /%0[AD]/gi : /%0[AD]|%25/gi;
  return path.replace(marks, (mark) => String.fromCharCode(Number.parseInt(mark.slice(1), 16)));
}

/** The text of a tag file, or null where the bytes are not of that encoding. `utf-16` begins with a byte order mark, else is big-endian. */
export function decodeTagText(bytes: Buffer, encoding: string): string | null {
  const name = encoding.toLowerCase();
  // WHATWG takes ISO-8859-1 for Windows-1252; the RFC means the real one.
  if (name === 'iso-8859-1' || name === 'us-ascii') return bytes.toString('latin1');
  const little = name === 'utf-16le' || (name === 'utf-16' && bytes[0] === 0xff && bytes[1] === 0xfe);
  const label = little ? 'utf-16le' : name === 'utf-16' ? 'utf-16be' : name;
  if (label !== 'utf-8' && label !== 'utf-16le' && label !== 'utf-16be') return null;
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** CR, LF and CRLF end a line; U+2028 and U+2029 do not, so the patterns above have the flag `s`. */
const linesOf = (text: string): string[] => text.split(/\r\n|\n|\r/);
