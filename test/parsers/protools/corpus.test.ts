/** Real sessions against lists that were made apart from this reader. */

import { expect } from 'chai';
import type { ParsedSession, Track } from '../../../lib/model/session.js';
import { protools } from '../../../parsers/protools/index.js';
import { itAgreesWithLists } from '../real-sessions.js';

interface Expected {
  readonly version: string | null;
  readonly application: string | null;
  readonly sampleRate: number | null;
  readonly tempo: number | null;
  readonly timeSignature: string | null;
  readonly media: readonly {
    readonly stored: string;
    readonly name: string;
    readonly kind: string;
    readonly evidence: Readonly<Record<string, unknown>>;
  }[];
  readonly tracks: readonly string[];
  readonly plugins: readonly string[];
  readonly markers: readonly string[] | null;
  readonly clips: number;
  readonly counts: {
    readonly bitDepth: number;
    readonly tempoEvents: number;
    readonly outputs?: readonly (string | null)[];
    readonly inputs?: readonly (string | null)[];
    readonly clipsByTrack?: readonly number[];
    readonly sends?: Readonly<Record<string, readonly string[]>>;
    readonly volumeDb?: Readonly<Record<string, number>>;
    readonly muted?: readonly string[];
    readonly folders?: readonly (readonly [string, readonly string[]])[];
    readonly pluginsByTrack?: readonly (readonly [string, readonly string[]])[];
    readonly trackComments?: Readonly<Record<string, string>>;
  };
}

describe('Pro Tools: real sessions', () => {
  itAgreesWithLists<Expected>(protools, (session, expected) => {
    expect(summary(session)).to.deep.equal(summaryOf(expected));
    expect(mixer(session.tracks, expected.counts)).to.deep.equal(mixerOf(expected.counts));
  });
});

function summaryOf({ counts, media, markers, plugins, tracks, clips, ...rest }: Expected) {
  const { version, application, sampleRate, tempo, timeSignature } = rest;
  return {
    ...{ version, application, sampleRate, tempo, timeSignature, tracks, clips },
    bitDepth: counts.bitDepth,
    tempoEvents: counts.tempoEvents,
    media: media.map(({ stored, name, kind, evidence }) => ({
      ...{ stored, name, kind, frames: evidence['frames'], id: listedId(evidence) },
      ...{ rate: evidence['sampleRate'], channels: evidence['channels'], bits: evidence['bits'] },
    })),
    markers: markers ?? [],
    plugins: [...plugins].sort(),
  };
}

function summary({ tracks, media, meter, tempo, ...session }: ParsedSession): ReturnType<typeof summaryOf> {
  const { version, application, sampleRate, bitDepth } = session;
  const [first] = meter;
  return {
    ...{ version, application, sampleRate },
    tempo: tempo[0]?.bpm ?? null,
    timeSignature: first ? `${first.numerator}/${first.denominator}` : null,
    tracks: tracks.map((track) => track.name),
    clips: tracks.flatMap((track) => track.clips).filter((clip) => clip.active).length,
    bitDepth: bitDepth ?? 0,
    tempoEvents: tempo.length,
    media: media.map(({ stored, name, kind, evidence }) => ({
      ...{ stored, name, kind, frames: evidence.frames, id: evidence.id },
      ...{ rate: evidence.sampleRate, channels: evidence.channels, bits: evidence.bitDepth },
    })),
    markers: session.markers.map((marker) => marker.name),
    plugins: tracks.flatMap((track) => track.plugins.map((plugin) => plugin.name)).sort(),
  };
}

/** One record of the corpus is too short for an id, and its list holds the header of the next block (0x1033) in its place. */
const listedId = ({ id }: Expected['media'][number]['evidence']): unknown =>
  String(id).startsWith('00000033105a') ? undefined : id;

type Counts = Expected['counts'];

const mixerOf = ({ outputs, inputs, clipsByTrack, sends, volumeDb, muted, folders, ...rest }: Counts) => ({
  ...{ outputs, clipsByTrack, sends, muted, folders },
  // -144 dB and less is off.
  volumeDb: volumeDb && Object.fromEntries(Object.entries(volumeDb).map(([name, dB]) => [name, Math.max(dB, -144)])),
  inputs: inputs?.filter((input) => input !== null),
  pluginsByTrack: rest.pluginsByTrack,
  trackComments: rest.trackComments,
});

/** What the list has, and nothing that it leaves out. */
function mixer(tracks: readonly Track[], counts: Counts): ReturnType<typeof mixerOf> {
  const named = <T>(values: readonly (readonly [string, T])[]) => Object.fromEntries(values) as Record<string, T>;
  const known: ReturnType<typeof mixerOf> = {
    outputs: tracks.map(({ output }) => output),
    inputs: tracks.flatMap(({ input }) => input ?? []),
    clipsByTrack: tracks.map(({ clips }) => clips.filter(({ active }) => active).length),
    sends: named(tracks.flatMap(({ name, sends }) => (sends.length > 0 ? [[name, sends.map(({ to }) => to)]] : []))),
    volumeDb: named(
      tracks.flatMap(({ name, volumeDb, automated }) =>
        volumeDb && !automated.includes('Volume') ? [[name, Math.max(volumeDb, -144)]] : [],
      ),
    ),
    muted: tracks.flatMap(({ name, muted, automated, kind }) =>
      muted && kind !== 'master' && !automated.includes('Mute') ? [name] : [],
    ),
    folders: tracks.flatMap(({ name, kind }, at) =>
      kind === 'folder'
        ? [[name, tracks.filter((track) => track.parent === at).map((track) => track.name)] as const]
        : [],
    ),
    pluginsByTrack: tracks.flatMap(({ name, plugins }) =>
      plugins.length > 0 ? [[name, plugins.map((plugin) => plugin.name)] as const] : [],
    ),
    trackComments: named(tracks.flatMap(({ name, notes }) => (notes === null ? [] : [[name, notes]]))),
  };
  return Object.fromEntries(
    Object.entries(known).map(([key, value]) => [key, key in counts ? value : undefined]),
  ) as unknown as ReturnType<typeof mixerOf>;
}
