/** What a studio wants to find beside a session in thirty years: mixes, stems, notes, photos. By names alone; nothing is opened. */

import { type Finding, finding } from '../model/finding.js';
import type { LocatedProject, TreeEntry } from '../model/located.js';
import { folderOf, foldersAbove, nameOf, relativeTo } from '../model/paths.js';
import { sessionName } from '../model/session-file.js';
import { collisionKey } from '../names/collision.js';
import { carriesName, songKey } from '../names/song.js';

/** Paths relative to the project root, with '/', in the order of the tree. */
export interface Surroundings extends Extras {
  /** Sound that nothing uses and that is no mix or stem: spare takes, and what was left behind. */
  readonly unused: readonly { readonly path: string; readonly size: number }[];
}

export interface Extras {
  readonly mixes: readonly string[];
  readonly stems: readonly string[];
  readonly notes: readonly string[];
  readonly photos: readonly string[];
}

const AUDIO = /\.(wave?|bwf|aiff?|aifc|caf|w64|rf64|flac|mp3|m4a|aac|ogg|opus|wv|sd2)$/i;
const MIX_FOLDER =
  /^(\d+[ _.-]*)?(final[ _-]?)?(mix(es|downs?)?|bounces?|bounced files|masters?|mastering|renders?|rendered|exports?|prints?)$/i;
const STEM_FOLDER = /(^|[ _.-])(stems?|multi-?tracks?)([ _.-]|$)/i;
const MIX_WORD = /(^|[^\p{L}])(mix(down)?|master(ed)?|bounce|final|instrumental|acapella)([^\p{L}]|$)/iu;
const DOCUMENT = /\.(md|txt|pdf|docx?|odt|rtf|pages)$/i;
const NOTE_NAME = /^(notes?|read[ _-]?me|recall|lyrics|credits|patch|track[ _-]?sheet)([^\p{L}]|$)/iu;
const NOTE_FOLDER = /^(notes?|docs?|documents?|recall|lyrics|paperwork|credits|track[ _-]?sheets?)$/i;
const PHOTO = /\.(jpe?g|png|heic|tiff?|webp)$/i;
const PHOTO_FOLDER = /^(photos?|pictures?|images?|recall|notes?|docs?|documents?)$/i;

type Kind = keyof Extras;

export const isPhotoName = (name: string): boolean => PHOTO.test(name);

export function extrasOf(located: LocatedProject): Surroundings {
  const { root, tree, others } = located.project;
  const used = referencedPaths(located);
  const songs = songKeys(located);
  const sessionFolders = new Set(located.sessions.map(({ file }) => folderOf(relativeTo(root, file.path))));
  const found: Record<Kind, string[]> = { mixes: [], stems: [], notes: [], photos: [] };
  const unused: { path: string; size: number }[] = [];
  for (const entry of tree.entries) {
    if (!isOwn(entry, used, others)) continue;
    const isAudio = AUDIO.test(entry.path);
    const kind = isAudio ? audioKind(entry.path, songs, sessionFolders) : paperKind(entry.path);
    if (kind !== null) found[kind].push(entry.path);
    else if (isAudio) unused.push({ path: entry.path, size: entry.size });
  }
  return { ...found, unused };
}

/** `severity` info: a project without them is complete, and a person may still be glad to be asked. */
export function extrasFindings(extras: Extras, located: LocatedProject): readonly Finding[] {
  const hasNotes = extras.notes.length > 0 || located.sessions.some(({ session }) => session.notes.length > 0);
  const findings: Finding[] = [];
  if (extras.mixes.length === 0)
    findings.push(
      finding(
        'info',
        'no-mix',
        'No mix was found in the project',
        null,
        'Put the final mix into a folder "Mixes": it plays on anything, for ever.',
      ),
    );
  if (extras.stems.length === 0)
    findings.push(
      finding(
        'info',
        'no-stems',
        'No stems were found in the project',
        null,
        'Print stems into a folder "Stems" while the plug-ins still load.',
      ),
    );
  if (!hasNotes)
    findings.push(
      finding(
        'info',
        'no-notes',
        'No notes were found in the project',
        null,
        'Write notes.md beside the session: who played, microphones, outboard, what the client said.',
      ),
    );
  return findings;
}

function isOwn(entry: TreeEntry, used: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  if (entry.kind !== 'file' || used.has(entry.path) || nameOf(entry.path).startsWith('.')) return false;
  return !others.has(entry.path) && !foldersAbove(entry.path).some((folder) => others.has(folder));
}

function referencedPaths({ project, sessions }: LocatedProject): ReadonlySet<string> {
  const paths = sessions.flatMap(({ references }) => references.flatMap(({ path, realPath }) => [path, realPath]));
  return new Set(paths.flatMap((path) => (path === null ? [] : [relativeTo(project.root, path)])));
}

function songKeys({ sessions }: LocatedProject): readonly string[] {
  const names = sessions.flatMap(({ file, session }) => [sessionName(file), session.title ?? '']);
  return [...new Set(names.map(songKey))].filter((key) => key !== '');
}

/** The nearest folder that says something decides; else the song's own name does. */
function audioKind(path: string, songs: readonly string[], sessionFolders: ReadonlySet<string>): Kind | null {
  for (const folder of foldersAbove(path).reverse()) {
    if (STEM_FOLDER.test(nameOf(folder))) return 'stems';
    if (MIX_FOLDER.test(nameOf(folder))) return 'mixes';
  }
  const name = nameOf(path);
  const isNamedMix = MIX_WORD.test(name) && songs.some((key) => carriesName(name, key));
  const isTheSong = sessionFolders.has(folderOf(path)) && songs.includes(songKey(name));
  return isNamedMix || isTheSong ? 'mixes' : null;
}

/** Deep in a sample library lie many texts and pictures; a studio's own lie at the top or in a folder that says so. */
function paperKind(path: string): Kind | null {
  const folder = folderOf(path);
  const atTop = folder === '';
  if (DOCUMENT.test(path)) {
    const named = !folder.includes('/') && NOTE_NAME.test(collisionKey(nameOf(path)));
    return atTop || named || NOTE_FOLDER.test(nameOf(folder)) ? 'notes' : null;
  }
  return PHOTO.test(path) && (atTop || PHOTO_FOLDER.test(nameOf(folder))) ? 'photos' : null;
}
