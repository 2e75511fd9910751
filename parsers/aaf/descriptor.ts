/** Essence descriptors: what kind of thing a source mob stands for, where it lies, how it sounds (aaf.md, sections 2.3 and 3). */
import type { MediaKind } from '../../lib/model/session.js';
import { CLASS, PROPERTY } from './ids.js';
import { type AafObject, bytesOf, type ObjectFile } from './objects.js';
import { type SoundFormat, summaryFormat } from './summary.js';
import { i64Of, type Rate, rateOf, textOf, u32Of, wholeRate } from './values.js';

export interface Descriptor {
  /** False for a tape, a film, a recorder, and the original of which Avid made a file of its own. */
  readonly isFile: boolean;
  /** Null where the class does not say. */
  readonly media: MediaKind | null;
  /** As stored. */
  readonly urls: readonly string[];
  /** What `length` is counted in. */
  readonly rate: Rate | null;
  readonly length: bigint | null;
  readonly format: SoundFormat;
}

const NO_FILE: ReadonlySet<number | null> = new Set([CLASS.import, CLASS.tape, CLASS.film, CLASS.recording]);
const MEDIA: ReadonlyMap<number | null, MediaKind> = new Map([
  [CLASS.wave, 'audio'],
  [CLASS.aifc, 'audio'],
  [CLASS.pcm, 'audio'],
  [CLASS.sound, 'audio'],
  [CLASS.cdci, 'video'],
  [CLASS.rgba, 'video'],
  [CLASS.tiff, 'image'],
]);

export function readDescriptor(file: ObjectFile, object: AafObject | null): Descriptor | null {
  if (object === null) return null;
  // One with several streams: each has a descriptor of its own, and the first one stands for the file.
  const inner = object.kind === CLASS.multiple ? [...file.children(object, PROPERTY.descriptors)] : [];
  const all = [object, ...inner];
  const first = <T>(of: (one: AafObject) => T | null): T | null => {
    for (const one of all) {
      const value = of(one);
      if (value !== null) return value;
    }
    return null;
  };
  return {
    isFile: !NO_FILE.has(object.kind),
    media: first((one) => MEDIA.get(one.kind) ?? null),
    urls: [...new Set(all.flatMap((one) => urlsOf(file, one)))],
    rate: first((one) => rateOf(one, PROPERTY.sampleRate)),
    length: first((one) => i64Of(one, PROPERTY.fileLength)),
    format: first(formatOf) ?? {},
  };
}

/** Of sound. The rate of its own header wins over the descriptor's, in which the length is counted. */
export const sampleRateOf = ({ media, rate, format }: Descriptor): number | null =>
  format.sampleRate ?? (media === 'audio' ? wholeRate(rate) : null);

function urlsOf(file: ObjectFile, object: AafObject): string[] {
  return Array.from(file.children(object, PROPERTY.locators)).flatMap((locator) => {
    const url = locator.kind === CLASS.networkLocator ? textOf(locator, PROPERTY.url) : null;
    return url === null || url === '' ? [] : [url];
  });
}

/** The header that the sound file itself has wins over the fields beside it. */
function formatOf(object: AafObject): SoundFormat | null {
  const summary = bytesOf(object, PROPERTY.waveSummary) ?? bytesOf(object, PROPERTY.aifcSummary);
  const inHeader = summary === null ? null : summaryFormat(summary);
  if (inHeader !== null) return inHeader;
  const format = {
    ...known('sampleRate', wholeRate(rateOf(object, PROPERTY.audioRate))),
    ...known('channels', u32Of(object, PROPERTY.channels)),
    ...known('bitDepth', u32Of(object, PROPERTY.bits)),
  };
  return Object.keys(format).length === 0 ? null : format;
}

const known = (name: keyof SoundFormat, value: number | null): SoundFormat =>
  value !== null && value > 0 && value <= 100_000_000 ? { [name]: value } : {};
