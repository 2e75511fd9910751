/** Real sessions against lists that were made by hand and with Ardour itself. */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import type { ParsedSession } from '../../../lib/model/session.js';
import { READ_LIMITS } from '../../../lib/read/read.js';
import { ardour } from '../../../parsers/ardour/index.js';
import { memorySource } from '../memory-source.js';
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
    readonly evidence: {
      readonly empty?: boolean;
      readonly channels?: number;
      readonly frames?: number;
      readonly id?: string;
    };
  }[];
  readonly tracks: readonly string[];
  readonly plugins: readonly string[];
  readonly markers: readonly string[] | null;
  readonly clips: number;
  readonly counts: { readonly sends?: number; readonly vcas?: number };
}

describe('Ardour: real sessions', () => {
  const [corpus, lists] = [sharedFolder('corpus', 'ardour'), sharedFolder('expected', 'ardour')];
  if (!corpus || !lists) {
    it.skip('needs ../shared/corpus/ardour');
    return;
  }
  for (const list of filesBelow(lists)) {
    const name = relative(lists, list).slice(0, -'.json'.length);
    it(name, async () => {
      const session = await ardour.read(memorySource(readFileSync(join(corpus, name)), name), READ_LIMITS);
      expect(summary(session)).to.deep.equal(summaryOf(JSON.parse(readFileSync(list, 'utf8'))));
      expect(session.findings.filter(({ severity }) => severity !== 'info')).to.deep.equal([]);
    });
  }
});

function summaryOf({
  version,
  application,
  sampleRate,
  tempo,
  timeSignature,
  media,
  tracks,
  plugins,
  markers,
  clips,
  counts,
}: Expected) {
  return {
    ...{ version, application, sampleRate, tempo, timeSignature, tracks, clips },
    media: media.map(({ stored, kind, evidence }) =>
      [stored, kind, evidence.id, evidence.empty ? 'none' : 'file'].join(' | '),
    ),
    plugins: [...plugins].sort(),
    markers: markers ?? [],
    sends: counts.sends ?? 0,
    vcas: counts.vcas ?? 0,
  };
}

function summary(session: ParsedSession): ReturnType<typeof summaryOf> {
  const rows = session.tracks.filter((track) => track.inTrackList);
  const [meter] = session.meter;
  const { version, application, sampleRate } = session;
  return {
    ...{ version, application, sampleRate },
    tempo: session.tempo[0]?.bpm ?? null,
    timeSignature: meter ? `${meter.numerator}/${meter.denominator}` : null,
    tracks: rows.map(({ name }) => name),
    clips: rows.reduce((sum, { clips }) => sum + clips.length, 0),
    media: session.media.map(({ stored, kind, evidence, place }) => [stored, kind, evidence.id, place].join(' | ')),
    plugins: session.tracks.flatMap(({ plugins }) => plugins.map(({ name }) => name)).sort(),
    markers: session.markers.map(({ name }) => name),
    sends: session.tracks.reduce((sum, { sends }) => sum + sends.length, 0),
    vcas: session.tracks.filter(({ kind }) => kind === 'vca').length,
  };
}
