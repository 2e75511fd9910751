/** From the bytes of a session to the session model (protools.md, whole). */
import { sessionError } from '../../lib/model/errors.js';
import type { ReadOptions, SessionSource } from '../../lib/model/parser.js';
import type { Coverage, CoverageArea, ParsedSession, Reference, Use } from '../../lib/model/session.js';
import { latest } from '../shared/latest.js';
import { pluginFindings } from '../shared/plugin-content.js';
import { type Document, documentOf, topOf } from './blocks.js';
import { readClipLists } from './clips.js';
import { CONTENT } from './content.js';
import { damageFindings, openingFinding, unreadPlugins } from './findings.js';
import { readMarkers } from './markers.js';
import { type Head, headOf, unmask } from './mask.js';
import { type MediaFiles, readMediaFiles } from './media.js';
import { readMetadata } from './metadata.js';
import { placedNotes } from './midi.js';
import { joined, sessionFolder } from './place.js';
import { endOf, placedOn } from './placed.js';
import { readLanes, readPlaylists } from './playlists.js';
import { readCatalogue } from './plugins.js';
import { oldTextOf, readFormat, readOwnPlace, readProduct } from './settings.js';
import { readTimeline } from './timeline.js';
import { readTrackList, type TrackList, tracksOf } from './tracks.js';

/** The category of plug-ins; others are engines of Pro Tools itself. */
const EFFECT = 3;

const NEXT = 'Open a copy of it, or one of the Session File Backups.';

export async function read(source: SessionSource, options: ReadOptions): Promise<ParsedSession> {
  const head = headOf(source.bytes(0, 64));
  if (head === null)
    throw sessionError('not-a-session', `${source.name} does not begin as a Pro Tools session does`, NEXT);
  const document = documentOf(await unmasked(source, head, options.maxBytes), head.order, KNOWN);
  if (topOf(document, CONTENT.audioFiles) === null && (document.isCut || document.isBroken))
    throw sessionError('session-damaged', `${source.name} is damaged: its list of files cannot be read`, NEXT);
  return model(document, options.midiNotes === true);
}

/** By these a broken chain is taken up again. */
const KNOWN: ReadonlySet<number> = new Set([
  ...[CONTENT.product, CONTENT.ownPlace, CONTENT.settings, CONTENT.audioFiles, CONTENT.videoFiles, CONTENT.groups],
  ...[...CONTENT.clips, ...CONTENT.midiClips, ...CONTENT.audioLanes, CONTENT.midiLanes, CONTENT.playlists],
  ...[CONTENT.trackTable, CONTENT.folders, CONTENT.tracks, CONTENT.oldTracks, CONTENT.catalogue],
  ...[CONTENT.tempo, CONTENT.meter, CONTENT.locations, CONTENT.metadata],
]);

/** A buffer of its own: what the source gives may be shared. */
async function unmasked(source: SessionSource, head: Head, maxBytes: number): Promise<Buffer> {
  if (source.size > maxBytes) throw tooLarge(source.name);
  const bytes = Buffer.from(new ArrayBuffer(source.size));
  let at = 0;
  for await (const piece of source.pieces(maxBytes)) {
    bytes.set(piece.subarray(0, bytes.length - at), at);
    at = Math.min(at + piece.length, bytes.length);
  }
  const whole = bytes.subarray(0, at);
  unmask(whole, head);
  return whole;
}

const tooLarge = (name: string) =>
  sessionError('too-large', `${name} is too large for a session`, 'Check where it comes from.');

function model(document: Document, midiNotes: boolean): ParsedSession {
  const product = readProduct(document);
  const old = oldTextOf(product);
  const format = readFormat(document);
  const own = readOwnPlace(document, old);
  const files = readMediaFiles(document, old);
  const clips = readClipLists(document, old);
  const playlists = readPlaylists(document, old);
  const timeline = readTimeline(document, format.sampleRate);
  const catalogue = readCatalogue(document, old);
  const effects = catalogue.filter(({ category }) => category === EFFECT).map(({ name }) => name);
  const list = readTrackList(document, playlists, old);
  const lanes = readLanes(document);
  const notesOf = midiNotes ? placedNotes(document, timeline) : null;
  const placed = placedOn({ document, timeline, media: files, clips, playlists, lanes, notesOf });
  const tracks = tracksOf(document, list, catalogue, placed);
  const { markers, notes } = readMarkers(document, timeline, old);
  const folder = joined(sessionFolder(own.folder));
  const media = references(files, placed.uses);
  return {
    format: 'protools',
    ...product,
    savedAt: null,
    ...readMetadata(document, old),
    coverage: coverageOf(document, list, effects),
    ...format,
    tempo: timeline.tempo,
    meter: timeline.meter,
    lengthNs: latest(tracks.map((track) => endOf(track.clips))),
    media,
    // Pro Tools looks beside the session first; what was below this folder is looked for at the same place there.
    searchFolders: folder === '' ? [] : [folder],
    tracks,
    markers,
    notes: [...own.info.map(([label, text]) => ({ where: label, text })), ...notes],
    findings: [
      ...damageFindings(document),
      ...openingFinding(media, folder),
      ...(list.isNew ? pluginFindings(tracks, () => false) : unreadPlugins(effects)),
    ],
  };
}

function references({ files }: MediaFiles, uses: ReadonlyMap<number, readonly Use[]>): readonly Reference[] {
  return files.map(({ stored, name, kind, evidence }, at) => ({
    stored,
    name,
    kind,
    alternates: [],
    needed: true,
    place: 'file',
    evidence,
    // The length of the file itself is evidence, and says more.
    neededNs: null,
    usedBy: uses.get(at) ?? [
      { track: null, what: `${kind === 'audio' ? 'clip' : 'video'} list`, startNs: null, lengthNs: null },
    ],
    sites: [],
  }));
}

/** Of a cut or broken chain every area may have lost something. */
function coverageOf(document: Document, list: TrackList, effects: readonly string[]): Record<CoverageArea, Coverage> {
  const whole = !document.isCut && !document.isBroken;
  const of = (area: CoverageArea, isThere = true, isKnown = true): Coverage => {
    if (!isThere) return 'none';
    return whole && isKnown && !document.damaged.has(area) ? 'full' : 'partial';
  };
  return {
    media: of('media', topOf(document, CONTENT.audioFiles) !== null),
    tracks: of('tracks', list.isNew || topOf(document, CONTENT.oldTracks) !== null),
    // Fades, gains and what is in a clip group are not read.
    clips: of('clips', true, false),
    plugins: of('plugins', list.isNew || effects.length === 0),
    tempo: of('tempo', topOf(document, CONTENT.tempo) !== null),
    markers: of('markers', topOf(document, CONTENT.locations) !== null),
    mixer: list.isNew ? 'partial' : 'none',
  };
}
