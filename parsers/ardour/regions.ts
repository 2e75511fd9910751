/** Playlists and their regions, as clips (ardour.md, sections 2, 4 and trap 5). */

import type { SessionSource } from '../../lib/model/parser.js';
import type { Clip, Fade, Ns } from '../../lib/model/session.js';
import { decibels } from '../shared/decibels.js';
import { withNotes } from '../shared/midi-notes.js';
import { toldClip } from '../shared/untold.js';
import { child, childrenNamed, type XmlElement } from '../shared/xml-tree.js';
import type { Clock } from './clock.js';
import type { SourceUse } from './media.js';
import type { RegionNotes } from './midi.js';
import { flagOf, flagsOf, numberOf, textOf } from './values.js';

/** What reading a region needs to know of its session. */
export interface Setting {
  readonly document: SessionSource;
  readonly clock: Clock;
  readonly mediaOf: ReadonlyMap<string, number>;
  /** Null where no notes are wanted. */
  readonly notesOf: RegionNotes | null;
}

export interface Playlists {
  readonly byId: ReadonlyMap<string, XmlElement>;
  /** Until 5 tracks name their playlist; the first of a name is meant. */
  readonly byName: ReadonlyMap<string, XmlElement>;
}

export function readPlaylists(session: XmlElement): Playlists {
  const byId = new Map<string, XmlElement>();
  const byName = new Map<string, XmlElement>();
  for (const playlist of childrenNamed(child(session, 'Playlists'), 'Playlist')) {
    const [id, name] = [textOf(playlist, 'id'), textOf(playlist, 'name')];
    if (id !== null && !byId.has(id)) byId.set(id, playlist);
    if (name !== null && !byName.has(name)) byName.set(name, playlist);
  }
  return { byId, byName };
}

export interface PlacedClip {
  readonly clip: Clip;
  readonly uses: readonly SourceUse[];
}

export function readRegions(
  playlist: XmlElement,
  kind: 'audio' | 'midi',
  track: number,
  setting: Setting,
): readonly PlacedClip[] {
  return childrenNamed(playlist, 'Region')
    .map((region) => readRegion(region, kind, track, setting))
    .sort((a, b) => Number((a.clip.startNs ?? 0n) - (b.clip.startNs ?? 0n)));
}

/** `source-0` … : one source for each channel. */
export const sourcesOf = (region: XmlElement): readonly string[] =>
  [...region.attributes].flatMap(([name, value]) => (/^source-\d+$/.test(name) ? [value] : []));

function readRegion(region: XmlElement, kind: 'audio' | 'midi', track: number, setting: Setting): PlacedClip {
  const { clock } = setting;
  const [position, length] = [textOf(region, 'position'), textOf(region, 'length')];
  const { startNs, lengthNs } = clock.span(position, length);
  const offsetNs = clock.offset(textOf(region, 'start'), position, length);
  const name = textOf(region, 'name');
  const isAudio = kind === 'audio';
  const sources = sourcesOf(region);
  const use = { track, what: name ?? '', startNs, lengthNs };
  const neededNs: Ns | null = offsetNs === null || lengthNs === null ? null : offsetNs + lengthNs;
  const clip = toldClip({
    name,
    kind,
    startNs,
    lengthNs,
    offsetNs,
    media: setting.mediaOf.get(sources[0] ?? '') ?? null,
    muted: flagOf(region, 'muted') ?? (isOld(region) ? flagsOf(region).has('Muted') : null),
    gainDb: isAudio ? decibels(numberOf(region, 'scale-amplitude') ?? numberOf(region, 'scale-gain')) : null,
    fadeIn: isAudio ? fadeOf(region, 'FadeIn', setting) : null,
    fadeOut: isAudio ? fadeOf(region, 'FadeOut', setting) : null,
    active: true,
    lane: numberOf(region, 'layering-index') ?? numberOf(region, 'layer'),
  });
  return {
    clip: isAudio ? clip : withNotes(clip, setting.notesOf?.(sources[0] ?? '', clip)),
    uses: sources.map((source) => ({ source, use, neededNs })),
  };
}

/** 2.x has all switches of a region in one attribute. */
const isOld = (region: XmlElement): boolean => region.attributes.has('flags');

const isWholeFile = (region: XmlElement): boolean =>
  isOld(region) ? flagsOf(region).has('WholeFile') : flagOf(region, 'whole-file') === true;

/** The fade that Ardour gives to every region, unless another was drawn. */
const DEFAULT_FADE = '64';
/** Its last line is enough. */
const MAX_CURVE = 1024;

/** Its length is where its curve ends; the name of the curve is not stored. */
function fadeOf(region: XmlElement, which: 'FadeIn' | 'FadeOut', { document, clock }: Setting): Fade | null {
  const fade = child(region, which);
  const isActive = isOld(region)
    ? flagsOf(region).has(which)
    : flagOf(region, which === 'FadeIn' ? 'fade-in-active' : 'fade-out-active');
  if (isActive === false || flagOf(fade, 'active') === false) return null;
  const isDefault =
    flagOf(fade, 'default') ?? flagOf(region, which === 'FadeIn' ? 'default-fade-in' : 'default-fade-out');
  const curve = child(child(fade, 'AutomationList') ?? fade, 'events');
  const lengthNs = clock.at(
    (curve === undefined ? null : lastPlace(curve, document)) ?? (isDefault ? DEFAULT_FADE : null),
  );
  return lengthNs === null ? null : { lengthNs, shape: null };
}

/** `0 1\n64 0`: the place of the last point. */
function lastPlace(curve: XmlElement, document: SessionSource): string | null {
  const bytes = document.bytes(Math.max(curve.start, curve.end - MAX_CURVE), curve.end);
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(/<\/events>$/, '')
    .trimEnd();
  return /^[ \t]*([ab]?-?\d+)[ \t]/.exec(text.slice(text.lastIndexOf('\n') + 1).replace(/^<events>/, ''))?.[1] ?? null;
}

/** Frames of the files, by source: those of the regions that are a whole file (section 3.1). */
export function wholeFileFrames(session: XmlElement, clock: Clock): ReadonlyMap<string, number> {
  const frames = new Map<string, number>();
  for (const region of childrenNamed(child(session, 'Regions'), 'Region')) {
    const length = isWholeFile(region) ? clock.frames(textOf(region, 'length')) : null;
    if (length === null || length <= 0) continue;
    for (const source of sourcesOf(region)) if (!frames.has(source)) frames.set(source, length);
  }
  return frames;
}
