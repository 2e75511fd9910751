/** From the bytes of a project to the session model. */
import { sessionError } from '../../lib/model/errors.js';
import type { ReadOptions, SessionSource } from '../../lib/model/parser.js';
import type { Coverage, Ns, ParsedSession, Platform, Track } from '../../lib/model/session.js';
import { cursorOn } from '../shared/cursor.js';
import { latest } from '../shared/latest.js';
import { pathStyle } from '../shared/stored-path.js';
import { type Archive, type ArchiveObject, archiveOf, cursorIn, nextObject, objectsOf } from './archive.js';
import { newRoom, type Room } from './attributes.js';
import { busesOf } from './channel.js';
import { type Chunks, type Root, readChunks } from './chunks.js';
import { isProject } from './detect.js';
import { readDevices } from './devices.js';
import { contentFindings, damageFindings, openingFindings } from './findings.js';
import { readFolders } from './folders.js';
import { readMarkers } from './markers.js';
import { filmsAmong, playedEvents, readMedia } from './media.js';
import { partNotes } from './midi.js';
import { readPool } from './pool.js';
import { channelsOf, stripsOf } from './strips.js';
import { timeLineOf } from './tempo.js';
import { extraTrack, trackOf } from './track-model.js';
import { readTracks, type TrackTree } from './tracks.js';
import { readVersion } from './version.js';

export async function read(source: SessionSource, options: ReadOptions): Promise<ParsedSession> {
  if (!isProject(source.bytes(0, 12)))
    throw sessionError(
      'not-a-session',
      `"${source.name}" is no project of Cubase or Nuendo`,
      'Open the .cpr or .npr of the project.',
    );
  const chunks = readChunks(source.all(options.maxBytes));
  const projects = chunks.roots.filter(isArrangement);
  const [project] = projects;
  if (project === undefined)
    throw sessionError(
      'session-damaged',
      `"${source.name}" is damaged: there is no arrangement in it`,
      'Look for another copy, or for the .bak files beside it.',
    );
  return readProject(project, projects.length, chunks, options.midiNotes === true);
}

/** What Nuendo calls its class is not known. */
const isArrangement = ({ name, type }: Root): boolean => type === 'PArrangement' || /^Arrangement\d*$/.test(name);

function readProject({ bytes }: Root, projects: number, chunks: Chunks, midiNotes: boolean): ParsedSession {
  const archive = archiveOf(bytes, chunks.isCut);
  const room = newRoom();
  const version = readVersion(rootNamed(chunks, 'PAppVersion', 'type') ?? new Uint8Array());
  const arrangement = nextObject(archive, cursorOn(bytes, 'be'));
  const tree = readTree(archive, arrangement, room);
  const devices = readDevices(rootNamed(chunks, 'Devices', 'name'), room);
  const line = timeLineOf(
    archive,
    tree.tempo ?? first(archive, 'MTempoTrackEvent'),
    tree.meter ?? first(archive, 'MSignatureTrackEvent'),
  );
  const pool = readPool(archive);
  const folders = readFolders(archive);
  const media = readMedia(
    pool,
    filmsAmong(folders.others),
    playedEvents(archive, tree.tracks),
    line,
    tree.tracks,
    !tree.isWhole,
  );
  const strips = stripsOf(tree.tracks, devices);
  const buses = busesOf(channelsOf(strips, devices));
  const world = {
    line,
    filesOf: ({ content }: { content: ArchiveObject }) =>
      content.type === 'PAudioClip' ? pool.filesOf(content) : null,
    mediaOf: media.mediaOf,
    notesOf: midiNotes ? partNotes(archive, line) : null,
  };
  const tracks = [
    ...tree.tracks.map((draft, at) =>
      trackOf(draft, strips.tracks[at] ?? { channel: null, plugins: [] }, buses, world),
    ),
    ...strips.extra.map((strip) => extraTrack(strip, buses)),
  ];
  const isBroken = chunks.isBroken || arrangement === null || arrangement.type === '';
  const isDamaged = chunks.isCut || isBroken || !tree.isWhole || !tree.isKnown || pool.unreadable > 0;
  const hasMixer = [...strips.tracks, ...strips.extra].some(({ channel }) => channel !== null);
  const damage = {
    isCut: chunks.isCut,
    isBroken,
    tracksMissing: !tree.isWhole,
    tracksUnknown: !tree.isKnown,
    mixerMissing: !devices.isWhole || !tree.isMixerWhole,
    unreadablePaths: pool.unreadable,
    projects,
  };
  return {
    format: 'cpr',
    version: version.version,
    application: version.application,
    platform: version.platform ?? platformOf(folders.search[0]),
    savedAt: null,
    title: null,
    artist: null,
    coverage: coverageOf(isDamaged || projects > 1, devices.stream !== null, hasMixer, line.isSure),
    ...setupOf(archive),
    tempo: line.tempo,
    meter: line.meter,
    lengthNs: lengthOf(tracks),
    media: media.references,
    searchFolders: folders.search,
    tracks,
    markers: readMarkers(archive, line),
    notes: [],
    findings: [
      ...damageFindings(damage),
      ...openingFindings(programOf(version.application), media.references, folders.search[0] ?? ''),
      ...contentFindings(tracks),
    ],
  };
}

