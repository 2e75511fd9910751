/** From the bytes of an AAF to the session model (aaf.md, whole). */
import { sessionError } from '../../lib/model/errors.js';
import type { ReadOptions, SessionSource } from '../../lib/model/parser.js';
import type { Coverage, CoverageArea, ParsedSession, Platform, Reference, Track } from '../../lib/model/session.js';
import { parseStoredPath } from '../../lib/model/stored-path.js';
import { openCompoundFile } from '../shared/compound-file.js';
import { latest } from '../shared/latest.js';
import { sampleRateOf } from './descriptor.js';
import { isAaf } from './detect.js';
import { compositionFindings, damageFindings, openingFindings, unplacedFindings } from './findings.js';
import { CLASS, PROPERTY } from './ids.js';
import { markersOf, timecodeNotes } from './markers.js';
import { mediaOf, readEssence, withUses } from './media.js';
import { type Mob, mainComposition, readMobs } from './mobs.js';
import { type AafObject, bytesOf, type ObjectFile, objectsIn } from './objects.js';
import { sourcesIn } from './sources.js';
import { tracksOf } from './tracks.js';
import { pathOfUrl } from './url.js';
import { textOf, timeOf } from './values.js';

const NEXT = 'Look for a whole copy, or export it again.';

export async function read(source: SessionSource, options: ReadOptions): Promise<ParsedSession> {
  if (!isAaf(source, source.bytes(0, 512)))
    throw sessionError('not-a-session', `${source.name} does not begin as an AAF does`, NEXT);
  const container = openCompoundFile(source);
  if (container === null)
    throw sessionError('session-damaged', `${source.name} is damaged: its directory cannot be read`, NEXT);
  // Each property is read once, so that they are less than the file; more than may be held is no session.
  const file = objectsIn(container, Math.min(source.size, options.maxBytes));
  const header = file.child(file.at(container.root), PROPERTY.header);
  const content = file.child(header, PROPERTY.content);
  if (header === null || content === null)
    throw sessionError('session-damaged', `${source.name} is damaged: the list of what it holds cannot be read`, NEXT);
  return model(file, header, content);
}

function model(file: ObjectFile, header: AafObject, content: AafObject): ParsedSession {
  const trouble = { isTooDeep: false };
  const mobs = readMobs(file, content, () => {
    trouble.isTooDeep = true;
  });
  const files = mediaOf(mobs, readEssence(file, content));
  const composition = mainComposition(mobs);
  const { tracks, uses } = tracksOf(composition, sourcesIn(mobs, files), files.files);
  const media = withUses(files.files, uses);
  const saved = lastOf(file.children(header, PROPERTY.identifications));
  const [isCut, isBroken] = [file.container.isCut(), file.isBroken()];
  const compositions = mobs.filter(({ kind, isTopLevel }) => kind === CLASS.compositionMob && isTopLevel).length;
  return {
    format: 'aaf',
    version: versionOf(header),
    application: applicationOf(saved),
    platform: platformOf(media),
    savedAt: timeOf(saved, PROPERTY.date),
    title: composition?.name || null,
    artist: null,
    coverage: coverageOf(composition, files.unplaced, isCut || isBroken || trouble.isTooDeep),
    sampleRate: commonRate(mobs),
    bitDepth: null,
    tempo: [],
    meter: [],
    lengthNs: lengthOf(tracks),
    media,
    searchFolders: [],
    tracks,
    markers: markersOf(composition),
    notes: [
      ...timecodeNotes(composition),
      ...(composition?.comments ?? []).map(({ name, text }) => ({ where: name, text })),
    ],
    findings: [
      ...damageFindings({ isCut, isBroken, ...trouble }),
      ...unplacedFindings(files.unplaced),
      ...compositionFindings(compositions, composition?.name ?? ''),
      ...openingFindings(media),
    ],
  };
}

function lastOf<T>(all: Iterable<T>): T | null {
  let last: T | null = null;
  for (const one of all) last = one;
  return last;
}

/** Of the object model: two bytes, "1.1". */
function versionOf(header: AafObject): string | null {
  const bytes = bytesOf(header, PROPERTY.version);
  return bytes?.length === 2 ? `${bytes[0]}.${bytes[1]}` : null;
}

/** The program that saved it last. */
const applicationOf = (saved: AafObject | null): string | null =>
  [textOf(saved, PROPERTY.product), textOf(saved, PROPERTY.productVersion)].filter(Boolean).join(' ') || null;

function platformOf(media: readonly Reference[]): Platform | null {
  const styles = media.map(({ place, stored }) => (place === 'file' ? parseStoredPath(pathOfUrl(stored)).style : null));
  return styles.some((style) => style === 'drive' || style === 'share') ? 'windows' : null;
}

/** The most frequent one of the sound files; of two, the higher. */
function commonRate(mobs: readonly Mob[]): number | null {
  const counts = new Map<number, number>();
  for (const { descriptor } of mobs) {
    const rate = descriptor?.isFile ? sampleRateOf(descriptor) : null;
    if (rate !== null) counts.set(rate, (counts.get(rate) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([a, x], [b, y]) => y - x || b - a);
  return first?.[0] ?? null;
}

const lengthOf = (tracks: readonly Track[]) =>
  latest(
    tracks.flatMap(({ clips }) =>
      clips.map(({ startNs, lengthNs }) => (startNs === null || lengthNs === null ? null : startNs + lengthNs)),
    ),
  );

/** Effects other than gain and pan are not read, nor how a fade runs. An AAF has no plug-ins and no tempo. */
function coverageOf(composition: Mob | null, unplaced: number, isDamaged: boolean): Record<CoverageArea, Coverage> {
  const whole: Coverage = isDamaged ? 'partial' : 'full';
  const ofComposition = (coverage: Coverage): Coverage => (composition === null ? 'none' : coverage);
  return {
    media: unplaced > 0 ? 'partial' : whole,
    tracks: ofComposition(whole),
    clips: ofComposition('partial'),
    plugins: 'none',
    tempo: 'none',
    markers: ofComposition(whole),
    mixer: ofComposition('partial'),
  };
}
