/** Sessions that are recognised and not read: archived whole, never called complete (docs/formats/recognised.md). */

import { finding } from '../../lib/model/finding.js';
import type { Detection, ParserEntry, Probe, SessionParser } from '../../lib/model/parser.js';
import type { ParsedSession } from '../../lib/model/session.js';
import { RECOGNISED, type Recognised } from './formats.js';
import { lookAt } from './look.js';

export const recognised: readonly ParserEntry[] = RECOGNISED.map((format) => ({
  format: format.id,
  names: format.names,
  detect: async () => (probe) => detect(format, probe),
  load: async () => parserOf(format),
}));

function parserOf(format: Recognised): SessionParser {
  return {
    format: format.id,
    name: format.name,
    detect: (probe) => detect(format, probe),
    read: async (source) => unread(format, source.name),
    relink: 'none-needed',
    layout: { mediaFolder: () => '', folders: [] },
    resolve: () => [],
    regenerable: () => false,
    owns: () => false,
  };
}

/** A package of Logic 8 and 9 holds its song three folders down. */
function detect(format: Recognised, probe: Probe): Detection | null {
  if (!format.is(lookAt(probe))) return null;
  if (probe.name !== 'documentData') return { role: 'session', base: '.' };
  const isProjectFolder = probe.list('../../..').includes('Audio Files');
  return { role: 'session', base: isProjectFolder ? '../../..' : '../..', ownFolder: true, bundle: '../..' };
}

function unread({ id, name, advice, isProbable }: Recognised, file: string): ParsedSession {
  const none = 'none' as const;
  return {
    format: id,
    version: null,
    application: null,
    platform: null,
    savedAt: null,
    title: null,
    artist: null,
    coverage: { media: none, tracks: none, clips: none, plugins: none, tempo: none, markers: none, mixer: none },
    sampleRate: null,
    bitDepth: null,
    tempo: [],
    meter: [],
    lengthNs: null,
    media: [],
    searchFolders: [],
    tracks: [],
    markers: [],
    notes: [],
    findings: [
      finding(
        'warn',
        'references-not-read',
        `"${file}" is ${isProbable ? 'probably ' : ''}a session of ${name}: it is recognised, and what it refers to is not read`,
        file,
        advice ?? 'Make sure that all of its sound lies in this folder.',
      ),
    ],
  };
}
