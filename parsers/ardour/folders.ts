/** Where Ardour looks for the media of a session (ardour.md, section 3.2). */
import type { SessionSource } from '../../lib/model/parser.js';
import type { Reference } from '../../lib/model/session.js';
import { pathStyle } from '../shared/stored-path.js';
import { child, type XmlElement } from '../shared/xml-tree.js';
import type { Site } from './sites.js';
import { optionOf, textOf } from './values.js';

export interface Folders {
  /** The folder below `interchange`. */
  readonly inner: string;
  /** More than one: the session does not open (section 3.2, 3). */
  readonly several: readonly string[];
  /** In Ardour's order; relative to the session folder, or absolute as stored. */
  readonly audio: readonly string[];
  readonly midi: readonly string[];
  readonly video: readonly string[];
}

export type FileKind = 'audio' | 'midi' | 'video';

export function readFolders(source: SessionSource, session: XmlElement): Folders {
  const inner = innerFolders(source);
  const [only] = inner.length === 1 || !inner.includes(source.folder) ? inner : [source.folder];
  const name = only ?? source.folder;
  const config = child(session, 'Config');
  const others = splitPaths(child(session, 'Path')?.text ?? textOf(optionOf(config, 'raid-path'), 'value') ?? '');
  const roots = others.map((root) => root.replace(/\/$/, ''));
  const audioHome = source.list('.').includes('sounds') ? 'sounds' : null;
  return {
    inner: name,
    several: inner.length > 1 ? inner : [],
    audio: [
      audioHome ?? `interchange/${name}/audiofiles`,
      ...roots.flatMap((root) => [`${root}/sounds`, `${root}/interchange/${name}/audiofiles`]),
      ...splitPaths(textOf(optionOf(config, 'audio-search-path'), 'value') ?? ''),
    ],
    midi: [
      `interchange/${name}/midifiles`,
      ...roots.map((root) => `${root}/interchange/${name}/midifiles`),
      ...splitPaths(textOf(optionOf(config, 'midi-search-path'), 'value') ?? ''),
    ],
    video: [`interchange/${name}/videofiles`],
  };
}

/** The visible folders below `interchange`. A list does not tell files from folders, but files have an ending and hold nothing. */
const innerFolders = (source: SessionSource): readonly string[] =>
  source
    .list('interchange')
    .filter((name) => !name.startsWith('.'))
    .filter((name) => !name.includes('.') || source.list(`interchange/${name}`).length > 0);

/** More than anybody sets; every one is looked into for every file. */
const MAX_FOLDERS = 100;

/** Separated by ':', on Windows by ';'. */
export function splitPaths(text: string): readonly string[] {
  const isWindows = text.includes(';') || pathStyle(text) === 'windows';
  const folders = text.split(isWindows ? ';' : ':').filter((folder) => folder.trim() !== '');
  return folders.slice(0, MAX_FOLDERS);
}

/** Where a file from outside goes: the first place where Ardour looks. */
export function mediaFolder(reference: Reference): string {
  const home = (reference.sites as readonly Site[])[0]?.folders[0];
  // What a plug-in's state names stays where it is; this is only where a copy would do no harm.
  return home ?? 'externals';
}
