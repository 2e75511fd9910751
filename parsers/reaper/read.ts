/** From the bytes of a session to the session model (reaper.md, whole). */
import { sessionError } from '../../lib/model/errors.js';
import type { ReadOptions, SessionSource } from '../../lib/model/parser.js';
import type { Coverage, CoverageArea, Note, Ns, ParsedSession, Platform } from '../../lib/model/session.js';
import { nsFromSeconds } from '../../lib/model/time.js';
import { type Opening, openingOf } from './detect.js';
import { namedFiles } from './files.js';
import { impulseFindings, pluginFindings, structureFindings } from './findings.js';
import { barText, type Document, numberOf, parseDocument, type Row, rowsBetween, rowsIn, wordsOf } from './grammar.js';
import { placesOf, readMedia } from './media.js';
import { readMarkers, readTempo } from './tempo.js';
import { readMaster, readTracks } from './tracks.js';

export async function read(source: SessionSource, options: ReadOptions): Promise<ParsedSession> {
  const bytes = source.all(options.maxBytes);
  const opening = openingOf(bytes.subarray(0, 4096));
  if (opening === null) {
    const next = 'Open a backup of it (.rpp-bak), or check that the file is a REAPER session.';
    throw sessionError('not-a-session', `${source.name} does not begin as a REAPER session does`, next);
  }
  return model(parseDocument(bytes), opening);
}

/** The direct rows of the project, and whether there is more behind its end, as in a file with a closer too many. */
interface Project {
  readonly header: readonly string[];
  readonly rows: readonly Row[];
  readonly stray: boolean;
}

function projectOf(document: Document, opening: Opening): Project {
  const top = [...rowsBetween(document, 0, document.lines)].filter(({ key }) => key !== '>');
  if (opening === 'tracks') return { header: [], rows: top, stray: false };
  const [project, ...behind] = top;
  if (project === undefined) return { header: [], rows: [], stray: false };
  const rows = [...rowsIn(document, project.line), ...behind];
  return { header: wordsOf(document, project.line), rows, stray: behind.length > 0 };
}

function model(document: Document, opening: Opening): ParsedSession {
  const { header, rows, stray } = projectOf(document, opening);
  const trackBlocks = rows.filter(({ opens, key }) => opens && key === 'TRACK').map(({ line }) => line);
  const files = namedFiles(document, ownersOf(rows, trackBlocks));
  const places = placesOf(files);
  const mediaBySource = new Map(files.map(({ holder, stored }) => [holder, places.get(stored) ?? null]));
  const facts = readTracks(document, trackBlocks, (block) => mediaBySource.get(block) ?? null);
  const tracks = opening === 'project' ? [...facts.tracks, readMaster(document, rows)] : facts.tracks;
  const media = readMedia(files, facts.uses);
  const lines = (key: string) =>
    rows.filter((row) => !row.opens && row.key === key).map(({ line }) => wordsOf(document, line));
  const map = rows.find(({ opens, key }) => opens && key === 'TEMPOENVEX')?.line ?? null;
  return {
    format: 'reaper',
    ...writtenBy(header),
    title: lines('TITLE')[0]?.[1] || null,
    artist: lines('AUTHOR')[0]?.[1] || null,
    coverage: coverageOf(document, opening, stray),
    sampleRate: numberOf(lines('SAMPLERATE')[0]?.[1]),
    bitDepth: null,
    ...readTempo(document, lines('TEMPO')[0] ?? null, map),
    lengthNs: facts.lengthNs,
    media,
    searchFolders: lines('RECORD_PATH').flatMap((words) => words.slice(1, 3).filter((folder) => folder !== '')),
    tracks,
    markers: readMarkers(lines('MARKER')),
    notes: [...projectNotes(document, rows), ...facts.notes],
    findings: [
      ...structureFindings(document, stray),
      ...pluginFindings(tracks),
      ...impulseFindings(media, ({ sites, usedBy }) => sites.length === usedBy.length),
    ],
  };
}

/** `REAPER_PROJECT 0.1 "6.47/macOS-arm64" 1647379404`. */
function writtenBy([, , program, saved]: readonly string[]): Pick<
  ParsedSession,
  'version' | 'application' | 'platform' | 'savedAt'
> {
  const [version = '', platform] = program?.split('/') ?? [];
  return {
    version: version || null,
    application: program ? `REAPER ${program}` : null,
    platform: program ? platformOf(platform) : null,
    savedAt: savedAt(saved),
  };
}

/** No platform at all is Windows with 32 bit (reaper.md, section 1). */
function platformOf(platform: string | undefined): Platform | null {
  if (platform === undefined || /^(win|x64)/i.test(platform)) return 'windows';
  if (/^(osx|macos)/i.test(platform)) return 'macos';
  return /^linux/i.test(platform) ? 'linux' : null;
}

function savedAt(word: string | undefined): Ns | null {
  const ns = word !== undefined && /^\d{1,11}$/.test(word) ? nsFromSeconds(word) : null;
  return ns === 0n ? null : ns;
}

function coverageOf(document: Document, opening: Opening, stray: boolean): Record<CoverageArea, Coverage> {
  const whole: Coverage = document.unclosed > 0 || document.stray > 0 || stray ? 'partial' : 'full';
  // A track template has no time line of its own.
  const timeLine: Coverage = opening === 'tracks' ? 'none' : whole;
  return {
    media: whole,
    tracks: whole,
    clips: whole,
    plugins: whole,
    tempo: timeLine,
    markers: timeLine,
    mixer: whole,
  };
}

/** Only the notes of the project itself; those of an item belong to the item. */
function projectNotes(document: Document, rows: readonly Row[]): readonly Note[] {
  return rows
    .filter(({ opens, key }) => opens && key === 'NOTES')
    .map(({ line }) => ({ where: 'project', text: barText(document, line) }))
    .filter(({ text }) => text !== '');
}

/** Which block belongs to which track; the chain of the master, which comes last, too. */
function ownersOf(rows: readonly Row[], trackBlocks: readonly number[]): ReadonlyMap<number, number> {
  const master = rows.filter(({ opens, key }) => opens && key === 'MASTERFXLIST').map(({ line }) => line);
  return new Map([
    ...trackBlocks.map((block, index) => [block, index] as const),
    ...master.map((block) => [block, trackBlocks.length] as const),
  ]);
}
