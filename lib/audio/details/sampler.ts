/** What samplers and loop programs store: `smpl`, `inst`, `acid` (formats/audio-files.md, section 2.1). */
import type { AcidFacts, AudioInstrument, AudioLoop } from '../../model/audio-details.js';
import type { Fields } from './fields.js';
import type { DetailSource } from './source.js';

const LOOP_TYPES = ['forward', 'ping-pong', 'backward'] as const;
const HIGHEST_NOTE = 127;

/** smpl: at 8 u32 period, 12 u32 note, 28 u32 loops, at 36 each u32 id, type, start, end, fraction, count. */
export function readSmpl(source: DetailSource): { readonly loops: AudioLoop[]; readonly unityNote: number | null } {
  const smpl = source.first('smpl');
  if (smpl === null || smpl.bytes.length < 36) return { loops: [], unityNote: null };
  const loops: AudioLoop[] = [];
  const count = source.count(Math.min(smpl.u32(28), Math.floor((smpl.bytes.length - 36) / 24)));
  for (let n = 0, at = 36; n < count; n++, at += 24) {
    // The end that is stored is the last frame of the loop.
    const end = smpl.u32(at + 12) + 1;
    loops.push({ kind: 'sample', type: LOOP_TYPES[smpl.u32(at + 4)] ?? 'other', start: smpl.u32(at + 8), end });
  }
  // Logic leaves the period at zero and anything for the note where nobody set them.
  const isSet = smpl.u32(8) > 0 && smpl.u32(12) <= HIGHEST_NOTE;
  return { loops, unityNote: isSet ? smpl.u32(12) : null };
}

/** u8 note, i8 fine, i8 gain, u8 low note, high note, low velocity, high velocity. */
export function readInst(inst: Fields | null): AudioInstrument | null {
  if (inst === null || inst.bytes.length < 7) return null;
  return {
    note: inst.u8(0),
    lowNote: inst.u8(3),
    highNote: inst.u8(4),
    lowVelocity: inst.u8(5),
    highVelocity: inst.u8(6),
  };
}

const ONE_SHOT = 1;
const HAS_ROOT = 2;

/** u32 flags, u16 root note, u16, f32, u32 beats, u16 denominator, u16 numerator, f32 tempo. */
export function readAcid(acid: Fields | null): AcidFacts | null {
  if (acid === null || acid.bytes.length < 24) return null;
  const flags = acid.u32(0);
  const isOneShot = (flags & ONE_SHOT) !== 0;
  const tempo = acid.f32(20);
  const [denominator, numerator] = [acid.u16(16), acid.u16(18)];
  return {
    isOneShot,
    rootNote: (flags & HAS_ROOT) !== 0 && acid.u16(4) <= HIGHEST_NOTE ? acid.u16(4) : null,
    beats: acid.u32(12),
    meter: denominator > 0 && numerator > 0 ? `${numerator}/${denominator}` : null,
    // One-shots carry a default that means nothing.
    tempo: !isOneShot && Number.isFinite(tempo) && tempo > 0 ? tempo : null,
  };
}
