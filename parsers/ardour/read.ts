/** From the bytes of a session to the session model (ardour.md, whole). */
import { type Finding, finding } from '../../lib/model/finding.js';
import type { ReadOptions, SessionSource } from '../../lib/model/parser.js';
import type { Coverage, CoverageArea, ParsedSession, Reference, Track } from '../../lib/model/session.js';
import { latest } from '../shared/latest.js';
import { pathStyle } from '../shared/stored-path.js';
import { child, childrenNamed, type XmlElement } from '../shared/xml-tree.js';
import { clockOf } from './clock.js';
import { readRouteColours } from './colour.js';
import { readDocument } from './document.js';
import { instrumentFindings, pluginFindings } from './findings.js';
import { type Folders, readFolders } from './folders.js';
import { stateReferences } from './lv2-state.js';
import { readMarkers, sessionEnd } from './markers.js';
import { indexOfSources, mediaOf } from './media.js';
import { regionNotes } from './midi.js';
import { metadataOf, sessionNotes } from './notes.js';
import { readPlaylists, type Setting, wholeFileFrames } from './regions.js';
import { idOf, nameOf, routesInOrder } from './routes.js';
import { readSources } from './sources.js';
import { meterPoints, musicTimeOf, readTempoMap, superclocksOf, tempoPoints } from './tempo.js';
import { groupNotes, readTracks, type Scene } from './tracks.js';
import { numberOf, optionOf, textOf } from './values.js';
import { readVideo } from './video.js';

export async function read(source: SessionSource, options: ReadOptions): Promise<ParsedSession> {
  const { root, findings } = await readDocument(source, options);
  const rate = rateOf(root);
  const map = readTempoMap(root, rate);
  const music = musicTimeOf(map);
  const clock = clockOf(rate, BigInt(Math.round(superclocksOf(root))), music);
  const folders = readFolders(source, root);
  const sources = readSources(source, root, folders, isNew(root));
  const names = routeNames(root);
  const notesOf = options.midiNotes === true ? regionNotes(source, sources, music) : null;
  const scene = sceneOf(root, { document: source, clock, mediaOf: indexOfSources(sources), notesOf }, names);
  const { tracks, uses, states } = readTracks(root, scene, source);
  const media = distinct([
    ...mediaOf(sources, uses, wholeFileFrames(root, clock), rate),
    ...readVideo(root, folders, clock),
    ...stateReferences(source, states),
  ]);
  return {
    format: 'ardour',
    version: textOf(root, 'version'),
    application: applicationOf(root),
    platform: media.some(({ stored }) => pathStyle(stored) === 'windows') ? 'windows' : null,
    // The file does not say it: take ids and time stamps are those of single recordings.
    savedAt: null,
    title: metadataOf(root, 'title') ?? textOf(root, 'name'),
    artist: metadataOf(root, 'artist'),
    coverage: coverageOf(root, findings.length > 0),
    sampleRate: rate,
    bitDepth: bitDepthOf(root),
    tempo: tempoPoints(map),
    meter: meterPoints(map),
    lengthNs: lengthOf(tracks) ?? sessionEnd(root, clock),
    media,
    searchFolders: [...new Set([...folders.audio, ...folders.midi, ...folders.video])],
    tracks,
    markers: readMarkers(root, clock),
    notes: [...sessionNotes(root), ...groupNotes(root, names)],
    findings: [
      ...findings,
      ...folderFindings(folders),
      ...pluginFindings(tracks),
      ...instrumentFindings(media, tracks),
    ],
  };
}

function sceneOf(root: XmlElement, setting: Setting, names: ReadonlyMap<string, string>): Scene {
  return {
    setting,
    playlists: readPlaylists(root),
    colours: readRouteColours(root),
    diskstreams: new Map(
      (child(root, 'DiskStreams')?.children ?? []).flatMap((one) => [
        [`id ${textOf(one, 'id')}`, one],
        [`name ${textOf(one, 'name')}`, one],
      ]),
    ),
    names,
  };
}

const routeNames = (root: XmlElement): ReadonlyMap<string, string> =>
  new Map(
    routesInOrder(root).flatMap((route) => (idOf(route) === null ? [] : [[idOf(route) as string, nameOf(route)]])),
  );

function rateOf(root: XmlElement): number | null {
  const rate = numberOf(root, 'sample-rate');
  return rate !== null && rate >= 1 && rate <= 10_000_000 ? Math.round(rate) : null;
}

/** Only the mark of the session itself: routes of templates carry others. */
function applicationOf(root: XmlElement): string | null {
  return textOf(child(root, 'ProgramVersion'), 'modified-with');
}

/** True where the program that saved it looks at absolute origins only: 5.4 and later, written since 2016-09 (section 3.2). */
function isNew(root: XmlElement): boolean {
  const version = numberOf(root, 'version');
  if (version !== null && version >= 5000) return true;
  const program = /^Ardour (?:\d+:)?(\d+)\.(\d+)/.exec(applicationOf(root) ?? '');
  if (program === null) return false;
  const [major, minor] = [Number(program[1]), Number(program[2])];
  return major > 5 || (major === 5 && minor >= 4);
}

const DEPTHS: Readonly<Record<string, number>> = { FormatFloat: 32, FormatInt24: 24, FormatInt16: 16 };

/** Of new recordings. */
const bitDepthOf = (root: XmlElement): number | null =>
  DEPTHS[textOf(optionOf(child(root, 'Config'), 'native-file-data-format'), 'value') ?? ''] ?? null;

const lengthOf = (tracks: readonly Track[]) =>
  latest(
    tracks.flatMap((track) =>
      track.clips.map(({ startNs, lengthNs }) => (startNs === null || lengthNs === null ? null : startNs + lengthNs)),
    ),
  );

/** A plug-in may name a file that is a source as well: once is enough. */
function distinct(media: readonly Reference[]): readonly Reference[] {
  const seen = new Set<string>();
  return media.filter(({ stored, alternates }) => {
    const key = [stored, ...alternates].join('\n');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function coverageOf(root: XmlElement, isDamaged: boolean): Record<CoverageArea, Coverage> {
  const whole: Coverage = isDamaged ? 'partial' : 'full';
  return {
    media: whole,
    tracks: whole,
    clips: hasCompounds(root) ? 'partial' : whole,
    plugins: whole,
    tempo: child(root, 'TempoMap') === undefined ? 'none' : whole,
    markers: whole,
    mixer: whole,
  };
}

/** A clip that is made of others is read as one without a file. */
const hasCompounds = (root: XmlElement): boolean =>
  childrenNamed(child(root, 'Playlists'), 'Playlist').some((playlist) => (numberOf(playlist, 'combine-ops') ?? 0) > 0);

function folderFindings({ several }: Folders): readonly Finding[] {
  if (several.length === 0) return [];
  const message = `There are ${several.length} folders below interchange (${several.slice(0, 3).join(', ')}), and Ardour opens a session with one only`;
  const next = 'Keep the one with the media of this session, and move the others out of the session folder.';
  return [finding('warn', 'several-media-folders', message, 'interchange', next)];
}
