/** Every place of a session where a file is named (reaper.md, section 3), found in one pass over the lines. */
import type { MediaKind } from '../../lib/model/session.js';
import { baseName } from '../shared/stored-path.js';
import { type Document, keyOf, opensBlock, type Token, textOf, tokensOf, wordsOf } from './grammar.js';
import type { Site } from './relink.js';
import { holdsSeveral, impulsesOf, REAVERB, SAMPLOMATIC, samplesOf } from './samplomatic.js';
import { sourceKind } from './sources.js';
import { base64Lines, parseVstState } from './vst-state.js';

export interface NamedFile {
  readonly stored: string;
  readonly kind: MediaKind;
  readonly needed: boolean;
  /** The block that names it: for a take's media the outermost SOURCE, which is the take's own. */
  readonly holder: number;
  readonly track: number | null;
  /** What names it, in words, where no take does. */
  readonly what: string;
  /** Null where it can be read and not written. */
  readonly site: Site | null;
}

interface Frame {
  readonly name: string;
  readonly line: number;
  readonly close: number;
  /** For a SOURCE: the outermost one around it. */
  readonly root: number;
  readonly track: number | null;
  readonly what: string;
}

/** Data of add-ons: copies of tracks and chains there are not part of the song. */
const ADD_ONS = ['EXTENSIONS', 'EXTSTATE'];
const PLACES: ReadonlyMap<string, string> = new Map([
  ['PROJBAY', 'project bay'],
  ['FREEZE', 'frozen track, for unfreezing'],
]);

/** `tracks`: the index of the track that each of these blocks is. */
export function namedFiles(document: Document, tracks: ReadonlyMap<number, number>): readonly NamedFile[] {
  const files: NamedFile[] = [];
  const open: Frame[] = [];
  for (let line = 0; line < document.lines; line += 1) {
    while (line >= (open.at(-1)?.close ?? Infinity)) open.pop();
    const parent = open.at(-1);
    if (!opensBlock(document, line)) {
      if (parent) files.push(...filesOnLine(document, line, parent));
      continue;
    }
    const frame = frameOf(document, line, parent, tracks);
    if (ADD_ONS.includes(frame.name)) {
      line = frame.close;
      continue;
    }
    open.push(frame);
    if (frame.name === 'VST') files.push(...filesInState(document, frame));
  }
  return files;
}

function frameOf(
  document: Document,
  line: number,
  parent: Frame | undefined,
  tracks: ReadonlyMap<number, number>,
): Frame {
  const name = keyOf(document, line);
  return {
    name,
    line,
    close: document.close[line] as number,
    root: name === 'SOURCE' && parent?.name === 'SOURCE' ? parent.root : line,
    track: tracks.get(line) ?? parent?.track ?? null,
    what: PLACES.get(name) ?? parent?.what ?? 'project',
  };
}

function filesOnLine(document: Document, line: number, parent: Frame): readonly NamedFile[] {
  if (!['SOURCE', 'METRONOME', 'ITEM', 'TRACK'].includes(parent.name)) return [];
  const file = (token: Token, kind: MediaKind, what: string, needed = true): NamedFile => ({
    stored: textOf(document, token),
    kind,
    needed,
    holder: parent.root,
    track: parent.track,
    what,
    site: textSite(document, token),
  });
  const values = (): readonly Token[] => tokensOf(document, line).slice(1);
  const path = (): readonly Token[] => values().slice(0, 1).filter(isFilled);
  switch (`${parent.name} ${keyOf(document, line)}`) {
    case 'SOURCE FILE': {
      const type = wordsOf(document, parent.line)[1] ?? '';
      return path().map((token) => file(token, sourceKind(type, textOf(document, token)), parent.what));
    }
    case 'METRONOME SAMPLES':
      return values()
        .filter(isFilled)
        .map((token) => file(token, 'sample', 'metronome'));
    case 'ITEM RESOURCEFN':
      return path().map((token) => file(token, 'image', 'picture of an item'));
    case 'TRACK TRACKIMGFN':
      // A bare name means an icon of the program's own.
      return path()
        .filter((token) => baseName(textOf(document, token)) !== textOf(document, token))
        .map((token) => file(token, 'image', 'track icon', false));
    default:
      return [];
  }
}

const isFilled = (token: Token): boolean => token.end > token.start;

const textSite = (document: Document, token: Token): Site => ({
  in: 'text',
  start: token.start,
  end: token.end,
  quote: token.quote,
  closed: token.closed,
  encoding: document.encoding,
});

/** The files in the state of the two plug-ins whose state is known. */
function filesInState(document: Document, { line: holder, track }: Frame): readonly NamedFile[] {
  const lines = base64Lines(document, holder);
  const id = lines?.lines[0];
  if (!lines || !id || id.length < 4 || ![SAMPLOMATIC, REAVERB].includes(id.readUInt32LE(0))) return [];
  const parsed = parseVstState(lines);
  if (parsed === null) return [];
  if (parsed.id === REAVERB) {
    const impulse = { kind: 'impulse', needed: true, holder, track, what: 'ReaVerb', site: null } as const;
    return impulsesOf(parsed.state).map((stored) => ({ stored, ...impulse }));
  }
  const { start, end } = lines;
  const several = holdsSeveral(parsed.state);
  const sample = { kind: 'sample', needed: true, holder, track, what: 'ReaSamplOmatic5000' } as const;
  return (samplesOf(parsed.state) ?? []).flatMap((stored, place) =>
    stored === '' ? [] : [{ stored, ...sample, site: { in: 'samplomatic', start, end, place, several } as const }],
  );
}
