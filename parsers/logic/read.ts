/** From a document and the property lists beside it to the session model (logic.md, whole). */
import { sessionError } from '../../lib/model/errors.js';
import { finding } from '../../lib/model/finding.js';
import type { ReadOptions, SessionSource } from '../../lib/model/parser.js';
import type { Coverage, CoverageArea, ParsedSession } from '../../lib/model/session.js';
import { latest } from '../shared/latest.js';
import { entryOf, numberOf, type PlistValue, textOf } from '../shared/plist.js';
import { arrangementOf, UNUSED } from './arrangement.js';
import { audioFilesOf } from './audio-files.js';
import { isPlist } from './bundle.js';
import { usedFiles } from './clips.js';
import type { AppleFormat } from './detect.js';
import { type Document, documentInBundle } from './document.js';
import { contentFindings, onOpening, songFindings } from './findings.js';
import { readMarkers, readNotes } from './markers.js';
import { mediaDrafts, referenceOf } from './media.js';
import { regionNotes } from './midi.js';
import { isArchive } from './old-archive.js';
import { oldSession } from './old-song.js';
import { readSong, type Song } from './records.js';
import { textsOf } from './texts.js';
import { type Timeline, timelineOf } from './timeline.js';
import { trackListOf, withClips } from './tracks.js';
import { documentInZip } from './zipped.js';

export const readerFor =
  (format: AppleFormat) =>
  async (source: SessionSource, options: ReadOptions): Promise<ParsedSession> =>
    sessionFrom(format, source.name, await documentOf(source, options), options.midiNotes === true);

const documentOf = async (source: SessionSource, { maxBytes }: ReadOptions): Promise<Document> =>
  Buffer.from(source.bytes(0, 2)).toString('latin1') === 'PK'
    ? documentInZip(source, maxBytes)
    : documentInBundle(source, maxBytes);

const sessionFrom = (format: AppleFormat, name: string, document: Document, midiNotes: boolean): ParsedSession =>
  isArchive(document.song) ? oldSession(name, document) : sessionOf(format, name, document, midiNotes);

function sessionOf(format: AppleFormat, name: string, document: Document, midiNotes: boolean): ParsedSession {
  const metadata = isPlist(document.metadata) ? document.metadata : null;
  const information = isPlist(document.information) ? document.information : null;
  const song = readSong(document.song);
  const isEmpty = song === null || (song.trouble !== null && song.records('qeSM').length === 0);
  if (isEmpty && metadata === null) {
    throw sessionError(
      'session-damaged',
      `"${name}" cannot be read: neither the song nor its lists are whole`,
      'Look into "Project File Backups" of the bundle: it holds earlier saves.',
    );
  }
  const known = isEmpty ? null : song;
  const timeline = timelineOf(known, metadata);
  const content = contentOf(known, metadata, document, timeline, midiNotes);
  return {
    format,
    ...programOf(information),
    platform: 'macos',
    // The file does not say it.
    savedAt: null,
    title: titleOf(information, document.alternative),
    artist: null,
    coverage: coverageOf(known, metadata, timeline),
    sampleRate: numberOf(metadata, 'SampleRate'),
    bitDepth: null,
    tempo: timeline.tempo,
    meter: timeline.meter,
    searchFolders: [],
    ...content,
    ...(document.picture !== null && { picture: document.picture }),
    findings: [
      ...songFindings(known, document),
      ...oldFindings(song, name),
      ...contentFindings(content.media, content.tracks, metadata !== null),
      onOpening(format === 'logic' ? 'Logic Pro' : 'GarageBand'),
    ],
  };
}

type Content = Pick<ParsedSession, 'media' | 'tracks' | 'markers' | 'notes' | 'lengthNs'>;

function contentOf(
  song: Song | null,
  metadata: PlistValue,
  document: Document,
  timeline: Timeline,
  midiNotes: boolean,
): Content {
  const { starts, isEmbedded } = document;
  if (song === null) {
    const media = mediaDrafts(metadata, [], new Set()).map((draft) => referenceOf(draft, UNUSED, starts, isEmbedded));
    return { media, tracks: [], markers: [], notes: [], lengthNs: null };
  }
  const files = audioFilesOf(song);
  const drafts = mediaDrafts(metadata, files, usedFiles(song));
  const texts = textsOf(song);
  const list = trackListOf(song, texts);
  const notesOf = midiNotes ? regionNotes(song, timeline) : null;
  const { clips, uses } = arrangementOf(song, drafts, files, list, timeline, notesOf);
  const tracks = withClips(list.tracks, clips);
  return {
    media: drafts.map((draft, index) => referenceOf(draft, uses.get(index) ?? UNUSED, starts, isEmbedded)),
    tracks,
    markers: readMarkers(song, texts, timeline),
    notes: readNotes(song, texts, timeline),
    lengthNs: latest(
      tracks.flatMap((track) =>
        track.clips.map(({ startNs, lengthNs }) => (startNs === null || lengthNs === null ? null : startNs + lengthNs)),
      ),
    ),
  };
}

/** "Logic Pro X 10.4.4 (4981.1)": the program up to the digits, then its version. */
function programOf(information: PlistValue): Pick<ParsedSession, 'application' | 'version'> {
  const application = textOf(information, 'LastSavedFrom');
  return { application, version: /\s(\d+(?:\.\d+)*)/.exec(application ?? '')?.[1] ?? null };
}

/** `{PROJECT_NAME}` is the name of the bundle, which the document does not know. */
function titleOf(information: PlistValue, alternative: string | null): string | null {
  if (alternative === null) return null;
  const title =
    textOf(entryOf(information, 'VariantNamesV2') ?? null, alternative) ??
    textOf(entryOf(information, 'VariantNames') ?? null, alternative);
  return title === '' || title?.includes('{PROJECT_NAME}') ? null : title;
}

/** Songs of before 2013 have no records that could be read. */
function oldFindings(song: Song | null, name: string) {
  if (song === null || song.trouble !== null || song.records('qeSM').length > 0) return [];
  const message = `"${name}" is a song of an old version, or an empty one: what it refers to is not read`;
  return [
    finding('warn', 'references-not-read', message, name, 'Make sure that all of its sound lies in this folder.'),
  ];
}

function coverageOf(song: Song | null, metadata: PlistValue, timeline: Timeline): Record<CoverageArea, Coverage> {
  const isRead = song !== null && song.records('qeSM').length > 0;
  const whole: Coverage = !isRead ? 'none' : song.trouble === null ? 'full' : 'partial';
  const part: Coverage = isRead ? 'partial' : 'none';
  const media: Coverage = metadata === null ? part : whole === 'full' ? 'full' : 'partial';
  return {
    media,
    tracks: whole,
    // Fades, loops and mutes are not known.
    clips: part,
    plugins: whole,
    tempo: timeline.tempo.length === 0 ? 'none' : timeline.hasCurves ? 'partial' : 'full',
    markers: whole,
    // Inputs and outputs are not read, sends only where the inputs are counted.
    mixer: part,
  };
}
