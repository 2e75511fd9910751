/** What goes into the light package of paperwork: sheet, notes, session files; never sound. In the order of the bytes of the names. */
import { type Finding, finding } from '../model/finding.js';
import type { LocatedProject, LocatedSession } from '../model/located.js';
import { compareBytes, showPath } from '../model/path-bytes.js';
import { basename, dirname, folderOf, isInside, join, nameOf, relativeTo } from '../model/paths.js';
import type { Ns } from '../model/session.js';
import { collisionKey } from '../names/collision.js';
import { freeName, safeName } from '../names/safe.js';
import type { NamedDocument } from '../notes/document-names.js';
import type { Stat } from '../ports/file-system.js';
import { count, showBytes } from '../text/show.js';
import type { RecallFile } from './recall-files.js';

export interface PaperEntry {
  readonly path: string;
  readonly timeNs: Ns;
  readonly content: Uint8Array | { readonly from: string };
}

export interface Papers {
  readonly located: LocatedProject;
  readonly recall: readonly RecallFile[];
  readonly documents: readonly NamedDocument[];
  /** Of what has no time of its own; the same for the same project. */
  readonly timeNs: Ns;
}

const MAX_FILES = 500;
const MAX_BYTES = 512_000_000;
const SOUND = /\.(wave?|bwf|aiff?|aifc|caf|w64|rf64|flac|mp3|m4a|aac|ogg|opus|wv|sd2|mov|mp4|avi|mkv)$/i;

export function paperEntries(papers: Papers): {
  readonly entries: readonly PaperEntry[];
  readonly findings: readonly Finding[];
} {
  const { documents, recall, timeNs } = papers;
  const sessions = sessionEntries(papers.located);
  const entries: PaperEntry[] = [
    ...recall.map(({ path, bytes }) => ({ path: `Recall/${path}`, timeNs, content: bytes })),
    ...documents.map(({ packedAs, path, stat }) => ({
      path: `Notes/${packedAs}`,
      timeNs: stat.mtimeNs,
      content: { from: path },
    })),
    ...sessions.entries,
  ];
  return { entries: entries.sort((a, b) => compareBytes(a.path, b.path)), findings: sessions.findings };
}

interface SessionPart {
  /** Absolute. */
  readonly from: string;
  /** Below `Session/`. */
  readonly path: string;
  readonly stat: Pick<Stat, 'size' | 'mtimeNs'>;
}

function sessionEntries(located: LocatedProject) {
  const silent = located.sessions.filter(({ session }) => !session.media.some(({ place }) => place === 'embedded'));
  const parts = silent.flatMap((session) => partsOf(session, located));
  const taken = new Set<string>();
  const entries: PaperEntry[] = [];
  let bytes = 0;
  const left: string[] = located.sessions.filter((one) => !silent.includes(one)).map(({ file }) => basename(file.path));
  for (const { from, path, stat } of new Map(parts.map((one) => [one.from, one])).values()) {
    if (entries.length === MAX_FILES || bytes + stat.size > MAX_BYTES) {
      left.push(basename(from));
      continue;
    }
    bytes += stat.size;
    const name = freePath(path, taken);
    entries.push({ path: `Session/${name}`, timeNs: stat.mtimeNs, content: { from } });
  }
  return { entries, findings: left.length === 0 ? [] : [shortened(left)] };
}

const shortened = (left: readonly string[]): Finding =>
  finding(
    'info',
    'zip-shortened',
    `${count(left.length, 'session file is', 'session files are')} not in the ZIP, which holds no sound and at most ${showBytes(MAX_BYTES)} of them`,
    showPath(left[0] ?? ''),
    'Send it by itself where it is wanted; tapebox archive takes everything.',
  );

/** The file; of a bundle what lies beside the document in it, without sound. */
function partsOf({ file, stat }: LocatedSession, { project }: LocatedProject): SessionPart[] {
  const { root, tree } = project;
  const { bundle, path } = file;
  const above = bundle === null ? root : isInside(root, bundle) && bundle !== root ? root : dirname(bundle);
  const within = (of: string): string => (isInside(above, of) ? relativeTo(above, of) : basename(of));
  const document = { from: path, path: within(path), stat };
  if (bundle === null || !isInside(root, path)) return [document];
  const folder = folderOf(relativeTo(root, path));
  const beside = tree.entries.filter(
    (entry) => entry.kind === 'file' && folderOf(entry.path) === folder && !SOUND.test(nameOf(entry.path)),
  );
  const others = beside.map((entry) => ({
    from: join(root, entry.path),
    path: within(join(root, entry.path)),
    stat: entry,
  }));
  return [document, ...others.filter(({ from }) => from !== path)];
}

/** Each part safe on three platforms. */
function freePath(path: string, taken: Set<string>): string {
  const parts = path.split('/').map(safeName);
  const folder = parts
    .slice(0, -1)
    .map((part) => `${part}/`)
    .join('');
  const name = freeName(parts.at(-1) ?? '_', (key) => taken.has(collisionKey(folder) + key));
  taken.add(collisionKey(folder) + collisionKey(name));
  return folder + name;
}
