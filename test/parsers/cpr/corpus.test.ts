/** Real projects against lists that were made by hand and with a reader of another hand. */

import { expect } from 'chai';
import type { ParsedSession } from '../../../lib/model/session.js';
import { cpr } from '../../../parsers/cpr/index.js';
import { itAgreesWithLists } from '../real-sessions.js';

interface Expected {
  readonly version: string;
  readonly application: string;
  readonly sampleRate: number;
  readonly tempo: number;
  readonly timeSignature: string;
  readonly media: readonly {
    readonly stored: string;
    readonly evidence: {
      readonly frames: number;
      readonly sampleRate: number;
      readonly channels: number;
      readonly bits: number;
    };
  }[];
  readonly tracks: readonly string[];
  readonly plugins: readonly string[];
  readonly markers: readonly string[];
  readonly clips: number;
  readonly counts: { readonly projectFolder: string; readonly bitDepth: number };
}

describe('Cubase: real projects', () => {
  itAgreesWithLists<Expected>(cpr, (session, expected) => expect(summary(session)).to.deep.equal(summaryOf(expected)));
});

const sorted = (names: readonly string[]): readonly string[] => [...names].sort();

const summaryOf = (list: Expected) => ({
  version: list.version,
  application: list.application,
  sampleRate: list.sampleRate,
  bitDepth: list.counts.bitDepth,
  tempo: list.tempo,
  timeSignature: list.timeSignature,
  media: Object.fromEntries(
    list.media.map(({ stored, evidence: { bits, ...evidence } }) => [stored, { ...evidence, bitDepth: bits }]),
  ),
  tracks: list.tracks,
  plugins: sorted(list.plugins),
  markers: list.markers,
  clips: list.clips,
  folder: list.counts.projectFolder,
});

function summary({ tracks, media, meter: [meter], ...session }: ParsedSession): ReturnType<typeof summaryOf> {
  return {
    version: session.version ?? '',
    application: session.application ?? '',
    sampleRate: session.sampleRate ?? 0,
    bitDepth: session.bitDepth ?? 0,
    tempo: session.tempo[0]?.bpm ?? 0,
    timeSignature: `${meter?.numerator}/${meter?.denominator}`,
    media: Object.fromEntries(media.map(({ stored, evidence }) => [stored, evidence as never])),
    tracks: tracks.filter(({ inTrackList }) => inTrackList).map(({ name }) => name),
    plugins: sorted(tracks.flatMap(({ plugins }) => plugins.map(({ name }) => name))),
    markers: session.markers.map(({ name }) => name),
    clips: tracks.reduce((sum, { clips }) => sum + clips.length, 0),
    folder: session.searchFolders[0] ?? '',
  };
}
