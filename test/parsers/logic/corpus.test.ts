/** Real bundles against lists that were made with other code. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import type { ParsedSession } from '../../../lib/model/session.js';
import { nodeFileSystem } from '../../../lib/ports/node-file-system.js';
import { READ_LIMITS, withSource } from '../../../lib/read/read.js';
import { garageband } from '../../../parsers/logic/garageband.js';
import { logic } from '../../../parsers/logic/index.js';
import { filesBelow, sharedFolder } from '../shared-folder.js';

interface Expected {
  readonly version: string | null;
  readonly application: string | null;
  readonly sampleRate: number | null;
  readonly tempo: number | null;
  readonly timeSignature: string | null;
  readonly media: readonly {
    readonly stored: string;
    readonly kind: string;
    readonly unused?: boolean;
    readonly evidence?: { readonly size?: number; readonly frames?: number; readonly id?: string };
  }[];
  readonly tracks: readonly string[] | null;
  readonly plugins: readonly string[] | null;
  readonly markers: readonly string[] | null;
  readonly clips: number | null;
  readonly counts: { readonly notes?: string; readonly arrangement?: readonly string[]; readonly audioClips?: number };
}

for (const parser of [logic, garageband]) {
  describe(`${parser.name}: real sessions`, () => {
    const corpus = sharedFolder('corpus', parser.format);
    const lists = sharedFolder('expected', parser.format);
    if (!corpus || !lists) {
      it.skip(`needs ../shared/corpus/${parser.format}`);
      return;
    }
    for (const list of filesBelow(lists)) {
      const name = relative(lists, list).slice(0, -'.json'.length);
      it(name, async () => {
        const want: Expected = JSON.parse(readFileSync(list, 'utf8'));
        const session = await withSource(nodeFileSystem, documentIn(join(corpus, name)), (source) =>
          parser.read(source, READ_LIMITS),
        );
        expect(summary(session)).to.deep.equal(summaryOf(want));
        const told = session.findings.filter(({ severity }) => severity !== 'info').map(({ code }) => code);
        expect(told).to.deep.equal(want.tracks === null ? ['references-not-read'] : []);
      });
    }
  });
}

function documentIn(path: string): string {
  if (statSync(path).isFile()) return path;
  const document = join(path, 'Alternatives/000/ProjectData');
  return existsSync(document) ? document : join(path, 'projectData');
}

const summaryOf = (want: Expected) => ({
  version: want.version,
  application: want.application,
  sampleRate: want.sampleRate,
  tempo: want.tempo,
  timeSignature: want.timeSignature,
  tracks: want.tracks ?? [],
  plugins: [...(want.plugins ?? [])].sort(),
  markers: want.markers ?? [],
  clips: want.clips ?? 0,
  audioClips: want.counts.audioClips ?? 0,
  media: want.media
    .map(({ stored, kind, unused, evidence }) =>
      [stored, kind, unused !== true, evidence?.size, evidence?.frames, evidence?.id].join(' | '),
    )
    .sort(),
});

function summary(session: ParsedSession): ReturnType<typeof summaryOf> {
  const rows = session.tracks.filter((track) => track.inTrackList);
  const clips = session.tracks.flatMap((track) => track.clips);
  const [meter] = session.meter;
  return {
    version: session.version,
    application: session.application,
    sampleRate: session.sampleRate,
    tempo: session.tempo[0]?.bpm ?? null,
    timeSignature: meter ? `${meter.numerator}/${meter.denominator}` : null,
    tracks: rows.map(({ name }) => name),
    plugins: session.tracks.flatMap(({ plugins }) => plugins.map(({ name }) => name)).sort(),
    markers: session.markers.map(({ name }) => name),
    clips: clips.length,
    audioClips: clips.filter(({ kind }) => kind === 'audio').length,
    media: session.media
      .map(({ stored, kind, needed, evidence }) =>
        [stored, kind, needed, evidence.size, evidence.frames, evidence.id].join(' | '),
      )
      .sort(),
  };
}
