/** The registry of readers: one line per DAW, each loaded only when a file asks for it. */
import type { ParserEntry, SessionParser } from '../lib/model/parser.js';
import type { FormatId } from '../lib/model/session.js';
import { recognised } from './recognised/index.js';

export const PARSERS: readonly ParserEntry[] = [
  {
    format: 'reaper',
    names: /\.(rpp|rpp-bak|rtracktemplate)$/i,
    detect: async () => (await import('./reaper/detect.js')).detect,
    load: async () => (await import('./reaper/index.js')).reaper,
  },
  {
    format: 'als',
    names: /\.(als|alc)$/i,
    detect: async () => (await import('./als/detect.js')).detect,
    load: async () => (await import('./als/index.js')).als,
  },
  {
    format: 'ardour',
    names: /\.(ardour|ardour\.bak|pending|template)$/i,
    detect: async () => (await import('./ardour/detect.js')).detect,
    load: async () => (await import('./ardour/index.js')).ardour,
  },
  {
    format: 'protools',
    names: /\.(pts|ptf|ptx|ptt|ptxt|pttx)$/i,
    detect: async () => (await import('./protools/detect.js')).detect,
    load: async () => (await import('./protools/index.js')).protools,
  },
  {
    format: 'cpr',
    names: /\.(cpr|npr|bak)$/i,
    detect: async () => (await import('./cpr/detect.js')).detect,
    load: async () => (await import('./cpr/index.js')).cpr,
  },
  {
    format: 'logic',
    names: /^ProjectData$|\.logicx(\.zip)?$/i,
    detect: async () => (await import('./logic/detect.js')).detectLogic,
    load: async () => (await import('./logic/index.js')).logic,
  },
  {
    format: 'garageband',
    names: /^ProjectData$|\.band(\.zip)?$/i,
    detect: async () => (await import('./logic/detect.js')).detectGarageBand,
    load: async () => (await import('./logic/garageband.js')).garageband,
  },
  {
    format: 'aaf',
    names: /\.aaf$/i,
    detect: async () => (await import('./aaf/detect.js')).detect,
    load: async () => (await import('./aaf/index.js')).aaf,
  },
  // Last: what has a reader is not for these rules.
  ...recognised,
];

/** The reader of one format, null where there is none. */
export async function parserFor(format: FormatId): Promise<SessionParser | null> {
  return (await PARSERS.find((entry) => entry.format === format)?.load()) ?? null;
}
