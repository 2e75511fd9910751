/** Plug-in names as hosts show them: `VST3i: Kontakt (Native Instruments) (64 out)`. */
import type { PluginFormat } from '../../lib/model/session.js';

export interface ShownName {
  readonly name: string;
  readonly maker: string | null;
  /** Null where the shown name carries no prefix. */
  readonly format: PluginFormat | null;
  readonly instrument: boolean;
}

const FORMATS: ReadonlyMap<string, PluginFormat> = new Map([
  ['VST', 'VST2'],
  ['VST3', 'VST3'],
  ['AU', 'AU'],
  ['CLAP', 'CLAP'],
  ['LV2', 'LV2'],
  ['DX', 'DX'],
]);

const CHANNELS = /\s*\((?:mono|\d+ out|\d+ch|\d+->\d+ch)\)$/;
const BRIDGED = /\s*\((?:x86|x86_64|x64|i386|ppc|arm64|arm64ec)\)$/i;

/** Takes the prefix, the channels, the maker and the mark of a bridged plug-in off, in that order (reaper.md, section 4). */
export function parseShownName(shown: string): ShownName {
  const colon = shown.indexOf(': ');
  const prefix = colon > 0 && colon < 8 ? shown.slice(0, colon) : '';
  const instrument = prefix.endsWith('i');
  const format = FORMATS.get(instrument ? prefix.slice(0, -1) : prefix) ?? null;
  const rest = (format === null ? shown : shown.slice(colon + 2)).trim().replace(CHANNELS, '');
  const [before, maker] = splitLastGroup(rest);
  return { name: before.replace(BRIDGED, '').trim(), maker, format, instrument: format !== null && instrument };
}

/** `A (b) (C (D))` → `A (b)` and `C (D)`: names and makers hold brackets themselves. */
function splitLastGroup(text: string): readonly [string, string | null] {
  if (!text.endsWith(')')) return [text, null];
  let depth = 0;
  for (let at = text.length - 1; at > 0; at -= 1) {
    if (text[at] === ')') depth += 1;
    else if (text[at] === '(') depth -= 1;
    if (depth === 0) return [text.slice(0, at).trim(), text.slice(at + 1, -1).trim() || null];
  }
  return [text, null];
}
