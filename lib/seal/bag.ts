/** The tag files of a package as text (RFC 8493 and the design, section 3). Pure. */
import { createHash } from 'node:crypto';
import { BAG_INFO, BAGIT, LINKS, MANIFEST, README, RECORD } from '../model/layout.js';
import type { RecordLink } from '../model/package.js';

export const BAGIT_TEXT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';
export const BAG_PROFILE = 'https://tapebox.invalid/profiles/package-1.json';

export interface Hashed {
  /** In the package. */
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** Lines that `sha256sum -c` reads; the plan sees to it that no path needs an escape. */
export function manifestText(files: readonly Hashed[]): string {
  return files.map((file) => `${file.sha256}  ${file.path}\n`).join('');
}

export interface BagInfo {
  readonly studio: string | null;
  readonly title: string | null;
  readonly artist: string | null;
  readonly packageId: string;
  readonly lineageId: string;
  readonly sealed: string;
  readonly number: number;
  readonly session: string;
  readonly daw: string;
  readonly complete: boolean;
  readonly program: string;
}

export function bagInfoText(info: BagInfo, payload: readonly Hashed[]): string {
  const bytes = payload.reduce((sum, file) => sum + file.size, 0);
  const description = [info.title, info.artist].filter((part) => part !== null).join(', ');
  const lines: readonly (readonly [string, string | null])[] = [
    ['Source-Organization', info.studio],
    ['External-Description', description],
    ['External-Identifier', info.packageId],
    ['Bag-Group-Identifier', info.lineageId],
    ['Bagging-Date', info.sealed.slice(0, 10)],
    ['Payload-Oxum', `${bytes}.${payload.length}`],
    ['Bag-Software-Agent', info.program],
    ['BagIt-Profile-Identifier', BAG_PROFILE],
    ['Tapebox-Format', '1'],
    ['Tapebox-Sealed', info.sealed],
    ['Tapebox-Number', String(info.number)],
    ['Tapebox-Session', info.session],
    ['Tapebox-DAW', info.daw],
    ['Tapebox-Complete', info.complete ? 'yes' : 'no'],
  ];
  return lines
    .flatMap(([label, value]) => (value === null || value === '' ? [] : [`${label}: ${oneLine(value)}\n`]))
    .join('');
}

/** A line end in a value would begin a new label. */
const oneLine = (value: string): string => value.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

/** One line per link: `path TAB target`. */
export function linksText(links: readonly RecordLink[]): string {
  return links.map((link) => `${escapeTsv(link.path)}\t${escapeTsv(link.target)}\n`).join('');
}

function escapeTsv(text: string): string {
  return text.replace(/[\\\t\n\r]/g, (c) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[c] as string);
}

export interface TagFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** All tag files but the tag manifest, in the order of their bytes. Links are listed only where there are some. */
export function tagFiles(texts: {
  readonly readme: string;
  readonly bagInfo: string;
  readonly manifest: string;
  readonly links: string;
  readonly record: Buffer;
}): TagFile[] {
  const files: readonly (readonly [string, string | Buffer])[] = [
    [README, texts.readme],
    [BAG_INFO, texts.bagInfo],
    [BAGIT, BAGIT_TEXT],
    [MANIFEST, texts.manifest],
    [LINKS, texts.links],
    [RECORD, texts.record],
  ];
  return files
    .filter(([path, text]) => path !== LINKS || text !== '')
    .map(([path, text]) => ({ path, bytes: typeof text === 'string' ? Buffer.from(text) : text }));
}

export function tagManifestText(files: readonly TagFile[]): string {
  return manifestText(
    files.map(({ path, bytes }) => ({
      path,
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
  );
}
