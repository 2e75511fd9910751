/** The registry of readers: one line per DAW, each loaded only when a file asks for it. */
import type { ParserEntry, SessionParser } from '../lib/model/parser.js';
import type { FormatId } from '../lib/model/session.js';

export const PARSERS: readonly ParserEntry[] = [
  {
    format: 'reaper',
    names: /\.(rpp|rpp-bak|rtracktemplate)$/i,
    load: async () => (await import('./reaper/index.js')).reaper,
  },
  {
    format: 'protools',
    names: /\.(pts|ptf|ptx|ptt|ptxt|pttx)$/i,
    load: async () => (await import('./protools/index.js')).protools,
  },
];

/** The reader of one format, null where there is none. */
export async function parserFor(format: FormatId): Promise<SessionParser | null> {
  return (await PARSERS.find((entry) => entry.format === format)?.load()) ?? null;
}
