/** `FileRef`: how Live names a file, in the old shape (Live 8 to 10) and the new one (als.md, section 3). */

import { pathStyle } from '../shared/stored-path.js';
import type { XmlSpan, XmlTag, XmlText } from '../shared/xml-events.js';
import { pathInData } from './alias.js';
import { childrenOf, numberOf, type Place, textOf } from './places.js';

/** Where Live would look for the file. */
export interface Way {
  /** RelativePathType (als.md, section 3): 1 from the folder of the set, 3 from that of the project. */
  readonly type: number;
  /** With the name, '/' and '..'; null where none is valid. */
  readonly relative: string | null;
  readonly absolute: string | null;
  /** A former place, from the search hint. */
  readonly hint: string | null;
}

/** What an edit needs to know of one FileRef: the spans of its values in the document. */
export interface FileRefSite {
  readonly way: Way;
  /** Just behind the start tag of the FileRef, and the blanks that stand there: where a value that is absent is put in. */
  readonly body: number;
  readonly between: string;
  readonly hasRelative: XmlSpan | null;
  readonly type: XmlSpan | null;
  readonly relative: RelativeText | RelativeList | null;
  readonly name: XmlSpan | null;
  /** `LivePackName`, `LivePackId`, where they are not empty. */
  readonly pack: readonly XmlSpan[];
}

export interface RelativeText {
  readonly as: 'text';
  readonly span: XmlSpan;
}

/** The whole element: one child for each folder. */
export interface RelativeList {
  readonly as: 'list';
  readonly start: number;
  readonly end: number;
  /** The blanks before each child; null where it has none. */
  readonly indent: string | null;
  /** True: children are numbered (Live 10). Null: there are none to tell. */
  readonly numbered: boolean | null;
}

export interface FileFacts {
  readonly stored: string;
  readonly name: string;
  readonly relative: string | null;
  readonly hint: string | null;
  readonly size: number | null;
  readonly crc: number | null;
  readonly library: 'factory' | 'user' | null;
  readonly site: FileRefSite;
}

const CORE_LIBRARY = 'www.ableton.com/0';
const [OLD_LIBRARY, PACK, USER_LIBRARY, BUILT_IN] = [2, 5, 6, 7];
/** Hex digits of `Data`: no path is longer. */
const MAX_DATA = 1 << 18;

/** What stands in one FileRef, while it is read. */
interface Found {
  between: string | null;
  readonly spans: Partial<Record<'hasRelative' | 'type' | 'relative' | 'name', XmlSpan | null>>;
  readonly pack: XmlSpan[];
  isValid: boolean;
  type: number;
  relativeText: string | null;
  list: FolderList | null;
  name: string;
  path: string;
  data: string;
  hint: readonly string[];
  size: number | null;
  crc: number | null;
  packName: string;
  packId: string;
}

/** `done` gets null for a FileRef that names no file. */
export function fileRefPlace(fileRef: XmlTag, done: (file: FileFacts | null) => void): Place {
  const body = fileRef.end;
  const found: Found = {
    between: null,
    spans: {},
    pack: [],
    isValid: true,
    type: 0,
    relativeText: null,
    list: null,
    name: '',
    path: '',
    data: '',
    hint: [],
    size: null,
    crc: null,
    packName: '',
    packId: '',
  };
  return {
    open(tag) {
      found.between ??= '';
      return readChild(tag, found);
    },
    text(text) {
      found.between ??= blanks(text);
    },
    close: () => done(factsOf(found, body)),
  };
}

