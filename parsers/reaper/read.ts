/** From the bytes of a session to the session model (reaper.md, whole). */
import { sessionError } from '../../lib/model/errors.js';
import type { ReadOptions, SessionSource } from '../../lib/model/parser.js';
import type { Coverage, CoverageArea, Note, Ns, ParsedSession, Platform } from '../../lib/model/session.js';
import { nsFromSeconds } from '../../lib/model/time.js';
import { pluginFindings } from '../shared/plugin-content.js';
import { type Content, contentOf } from './content.js';
import { type Opening, openingOf } from './detect.js';
import { namedFiles } from './files.js';
import { impulseFindings, structureFindings } from './findings.js';
import { barText, type Document, numberOf, parseDocument, rowsBetween, rowsIn, wordsOf } from './grammar.js';
import { mediaBySource, readMedia } from './media.js';
import { takeNotes } from './midi.js';
import { readMarkers, readTempo } from './tempo.js';
import { readMaster, readTracks } from './tracks.js';

export async function read(source: SessionSource, options: ReadOptions): Promise<ParsedSession> {
  const bytes = source.all(options.maxBytes);
  const opening = openingOf(bytes.subarray(0, 4096));
  if (opening === null) {
    const next = 'Open a backup of it (.rpp-bak), or check that the file is a REAPER session.';
    throw sessionError('not-a-session', `${source.name} does not begin as a REAPER session does`, next);
  }
  return model(parseDocument(bytes), opening, options.midiNotes === true);
}

interface Project {
  readonly header: readonly string[];
  readonly content: Content;
  /** There is more behind its end, as in a file with a closer too many: it is read as a part of the project. */
  readonly stray: boolean;
}

function projectOf(document: Document, opening: Opening): Project {
  const top = [...rowsBetween(document, 0, document.lines)].filter(({ key }) => key !== '>');
  const [project, ...behind] = top;
  if (opening === 'tracks' || project === undefined)
    return { header: [], content: contentOf(document, top), stray: false };
  return {
    header: wordsOf(document, project.line),
    content: contentOf(document, [...rowsIn(document, project.line), ...behind]),
    stray: behind.length > 0,
  };
}

function model(document: Document, opening: Opening, midiNotes: boolean): ParsedSession {
  const { header, content, stray } = projectOf(document, opening);
  const files = namedFiles(document, ownersOf(content));
  const timeLine = readTempo(document, content.line('TEMPO') ?? null, content.blocks('TEMPOENVEX')[0] ?? null);
  const facts = readTracks(document, content.blocks('TRACK'), {
    mediaOf: mediaBySource(files),
    notesOf: midiNotes ? takeNotes(document, timeLine.tempo) : null,
  });
  const tracks = opening === 'project' ? [...facts.tracks, readMaster(document, content)] : facts.tracks;
  const media = readMedia(files, facts.uses);
  return {
    format: 'reaper',
    ...writtenBy(header),
    title: content.line('TITLE')?.[1] || null,
    artist: content.line('AUTHOR')?.[1] || null,
    coverage: coverageOf(document, opening, stray),
    sampleRate: numberOf(content.line('SAMPLERATE')?.[1]) || null,
    bitDepth: null,
    ...timeLine,
    lengthNs: facts.lengthNs,
    media,
    searchFolders: content.lines('RECORD_PATH').flatMap((words) => words.slice(1, 3).filter((folder) => folder !== '')),
    tracks,
    markers: readMarkers(content.lines('MARKER')),
    notes: [...projectNotes(document, content), ...facts.notes],
    findings: [
      ...structureFindings(document, stray),
      ...pluginFindings(tracks, ({ maker }) => maker === 'Cockos'),
      ...impulseFindings(media),
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
function projectNotes(document: Document, content: Content): readonly Note[] {
  return content
    .blocks('NOTES')
    .map((block) => ({ where: 'project', text: barText(document, block) }))
    .filter(({ text }) => text !== '');
}

/** Which block belongs to which track; the chain of the master, which comes last, too. */
function ownersOf(content: Content): ReadonlyMap<number, number> {
  const tracks = content.blocks('TRACK');
  return new Map([
    ...tracks.map((block, index) => [block, index] as const),
    ...content.blocks('MASTERFXLIST').map((block) => [block, tracks.length] as const),
  ]);
}
