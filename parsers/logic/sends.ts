/** Sends to buses (logic.md, section 4.4). */
import type { Send } from '../../lib/model/session.js';
import { type Channel, faderDb } from './channels.js';
import { u8, u16 } from './fields.js';
import type { Song } from './records.js';

const SEND = 0;
const [LEVEL, TARGET] = [17, 20];

/** By the owner of their channel, in their order. None where the targets cannot be named: they are counted behind the mono inputs. */
export function sendsOf(song: Song, channels: ReadonlyMap<number, Channel>): ReadonlyMap<number, readonly Send[]> {
  const byOwner = new Map<number, Send[]>();
  const inputs = [...channels.values()].filter(({ label }) => /^Input \d+$/.test(label)).length;
  if (inputs === 0) return byOwner;
  const slots = song
    .records('UCuA')
    .map(({ owner, payload }) => ({ owner, payload, kind: u16(payload, 4), slot: u16(payload, 6) ?? 0 }))
    .filter(({ kind }) => kind === SEND)
    .sort((a, b) => a.slot - b.slot);
  for (const { owner, payload } of slots) {
    const bus = (u16(payload, TARGET) ?? 0) - inputs + 1;
    const level = u8(payload, LEVEL);
    if (bus < 1 || level === null) continue;
    const send: Send = { to: `Bus ${bus}`, levelDb: faderDb(level), preFader: null, enabled: null };
    const known = byOwner.get(owner);
    if (known === undefined) byOwner.set(owner, [send]);
    else known.push(send);
  }
  return byOwner;
}
