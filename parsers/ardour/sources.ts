/** The files of a session: one Source for each channel of a file (ardour.md, sections 3.1 and 8). */

import type { SessionSource } from '../../lib/model/parser.js';
import { baseName } from '../shared/stored-path.js';
import { child, childrenNamed, type XmlElement } from '../shared/xml-tree.js';
import type { FileKind, Folders } from './folders.js';
import { isAbsolute } from './places.js';
import type { SearchPaths, Site } from './sites.js';
import { flagsOf, numberOf, optionOf, textOf } from './values.js';

export interface Source {
  readonly id: string | null;
  readonly stored: string;
  readonly kind: FileKind;
  readonly channel: number;
  /** A MIDI source that was never written: there is no file, and none is missed. The flag may be late: then its file is there. */
  readonly isEmpty: boolean;
  readonly site: Site;
}

/** Compound sources, which are made of a playlist, are no files. */
export function readSources(
  document: SessionSource,
  session: XmlElement,
  folders: Folders,
  isNew: boolean,
): readonly Source[] {
  const written = new Set(document.list(folders.midi[0] as string));
  const search = searchPathsOf(session);
  return childrenNamed(child(session, 'Sources'), 'Source')
    .filter((one) => !one.attributes.has('playlist') && (one.attributes.get('name') ?? '') !== '')
    .map((one) => sourceOf(one, folders, isNew, search, written));
}

function sourceOf(
  element: XmlElement,
  folders: Folders,
  isNew: boolean,
  search: SearchPaths,
  written: ReadonlySet<string>,
): Source {
  const name = element.attributes.get('name') as string;
  const origin = element.attributes.get('origin') ?? '';
  const kind = element.attributes.get('type') === 'midi' ? 'midi' : 'audio';
  const isEmbedded = kind === 'audio' && isAbsolute(origin) && baseName(origin) === name;
  return {
    id: textOf(element, 'id'),
    stored: isEmbedded ? origin : name,
    kind,
    channel: numberOf(element, 'channel') ?? 0,
    isEmpty: kind === 'midi' && flagsOf(element).has('Empty') && !written.has(name),
    site: {
      name: element.spans.get('name') as Site['name'],
      origin: element.spans.get('origin') ?? null,
      stored: { name, origin },
      folders: folders[kind],
      isNew,
      search,
    },
  };
}

function searchPathsOf(session: XmlElement): SearchPaths {
  const config = child(session, 'Config');
  const span = (name: string) => {
    const option = optionOf(config, name);
    return textOf(option, 'value') === null ? null : (option?.spans.get('value') ?? null);
  };
  const path = child(session, 'Path');
  return {
    audio: span('audio-search-path'),
    midi: span('midi-search-path'),
    raid: span('raid-path'),
    path: path === undefined || path.text.trim() === '' ? null : { start: path.start, end: path.end },
  };
}
