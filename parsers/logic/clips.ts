/** Regions of the arrangement (logic.md, section 4.2). */

import type { Clip, Ns } from '../../lib/model/session.js';
import { toldClip } from '../shared/untold.js';
import { ARRANGEMENT, END_OF_LIST, eventsOf, eventU16, eventU32, LIST, listsOf, REGIONS_START } from './events.js';
import { counted, u16, u32 } from './fields.js';
import type { Song } from './records.js';

/** A region with the row that shows it. */
export interface Region {
  /** From 1. */
  readonly row: number;
  readonly object: number;
  /** The slot of the audio file; null for all that is no audio. */
  readonly file: number | null;
  readonly name: string | null;
  /** From bar 1. */
  readonly ticks: number;
  /** In frames of its file. */
  readonly offset: number | null;
  readonly length: number | null;
  /** The slot of the sequence that it plays, where it is no audio, and how long it does. */
  readonly sequence: number | null;
  readonly lengthTicks: number | null;
}

const [AUDIO, OTHER] = [0x24, 0x20];

export function regionsOf(song: Song): readonly Region[] {
  const records = regionRecords(song);
  const sequences = new Map(song.records('qeSM').map(({ slot, payload }) => [slot, payload]));
  const regions: Region[] = [];
  for (const list of listsOf(song, LIST.tracks, ARRANGEMENT)) {
    for (const event of eventsOf(list, [AUDIO, OTHER])) {
      const file = event.type === AUDIO ? (eventU32(event, 44) ?? 0) : null;
      const known = file === null ? undefined : records.get(keyOf(file, eventU32(event, 40) ?? 0));
      const sequence = file === null ? eventU32(event, 32) : null;
      const head = sequence === null ? undefined : sequences.get(sequence);
      regions.push({
        row: eventU16(event, 20) ?? 0,
        object: eventU32(event, 16) ?? 0,
        file,
        name: (head === undefined ? known && counted(known, 74) : counted(head, NAME)) ?? null,
        ticks: event.at - REGIONS_START,
        offset: known === undefined ? null : u32(known, 6),
        length: known === undefined ? null : u32(known, 22),
        sequence,
        lengthTicks: head === undefined ? null : sequenceLength(head),
      });
    }
  }
  return regions;
}

const NAME = 16;
/** Behind the name and its padding. */
const LENGTH = 60;

/**
 * Of 119 regions of the formats 1710 to 2511 none reaches into the next one of its row, and 46 end exactly where that begins.
 * Null where the record is too short to say it.
 */
function sequenceLength(head: Buffer): number | null {
  const name = u16(head, NAME);
  const length = name === null ? null : u32(head, NAME + 2 + name + (name % 2) + LENGTH);
  return length === null || length === 0 || length >= END_OF_LIST ? null : length;
}

/** Records count in two bytes, so that the sum is exact. */
const keyOf = (file: number, number: number): number => file * 2 ** 16 + (number % 2 ** 16);

/** Payloads by file and number: first frame +6, length +22, name +74. */
function regionRecords(song: Song): ReadonlyMap<number, Buffer> {
  const records = new Map<number, Buffer>();
  for (const { slot, owner, payload } of song.records('gRuA')) records.set(keyOf(slot, owner), payload);
  return records;
}

/** Slots of the audio files that something plays: take folders and folders hold regions in lists of their own (section 3.2). */
export function usedFiles(song: Song): ReadonlySet<number> {
  const used = new Set<number>();
  for (const list of listsOf(song, LIST.tracks)) {
    if (list.slot === 0) continue;
    for (const event of eventsOf(list, [AUDIO])) {
      const file = eventU32(event, 44);
      if (file !== null) used.add(file);
    }
  }
  return used;
}

/** Of a region in ticks. */
function spanOf({ ticks, lengthTicks }: Region, { nsAt }: ClipSetting): Ns | null {
  const [startNs, endNs] = lengthTicks === null ? [null, null] : [nsAt(ticks), nsAt(ticks + lengthTicks)];
  return startNs === null || endNs === null ? null : endNs - startNs;
}

/** What a region needs to become a clip. */
export interface ClipSetting {
  nsAt(ticks: number): Ns | null;
  /** Frames of a file in time; null where its rate is unknown. */
  framesNs(file: number, frames: number): Ns | null;
  mediaOf(file: number): number | null;
}

/** Fades, loops and mutes do not stand where they are known to. */
export function clipOf(region: Region, setting: ClipSetting): Clip {
  const { file } = region;
  const time = (frames: number | null): Ns | null =>
    file === null || frames === null ? null : setting.framesNs(file, frames);
  return toldClip({
    name: region.name || null,
    kind: file === null ? 'midi' : 'audio',
    startNs: setting.nsAt(region.ticks),
    lengthNs: file === null ? spanOf(region, setting) : time(region.length),
    offsetNs: time(region.offset),
    media: file === null ? null : setting.mediaOf(file),
    active: true,
  });
}
