/** Files that the state of LV2 plug-ins names: `plugins/<id>/stateN/state.ttl` (ardour.md, section 3.3). */
import type { SessionSource } from '../../lib/model/parser.js';
import { decodePath } from '../../lib/model/path-bytes.js';
import type { MediaKind, Reference, Use } from '../../lib/model/session.js';
import { kindByExtension } from '../shared/media-kind.js';
import { baseName, extension } from '../shared/stored-path.js';

const MAX_STATE = 1 << 20;
const MAX_PATH = 4096;
const SAMPLERS = new Set(['sfz', 'sf2', 'sf3', 'gig', 'dls', 'nam', 'aidax', 'h2drumkit']);

export interface StateUse {
  /** Relative to the session folder. */
  readonly folder: string;
  readonly use: Use;
}

/** One reference for each file; several plug-ins may name one. */
export function stateReferences(source: SessionSource, states: readonly StateUse[]): readonly Reference[] {
  const usesOf = new Map<string, Use[]>();
  for (const { folder, use } of states) {
    const uses = usesOf.get(folder);
    if (uses) uses.push(use);
    else usesOf.set(folder, [use]);
  }
  const found = new Map<string, Reference>();
  for (const [folder, uses] of usesOf) {
    const state = source.beside(`${folder}/state.ttl`, MAX_STATE);
    for (const named of state === null ? [] : namedFiles(decodePath(state))) {
      const alternates = named.isAbsolute ? [] : [`${folder}/${named.path}`];
      const key = JSON.stringify([named.path, ...alternates]);
      const known = found.get(key);
      const usedBy = known === undefined ? uses : [...known.usedBy, ...uses];
      found.set(key, referenceOf(named.path, alternates, usedBy));
    }
  }
  return [...found.values()];
}

function referenceOf(stored: string, alternates: readonly string[], usedBy: readonly Use[]): Reference {
  return {
    stored,
    name: baseName(stored),
    kind: kindOf(stored),
    alternates,
    needed: true,
    place: 'file',
    evidence: {},
    neededNs: null,
    usedBy,
    // The plug-in's own file is not edited: what it names stays where it is.
    sites: [],
  };
}

function kindOf(path: string): MediaKind {
  const kind = kindByExtension(path);
  return kind === 'audio' || SAMPLERS.has(extension(path)) ? 'sample' : (kind ?? 'other');
}

interface NamedFile {
  readonly path: string;
  readonly isAbsolute: boolean;
}

/** Names between angles that are relative, and texts that are absolute paths with an extension; comments are passed over. */
function namedFiles(turtle: string): readonly NamedFile[] {
  const files = new Map<string, NamedFile>();
  const mark = /["<#]/g;
  for (let found = mark.exec(turtle); found !== null; found = mark.exec(turtle)) {
    const at = found.index;
    const end = found[0] === '"' ? endOfText(turtle, at) : endOf(turtle, found[0] === '<' ? '>' : '\n', at);
    const isClosed = turtle[end - 1] === (found[0] === '<' ? '>' : found[0]);
    const file = isClosed && end - at <= MAX_PATH ? fileIn(turtle.slice(at, end)) : null;
    if (file !== null) files.set(file.path, file);
    mark.lastIndex = end;
  }
  return [...files.values()];
}

const fileIn = (token: string): NamedFile | null => {
  const inside = token.slice(1, -1);
  return token.startsWith('<') ? fromIri(inside) : token.startsWith('"') ? fromText(inside) : null;
};

/** One past the mark, or the end of all. */
function endOf(turtle: string, mark: string, from: number): number {
  const at = turtle.indexOf(mark, from + 1);
  return at < 0 ? turtle.length : at + mark.length;
}

/** One past the quotes; three of them hold texts with line ends and single quotes. */
function endOfText(turtle: string, start: number): number {
  if (turtle.startsWith('"""', start)) return endOf(turtle, '"""', start + 2);
  let at = start + 1;
  while (at < turtle.length && turtle[at] !== '"') at += turtle[at] === '\\' ? 2 : 1;
  return Math.min(at + 1, turtle.length);
}

/** `<David's%20CP70.sfz>`, `<file:///usr/share/x.sf2>`; other schemes name no files, and no name leads out of the folder. */
function fromIri(iri: string): NamedFile | null {
  const local = /^file:\/\/(?:localhost)?(\/.+)$/.exec(iri)?.[1];
  if (local !== undefined) return { path: unescaped(local), isAbsolute: true };
  if (iri === '' || iri.startsWith('#') || iri.startsWith('/') || /^[A-Za-z][A-Za-z0-9+.-]*:/.test(iri)) return null;
  const path = unescaped(iri);
  return path.split('/').some((part) => part === '' || part === '.' || part === '..') || path.includes('\0')
    ? null
    : { path, isAbsolute: false };
}

/** Calf writes `"/usr/share/soundfonts/FluidR3_GM.sf2"`. */
function fromText(text: string): NamedFile | null {
  const path = text.replace(/\\(.)/g, '$1');
  return /^\/[^\0]*\/[^/\0]*\.[A-Za-z0-9]{1,10}$/.test(path) ? { path, isAbsolute: true } : null;
}

/** Percent signs stand for bytes of UTF-8. */
function unescaped(iri: string): string {
  if (!iri.includes('%')) return iri;
  const bytes = Buffer.from(iri, 'utf8').toString('latin1');
  return decodePath(
    Buffer.from(
      bytes.replace(/%([0-9A-Fa-f]{2})/g, (_whole, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
      'latin1',
    ),
  );
}