function readChild(tag: XmlTag, found: Found): Place | null {
  switch (tag.name) {
    case 'HasRelativePath':
      found.isValid = textOf(tag) !== 'false';
      found.spans.hasRelative = tag.span('Value');
      break;
    case 'RelativePathType':
      found.type = numberOf(tag) ?? 0;
      found.spans.type = tag.span('Value');
      break;
    case 'RelativePath':
      found.relativeText = tag.attribute('Value');
      found.spans.relative = tag.span('Value');
      return found.spans.relative === null ? folderList(tag, (list) => (found.list = list)) : null;
    case 'Name':
      found.name = textOf(tag);
      found.spans.name = tag.span('Value');
      break;
    case 'Path':
      found.path = textOf(tag);
      break;
    case 'Data':
      return dataPlace(found);
    case 'SearchHint':
      return hintPlace(found);
    case 'OriginalFileSize':
      found.size = numberOf(tag);
      break;
    case 'OriginalCrc':
      found.crc = numberOf(tag);
      break;
    case 'LivePackName':
      found.packName = textOf(tag);
      addPack(tag, found);
      break;
    case 'LivePackId':
      found.packId = textOf(tag);
      addPack(tag, found);
      break;
  }
  return null;
}

function addPack(tag: XmlTag, found: Found): void {
  const span = tag.span('Value');
  if (span !== null && span.end > span.start) found.pack.push(span);
}

const dataPlace = (found: Found): Place => ({
  text(text) {
    if (found.data.length < MAX_DATA) found.data += text.string();
  },
});

const hintPlace = (found: Found): Place =>
  childrenOf({
    PathHint: (tag) => folderList(tag, ({ folders }) => (found.hint = folders)),
    FileSize(tag) {
      found.size = numberOf(tag);
    },
    Crc(tag) {
      found.crc = numberOf(tag);
    },
  });

function factsOf(found: Found, body: number): FileFacts | null {
  const { name, list, spans } = found;
  const absolute = found.path || (found.data === '' ? null : pathInData(found.data)) || null;
  const inFolders = list === null || name === '' ? null : [...list.folders.map((dir) => dir || '..'), name].join('/');
  const written = found.relativeText || inFolders;
  const relative = found.isValid ? written : null;
  const hint = found.hint.length > 0 && name !== '' ? `/${[...found.hint, name].join('/')}` : null;
  const stored = absolute || hint || written || name;
  if (stored === '') return null;
  return {
    stored,
    name: name || lastName(written ?? stored),
    relative,
    hint: hint === stored ? null : hint,
    size: found.size || null,
    crc: found.crc || null,
    library: libraryOf(found.type, found.packId, found.packName),
    site: {
      way: { type: found.type, relative, absolute, hint },
      body,
      between: found.between ?? '',
      hasRelative: spans.hasRelative ?? null,
      type: spans.type ?? null,
      relative: spans.relative ? { as: 'text', span: spans.relative } : (list?.site ?? null),
      name: spans.name ?? null,
      pack: found.pack,
    },
  };
}

interface FolderList {
  readonly folders: readonly string[];
  readonly site: RelativeList;
}

/** `RelativePathElement` with `Dir`, one for each folder. */
function folderList(list: XmlTag, done: (found: FolderList) => void): Place {
  const start = list.start;
  const folders: string[] = [];
  let numbered: boolean | null = null;
  let indent: string | null = null;
  return {
    open(tag) {
      indent ??= '';
      if (tag.name === 'RelativePathElement') {
        folders.push(tag.attribute('Dir') ?? '');
        numbered = tag.attribute('Id') !== null;
      }
      return null;
    },
    text(text) {
      if (folders.length === 0) indent = blanks(text);
    },
    close: (_from, end) => done({ folders, site: { as: 'list', start, end, indent, numbered } }),
  };
}

/** The bytes as they stand, so that line ends are kept. */
const blanks = (text: XmlText): string => (text.isBlank ? Buffer.from(text.bytes()).toString('latin1') : '');

/**
 * Live brings along its built-in content, the library of Live 8, and the Core Library; a person put in packs and the User
 * Library (als.md, section 3, "RelativePathType").
 */
function libraryOf(type: number, packId: string, packName: string): FileFacts['library'] {
  if (type === BUILT_IN || type === OLD_LIBRARY) return 'factory';
  if (type === PACK) return packId === CORE_LIBRARY || packName === 'Core Library' ? 'factory' : 'user';
  return type === USER_LIBRARY ? 'user' : null;
}

/** On a Mac a backslash is a character of a name. */
const lastName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), pathStyle(path) === 'windows' ? path.lastIndexOf('\\') : -1) + 1);
