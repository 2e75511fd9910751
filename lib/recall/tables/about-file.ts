/** What a person is told of a media file beside its numbers: the recorder's own words, and what is odd. In the order in which it matters. */
import type { AudioDetails, BroadcastExtension, IxmlFacts } from '../../model/audio-details.js';
import type { AudioFacts } from '../../model/located.js';
import type { SoundCheck } from '../../model/peaks.js';
import { showLength } from '../../model/time.js';
import { count, cut, firstFew, showBytes, showRate, showTempo } from '../../text/show.js';
import type { SheetMedia } from '../model.js';

const MAX_TEXT = 300;
const MAX_COMMENTS = 5;

/** `sessionRate`: hertz; null where the session does not say. */
export function aboutFile({ audio, details, check }: SheetMedia, sessionRate: number | null): string[] {
  return [
    ...oddities(audio, sessionRate),
    ...(check === null || audio === null ? [] : noticed(check, audio)),
    ...(details === null ? [] : saidByItself(details, audio)),
  ];
}

/** What header and size say against each other; a rate that is not the session's. */
function oddities(audio: AudioFacts | null, sessionRate: number | null): string[] {
  if (audio === null) return [];
  const { frames, framesByHeader, sampleRate, problems } = audio;
  const isOther = sampleRate !== null && sessionRate !== null && sampleRate !== sessionRate;
  return [
    problems.includes('all-zero') ? 'nothing but zeros: its sound is lost' : '',
    framesByHeader !== null ? `its header promises ${framesByHeader} samples, ${frames ?? 0} are there` : '',
    isOther ? `${showRate(sampleRate)} in a session of ${showRate(sessionRate)}` : '',
  ].filter((text) => text !== '');
}

const MAX_RUNS = 3;

/** Notes, no findings: silence is normal, and looks like blocks that a disk lost (audio-files.md, section 3). */
function noticed({ isSilent, zeroRuns }: SoundCheck, { sound, lengthNs }: AudioFacts): string[] {
  if (isSilent) return ['nothing but silence'];
  if (zeroRuns.length === 0 || sound === null || lengthNs === null || sound.bytes === 0) return [];
  const ns = (bytes: number) => BigInt(Math.round((bytes / sound.bytes) * Number(lengthNs)));
  const places = zeroRuns.map(({ start }) => showLength(ns(start - sound.start)));
  const all = zeroRuns.reduce((sum, { bytes }) => sum + bytes, 0);
  return [`silence, or lost blocks, at ${firstFew(places, MAX_RUNS)}: ${showBytes(all)} of zeros`];
}

function saidByItself(details: AudioDetails, audio: AudioFacts | null): string[] {
  const { bext, ixml, tags, markers, loops, comments } = details;
  return [
    ...(ixml === null ? [] : takeText(ixml)),
    ...(bext === null ? [] : recorderText(bext, audio)),
    ...(tags === null ? [] : [[tags.artist, tags.title].filter((part) => part).join(': ')]),
    ...comments.slice(0, MAX_COMMENTS).map(({ text }) => text),
    details.tempo === null ? '' : showTempo(details.tempo),
    markers.length === 0 ? '' : count(markers.length, 'marker'),
    loops.length === 0 ? '' : count(loops.length, 'loop'),
    details.objectAudio === null ? '' : 'object audio (ADM)',
  ]
    .map((text) => cut(text.trim(), MAX_TEXT))
    .filter((text) => text !== '');
}

/** "scene 12A, take 3, good": as a location recorder or an editor wrote it. */
function takeText({ scene, take, circled, note, tape, originalFilename }: IxmlFacts): string[] {
  const slate = [
    scene ? `scene ${scene}` : '',
    take ? `take ${take}` : '',
    tape ? `tape ${tape}` : '',
    circled === true ? 'circled' : '',
  ].filter((part) => part !== '');
  return [slate.join(', '), note ?? '', originalFilename ? `recorded as ${originalFilename}` : ''];
}

function recorderText(
  { description, originator, date, time, timeReference }: BroadcastExtension,
  audio: AudioFacts | null,
) {
  const when = [date, time].filter((part) => part !== '').join(' ');
  const recorded = [when === '' ? '' : `recorded ${when}`, originator === '' ? '' : `by ${originator}`];
  return [
    description,
    recorded.filter((part) => part !== '').join(' '),
    stampText(timeReference, audio?.sampleRate ?? null),
  ];
}

/** Where it lay on the time line when it was recorded: what puts takes back to their places without a session. */
function stampText(timeReference: bigint, sampleRate: number | null): string {
  if (timeReference === 0n || sampleRate === null) return '';
  const ns = (timeReference * 1_000_000_000n) / BigInt(Math.max(1, Math.round(sampleRate)));
  return `time stamp ${showLength(ns)} (sample ${timeReference})`;
}