function rootNamed({ roots }: Chunks, wanted: string, by: 'name' | 'type'): Uint8Array | null {
  return roots.find((root) => root[by] === wanted)?.bytes ?? null;
}

const first = (archive: Archive, type: string): ArchiveObject | null => objectsOf(archive, type, 1)[0] ?? null;

/** Where a size is wrong above all tracks, they are read as in a file that is cut. */
function readTree(archive: Archive, arrangement: ArchiveObject | null, room: Room): TrackTree {
  const tree = readTracks(archive, rootObject(archive, arrangement), room);
  if (tree.isWhole || tree.tracks.length > 0 || archive.isCut) return tree;
  const lenient = archiveOf(archive.bytes, true);
  const again = nextObject(lenient, cursorOn(archive.bytes, 'be'));
  return { ...readTracks(lenient, rootObject(lenient, again), room), isWhole: false };
}

/** `MRoot`, with which the arrangement begins; where the arrangement is broken, the only one there is. */
function rootObject(archive: Archive, arrangement: ArchiveObject | null): ArchiveObject | null {
  const own = arrangement === null ? null : nextObject(archive, cursorIn(archive, arrangement));
  return own?.type === 'MRoot' ? own : first(archive, 'MRoot');
}

/** Rate and bits of recordings (cpr.md, section 4.4). */
function setupOf(archive: Archive): Pick<ParsedSession, 'sampleRate' | 'bitDepth'> {
  const setup = first(archive, 'PArrangeSetup');
  if (setup === null) return { sampleRate: null, bitDepth: null };
  const cursor = cursorIn(archive, setup);
  cursor.skip(48);
  const [rate, bits] = [cursor.f32(), cursor.u32()];
  return { sampleRate: rate !== null && rate > 0 && rate < 1e7 ? rate : null, bitDepth: bits || null };
}

/** Cubase SX says nothing of its system; its paths do. */
function platformOf(folder: string | undefined): Platform | null {
  if (folder === undefined) return null;
  return pathStyle(folder) === 'windows' ? 'windows' : 'macos';
}

const programOf = (application: string | null): string => (/nuendo/i.test(application ?? '') ? 'Nuendo' : 'Cubase');

/** Gains, fades and mutes of clips are not known, nor mutes of channels; of Cubase SX no channel is. */
function coverageOf(
  isDamaged: boolean,
  isOld: boolean,
  hasMixer: boolean,
  isTimeSure: boolean,
): ParsedSession['coverage'] {
  const whole: Coverage = isDamaged ? 'partial' : 'full';
  return {
    media: whole,
    tracks: whole,
    clips: 'partial',
    plugins: isOld ? 'partial' : whole,
    tempo: isTimeSure ? whole : 'partial',
    markers: whole,
    mixer: hasMixer ? 'partial' : 'none',
  };
}

/** To the end of the last clip: the length that is stored is that of the window. */
const lengthOf = (tracks: readonly Track[]): Ns | null =>
  latest(
    tracks.flatMap(({ clips }) =>
      clips.map(({ startNs, lengthNs }) => (startNs === null || lengthNs === null ? null : startNs + lengthNs)),
    ),
  );
