/** Plug-ins of Cubase SX, found in channels and in the stream of its devices, which are not decoded (cpr.md, section 4.3). */
import type { PluginInstance } from '../../lib/model/session.js';
import { cursorOn } from '../shared/cursor.js';
import { hintsIn, type StateBudget } from './plugins.js';

/** The number 1 in 16 bits, and the upper half of a length in 32. */
const MARK = Buffer.from([0, 1, 0, 0]);
/** Of the field before the name. */
const ID_LENGTH = 34;
const MAX_NAME = 128;
const ID = /^[0-9A-F]{6,14} +$/;
/** The four letters of a VST2 plug-in. */
const FOUR_LETTERS = /^11[0-9A-F]{8} /;
/** Between the name and the size of the state. */
const BEFORE_STATE = 12;
const MAX_PLUGINS = 10_000;

export function oldPlugins(stream: Uint8Array, budget: StateBudget): readonly PluginInstance[] {
  const buffer = Buffer.from(stream.buffer, stream.byteOffset, stream.length);
  const found: PluginInstance[] = [];
  for (let at = buffer.indexOf(MARK); at >= 0 && found.length < MAX_PLUGINS; ) {
    const plugin = readPlugin(buffer, at + 2, budget);
    if (plugin !== null) found.push(plugin);
    at = buffer.indexOf(MARK, at + 1);
  }
  return found;
}

function readPlugin(buffer: Buffer, start: number, budget: StateBudget): PluginInstance | null {
  const cursor = cursorOn(buffer, 'be', start);
  const length = cursor.u32() ?? 0;
  if (length <= ID_LENGTH || length > ID_LENGTH + MAX_NAME) return null;
  const text = Buffer.from(cursor.take(length) ?? []).toString('latin1');
  const [id, name] = [text.slice(0, ID_LENGTH), (text.slice(ID_LENGTH).split('\0')[0] ?? '').trim()];
  if (!ID.test(id) || name === '') return null;
  const state = cursor.skip(BEFORE_STATE) ? cursor.take(cursor.u32() ?? 0) : null;
  return {
    name,
    maker: null,
    format: FOUR_LETTERS.test(id) ? 'VST2' : 'unknown',
    identifier: id.trim(),
    bypassed: null,
    preset: null,
    within: null,
    state: { bytes: state?.length ?? 0, readable: false },
    settings: [],
    hints: state === null ? [] : hintsIn([state], budget),
  };
}
