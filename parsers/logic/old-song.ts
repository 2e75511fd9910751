/** GarageBand before 10 and for iOS: a song inside of a keyed archive (garageband.md, section 3). Its media and its tempo are read, no more. */
import { sessionError } from '../../lib/model/errors.js';
import { type Finding, finding } from '../../lib/model/finding.js';
import type { ParsedSession, Reference } from '../../lib/model/session.js';
import { entryOf, numberOf, PlistError, type PlistValue, readPlist, textOf } from '../shared/plist.js';
import { hasMagic, isPlist } from './bundle.js';
import type { Document } from './document.js';
import { fourCode } from './fields.js';
import { onOpening } from './findings.js';
import type { Site } from './resolve.js';

const KEYS = 'com_apple_garageband_metadata_';

export function oldSession(name: string, document: Document): ParsedSession {
  const metadata = isPlist(document.metadata) ? document.metadata : null;
  const archive = archiveIn(document.song);
  const song = archive instanceof PlistError ? null : songIn(archive);
  if (archive instanceof PlistError && metadata === null) {
    const message = `"${name}" cannot be read: ${archive.message}`;
    throw sessionError('session-damaged', message, 'Take another copy of it.');
  }
  const media = song === null ? [] : mediaIn(song, document);
  const bpm = numberOf(metadata, `${KEYS}songTempo`);
  const numerator = numberOf(metadata, `${KEYS}songSignatureNominator`);
  const denominator = numberOf(metadata, `${KEYS}songSignatureDeNominator`);
  const isKnown = bpm !== null && bpm > 0;
  return {
    format: 'garageband',
    version: null,
    application: null,
    platform: 'macos',
    savedAt: null,
    title: textOf(metadata, `${KEYS}songTitle`) || null,
    artist: textOf(metadata, `${KEYS}artistName`) || null,
    coverage: {
      media: media.length > 0 ? 'partial' : 'none',
      tracks: 'none',
      clips: 'none',
      plugins: 'none',
      // The one at the start alone.
      tempo: isKnown ? 'partial' : 'none',
      markers: 'none',
      mixer: 'none',
    },
    sampleRate: null,
    bitDepth: null,
    tempo: isKnown ? [{ atNs: 0n, atBeats: 0, bpm, ramp: 'step' }] : [],
    meter: numerator && denominator ? [{ atNs: 0n, atBar: null, numerator, denominator }] : [],
    lengthNs: null,
    media,
    searchFolders: [],
    tracks: [],
    markers: [],
    notes: [],
    findings: [...damageOf(archive), notRead(name), onOpening('GarageBand')],
  };
}

function archiveIn(bytes: Uint8Array): PlistValue | PlistError {
  try {
    return readPlist(bytes);
  } catch (error) {
    if (error instanceof PlistError) return error;
    throw error;
  }
}

const damageOf = (archive: PlistValue | PlistError): readonly Finding[] =>
  archive instanceof PlistError
    ? [finding('error', 'session-damaged', `The song is damaged: ${archive.message}`, null, 'Take another copy of it.')]
    : [];

const notRead = (name: string): Finding =>
  finding(
    'warn',
    'references-not-read',
    `"${name}" was saved by a GarageBand before 10, or on iOS: tracks are not read, and audio only where the song names it`,
    name,
    'Keep the bundle whole: all of its sound lies in it. In GarageBand 10: open it and save it, then archive again.',
  );

/** One of the objects is the song: directly, or inside of an NSData. */
function songIn(archive: PlistValue): Buffer | null {
  const objects = entryOf(archive, '$objects');
  for (const one of Array.isArray(objects) ? objects : []) {
    const data = one instanceof Map ? one.get('NS.data') : one;
    if (data instanceof Uint8Array && hasMagic(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  }
  return null;
}

const MARK = 'LFUA';
const [NAME, CODE, VOLUME] = [10, 134, 138];
const [NAME_BYTES, VOLUME_BYTES, FOLDER_BYTES] = [124, 64, 1024];
/** Marks that are looked at; a song has some hundred. */
const MAX_MARKS = 100_000;

/** The buffers are full of rests of longer texts, so that every text ends at its first zero. */
function mediaIn(song: Buffer, document: Document): Reference[] {
  const byPath = new Map<string, Reference>();
  let at = song.indexOf(MARK);
  for (let count = 0; at >= 0 && count < MAX_MARKS; count++, at = song.indexOf(MARK, at + 4)) {
    const name = macRoman(song, at + NAME, NAME_BYTES);
    const folderAt = at + VOLUME + byteLength(song, at + VOLUME, VOLUME_BYTES) + 1;
    const folder = macRoman(song, folderAt, FOLDER_BYTES);
    if (name === '' || [...name].some((character) => character < ' ')) continue;
    const isCompressed = fourCode(song, at + CODE) === 'COMP';
    const stored = `${folder === '' || folder.endsWith(':') ? folder : `${folder}:`}${name}`;
    if (!byPath.has(stored)) byPath.set(stored, referenceTo(stored, name, document, isCompressed));
  }
  return [...byPath.values()];
}

const byteLength = (song: Buffer, at: number, max: number): number => {
  const end = song.subarray(at, at + max).indexOf(0);
  return end < 0 ? max : end;
};

const macRoman = (song: Buffer, at: number, max: number): string =>
  new TextDecoder('macintosh').decode(song.subarray(at, at + byteLength(song, at, max)));

function referenceTo(stored: string, name: string, document: Document, isCompressed: boolean): Reference {
  // It lies in the bundle's own Media folder, whatever the path says.
  const site: Site = { folder: '', starts: ['Media'] };
  return {
    stored,
    name,
    kind: 'audio',
    alternates: [],
    needed: true,
    place: document.isEmbedded(name) ? 'embedded' : 'file',
    evidence: {},
    neededNs: null,
    usedBy: [{ track: null, what: isCompressed ? 'compressed audio' : 'audio', startNs: null, lengthNs: null }],
    sites: [site],
  };
}
