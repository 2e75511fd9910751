/** Sessions that name files whose names are no text. */
import { encodePath } from '../../lib/model/path-bytes.js';
import { rpp } from './project.js';

/** What a FILE line of a REAPER session can hold: no line end, and one of the three quotes must be free. */
export const isStorable = (path: string): boolean =>
  !/[\r\n\0]/.test(path) && ['"', "'", '`'].some((quote) => !path.includes(quote));

/** As `rpp`, with the exact bytes of paths in which undecodable ones stand as U+DC80 to U+DCFF. */
export function rppBytes(files: readonly string[]): Buffer {
  // Stand-ins keep what `rpp` writes plain text; each is replaced by the bytes that it stands for.
  const text = rpp(files.map((file) => standIn(file))).toString('utf8');
  const filled = files.reduce((sum, file) => sum.replace(`"${standIn(file)}"`, () => quoted(file)), text);
  return encodePath(filled);
}

const standIn = (file: string): string =>
  `\u{e000}${encodePath(file).toString('hex')}\u{e001}${/\.rpp$/i.test(file) ? '.rpp' : ''}`;

function quoted(file: string): string {
  const quote = ['"', "'", '`'].find((one) => !file.includes(one)) ?? '"';
  return `${quote}${file}${quote}`;
}
