/** The broadcast extension (formats/audio-files.md, section 2.1). */
import type { BroadcastExtension, BroadcastLoudness } from '../../model/audio-details.js';
import { textOf } from '../text.js';
import type { Fields } from './fields.js';

const SHORTEST = 346;
const HISTORY_AT = 602;
/** Logic leaves what was in memory where the UMID should be: one begins with these bytes. */
const UMID_LABEL = '060a2b34';
const UNSET = 0x7fff;

/** Text 256, 32, 32, 10, 8; at 338 u64 time, u16 version, 348 UMID 64, at 412 five i16 of loudness, at 602 the coding history. */
export function readBext(fields: Fields): BroadcastExtension | null {
  const { bytes } = fields;
  if (bytes.length < SHORTEST) return null;
  const text = (at: number, length: number) => textOf(bytes.subarray(at, at + length), 'windows-1252');
  const version = fields.u16(346);
  const umid = version >= 1 && bytes.length >= 412 ? bytes.toString('hex', 348, 412) : '';
  return {
    version,
    description: text(0, 256),
    originator: text(256, 32),
    originatorReference: text(288, 32),
    date: text(320, 10),
    time: text(330, 8),
    timeReference: fields.u64(338),
    umid: umid.startsWith(UMID_LABEL) ? umid : null,
    loudness: version >= 2 && bytes.length >= 422 ? readLoudness(fields) : null,
    codingHistory: text(HISTORY_AT, bytes.length),
  };
}

function readLoudness(fields: Fields): BroadcastLoudness | null {
  const hundredths = (at: number) => (fields.u16(at) === UNSET ? null : fields.i16(at) / 100);
  const loudness = {
    integrated: hundredths(412),
    range: hundredths(414),
    maxTruePeak: hundredths(416),
    maxMomentary: hundredths(418),
    maxShortTerm: hundredths(420),
  };
  return Object.values(loudness).every((value) => value === null) ? null : loudness;
}
