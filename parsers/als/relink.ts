/** New places for files: edits of values inside FileRef, and nothing else (als.md, section 5). */
import { sessionError } from '../../lib/model/errors.js';
import type { Change, SessionSource, Splice } from '../../lib/model/parser.js';
import { showPath } from '../../lib/model/path-bytes.js';
import type { ParsedSession } from '../../lib/model/session.js';
import type { XmlSpan } from '../shared/xml-events.js';
import { isXmlText, valueSplice, xmlValue } from '../shared/xml-value.js';
import type { RelativeList } from './file-ref.js';
import type { Site } from './media.js';

/** RelativePathType of a path that starts at the project's folder. */
const FROM_PROJECT = '3';

/** Live 10 numbers the elements of lists (als.md, section 3). */
const NUMBERS_SINCE = 10;

/** The sites hold all that is needed: the set is not read again. */
export function edits(_source: SessionSource, session: ParsedSession, changes: readonly Change[]): readonly Splice[] {
  const numbers = Number.parseInt(session.version ?? '', 10) >= NUMBERS_SINCE;
  return changes
    .flatMap(({ reference, target }) => {
      if (!isXmlText(target)) {
        const message = `Ableton Live cannot store the path ${showPath(target)}`;
        throw sessionError('unstorable-path', message, 'Rename the file and try again.');
      }
      return (reference.sites as readonly Site[]).flatMap((site) => editsOf(site, target, numbers));
    })
    .sort((a, b) => a.start - b.start);
}

/** `numbers`: whether a list that is empty now gets numbered children. */
function editsOf(site: Site, target: string, numbers: boolean): Splice[] {
  const folders = target.split('/');
  const name = folders.pop() as string;
  const splices: Splice[] = [];
  const absent: string[] = [];
  const set = (span: XmlSpan | null, element: string, value: string): void => {
    if (span !== null) splices.push(valueSplice(span, value));
    else absent.push(`<${element} Value="${xmlValue(value, '"')}" />`);
  };
  // A relative path that is not marked as invalid is valid.
  if (site.hasRelative !== null) set(site.hasRelative, 'HasRelativePath', 'true');
  set(site.type, 'RelativePathType', FROM_PROJECT);
  if (site.relative?.as === 'text') set(site.relative.span, 'RelativePath', target);
  else if (site.relative?.as === 'list') splices.push(listSplice(site.relative, folders, site.between, numbers));
  else absent.push(`<RelativePath Value="${xmlValue(target, '"')}" />`);
  // The new shape has no name beside the path; the list has folders alone.
  if (site.name !== null || site.relative?.as === 'list') set(site.name, 'Name', name);
  // What lies in the project is no longer of a pack: no set that Live saved has both.
  for (const span of site.pack) splices.push(valueSplice(span, ''));
  if (absent.length > 0) {
    const text = absent.map((element) => `${site.between}${element}`).join('');
    splices.push({ start: site.body, end: site.body, bytes: Buffer.from(text) });
  }
  return splices;
}

/** One element for each folder, as deep and with the line ends that the document has. */
function listSplice(
  { start, end, indent, numbered }: RelativeList,
  folders: readonly string[],
  between: string,
  numbers: boolean,
): Splice {
  const inner = indent ?? (between === '' ? '' : `${between}\t`);
  const elements = folders.map((folder, at) => {
    const dir = folder === '..' ? '' : xmlValue(folder, '"');
    return `${inner}<RelativePathElement${(numbered ?? numbers) ? ` Id="${at}"` : ''} Dir="${dir}" />`;
  });
  const text =
    elements.length === 0
      ? '<RelativePath />'
      : `<RelativePath>${elements.join('')}${inner === '' ? '' : between}</RelativePath>`;
  return { start, end, bytes: Buffer.from(text) };
}
