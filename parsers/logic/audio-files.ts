/** Records of audio files: what the song knows of them (logic.md, section 3.2). */
import type { Evidence } from '../../lib/model/session.js';
import { fourCode, u8, u16, u32, zeroEnded } from './fields.js';
import type { Song } from './records.js';

export interface AudioFile {
  readonly slot: number;
  readonly name: string;
  /** "Audio Files", an absolute path, or "~/…". */
  readonly folder: string;
  readonly evidence: Evidence;
}

/** Places behind the name. */
const AT = { code: 134, folder: 138, size: 406, frames: 468, rate: 476, channels: 480, bits: 482, id: 484 } as const;
const FOLDER_BYTES = 256;
const MARK = 'LFUA';
/** The size of those is another: of the sound unpacked, or of a CAF's data. */
const OTHER_SIZE = ['COMP', 'lpcm'];

export const audioFilesOf = (song: Song): readonly AudioFile[] =>
  song.records('lFuA').flatMap(({ slot, payload }) => audioFileIn(slot, payload) ?? []);

function audioFileIn(slot: number, payload: Buffer): AudioFile | null {
  const length = u16(payload, 8);
  if (length === null) return null;
  const behind = 10 + 2 * length;
  if (payload.toString('latin1', behind, behind + 4) !== MARK) return null;
  const name = payload.toString('utf16le', 10, behind).replace(/\0+$/, '');
  if (name === '') return null;
  return {
    slot,
    name,
    folder: zeroEnded(payload, behind + AT.folder, FOLDER_BYTES),
    evidence: evidenceIn(payload, behind),
  };
}

/** Zeros are "not stored": a placeholder that never was a file (section 7, trap 7). */
function evidenceIn(payload: Buffer, behind: number): Evidence {
  const long = (at: number) => u32(payload, behind + at) || undefined;
  const short = (at: number) => u16(payload, behind + at) || undefined;
  const code = fourCode(payload, behind + AT.code) ?? '';
  const size = OTHER_SIZE.includes(code) ? undefined : long(AT.size);
  const [frames, sampleRate] = [long(AT.frames), long(AT.rate)];
  const [channels, bitDepth] = [short(AT.channels) ?? u8(payload, behind + 400) ?? undefined, short(AT.bits)];
  const id = uuidIn(payload.subarray(behind + AT.id, behind + AT.id + 16));
  return {
    ...(size && { size }),
    ...(frames && { frames }),
    ...(sampleRate && { sampleRate }),
    ...(channels && { channels }),
    ...(bitDepth && { bitDepth }),
    ...(id && { id }),
  };
}

function uuidIn(bytes: Buffer): string | null {
  if (bytes.length < 16 || bytes.every((byte) => byte === 0)) return null;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
