/** Real sessions against lists that were made by hand and with Ardour itself. */

import { expect } from 'chai';
import type { ParsedSession } from '../../../lib/model/session.js';
import { ardour } from '../../../parsers/ardour/index.js';
import { itAgreesWithLists } from '../real-sessions.js';

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
  itAgreesWithLists<Expected>(ardour, (session, expected) =>
    expect(summary(session)).to.deep.equal(summaryOf(expected)),
  );
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
