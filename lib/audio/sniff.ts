/** What a file is by its first bytes: names lie (formats/audio-files.md, section 1). */
import { isW64 } from './w64-magic.js';

export type Sniffed = 'audio' | 'video' | 'midi' | 'image' | 'lfs-pointer' | 'apple-double' | 'zeros' | 'text';

type Rule = readonly [what: Sniffed, at: number, bytes: string];

/** First match wins. Bytes are given as Latin-1 text. */
const RULES: readonly Rule[] = [
  ['lfs-pointer', 0, 'version https://git-lfs'],
  ['apple-double', 0, '\x00\x05\x16\x07'],
  ['midi', 0, 'MThd'],
  ['audio', 0, 'fLaC'],
  ['audio', 0, 'caff'],
  ['audio', 0, 'wvpk'],
  ['audio', 0, 'ID3'],
  ['audio', 0, '.snd'],
  ['video', 28, '\x80theora'],
  ['audio', 0, 'OggS'],
  ['audio', 4, 'ftypM4A'],
  ['audio', 4, 'ftypM4B'],
  ['image', 4, 'ftyphei'],
  ['image', 4, 'ftypavif'],
  ['video', 4, 'ftyp'],
  ['video', 4, 'moov'],
  ['video', 4, 'mdat'],
  ['video', 4, 'wide'],
  ['video', 0, '\x1a\x45\xdf\xa3'],
  ['video', 0, '\x00\x00\x01\xba'],
  ['image', 0, '\x89PNG\r\n\x1a\n'],
  ['image', 0, '\xff\xd8\xff'],
  ['image', 0, 'GIF8'],
  ['image', 0, 'II*\x00'],
  ['image', 0, 'MM\x00*'],
];

/** The type that follows the size, in files that hold chunks. */
const FORMS: Readonly<Record<string, Sniffed>> = {
  'RIFF WAVE': 'audio',
  'RIFX WAVE': 'audio',
  'RF64 WAVE': 'audio',
  'BW64 WAVE': 'audio',
  'FORM AIFF': 'audio',
  'FORM AIFC': 'audio',
  'CAT  REX2': 'audio',
  'RIFF RMID': 'midi',
  'RIFF AVI ': 'video',
  'RIFF WEBP': 'image',
};

export function sniffMedia(head: Uint8Array): Sniffed | null {
  if (head.length === 0) return null;
  if (head.every((byte) => byte === 0)) return 'zeros';
  const latin = Buffer.from(head.subarray(0, 64)).toString('latin1');
  const form = FORMS[`${latin.slice(0, 4)} ${latin.slice(8, 12)}`];
  if (form !== undefined) return form;
  const rule = RULES.find(([, at, bytes]) => latin.startsWith(bytes, at));
  if (rule !== undefined) return rule[0];
  if (isW64(head) || isMpegFrame(head)) return 'audio';
  return isText(head) ? 'text' : null;
}

/** Sync bits alone are also a byte order mark: layer, bit rate and sample rate must make sense too. */
function isMpegFrame(head: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0] = head;
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return false;
  const layer = (second >> 1) & 3;
  if (layer === 0) return (second & 0xf6) === 0xf0; // AAC in ADTS frames
  return layer !== 3 && (second & 0x18) !== 0x08 && third >> 4 !== 0 && third >> 4 !== 15 && (third & 0x0c) !== 0x0c;
}

function isText(head: Uint8Array): boolean {
  if (head.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d))
    return false;
  try {
    // A piece of a file may end inside a character: `stream` does not mind.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}
