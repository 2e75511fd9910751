/** Real sessions against lists that were made by hand and by other programs. */

import { expect } from 'chai';
import type { ParsedSession } from '../../../lib/model/session.js';
import { reaper } from '../../../parsers/reaper/index.js';
import { itAgreesWithLists } from '../real-sessions.js';

interface Expected {
  readonly version: string | null;
  readonly application: string | null;
  readonly sampleRate: number | null;
  readonly tempo: number | null;
  readonly timeSignature: string | null;
  readonly media: readonly { readonly stored: string; readonly name: string; readonly kind: string }[];
  readonly tracks: readonly string[];
  readonly plugins: readonly string[];
  readonly markers: readonly string[] | null;
  readonly clips: number;
  readonly counts: { readonly sends: number; readonly folders: number; readonly regions?: number };
}

describe('REAPER: real sessions', () => {
  itAgreesWithLists<Expected>(reaper, (session, expected) =>
    expect(summary(session)).to.deep.equal(summaryOf(expected)),
  );
});

type Summary = Omit<Expected, 'tracks' | 'counts'> & Expected['counts'] & { readonly tracks: readonly string[] };

const mediaLine = ({ stored, name, kind }: Expected['media'][number]) => ({ stored, name, kind });
const byStored = (a: { stored: string }, b: { stored: string }) => (a.stored < b.stored ? -1 : 1);

function summaryOf(list: Expected): Summary {
  const { version, application, sampleRate, tempo, timeSignature, tracks, markers, clips, counts } = list;
  const { sends, folders, regions = 0 } = counts;
  const media = list.media.map(mediaLine).sort(byStored);
  return {
    version,
    application,
    sampleRate,
    tempo,
    timeSignature,
    tracks,
    markers: markers ?? [],
    clips,
    sends,
    folders,
    regions,
    media,
    plugins: [...list.plugins].sort(),
  };
}

function summary(session: ParsedSession): Summary {
  const rows = session.tracks.filter((track) => track.inTrackList);
  const [meter] = session.meter;
  return {
    version: session.version,
    application: session.application,
    sampleRate: session.sampleRate,
    tempo: session.tempo[0]?.bpm ?? null,
    timeSignature: meter ? `${meter.numerator}/${meter.denominator}` : null,
    media: session.media.map(mediaLine).sort(byStored),
    tracks: rows.map((track) => track.name),
    plugins: session.tracks.flatMap((track) => track.plugins.map((plugin) => plugin.name)).sort(),
    markers: session.markers.map((marker) => marker.name),
    clips: rows.flatMap((track) => track.clips).filter((clip) => clip.active).length,
    sends: rows.flatMap((track) => track.sends).length,
    folders: rows.filter((track) => track.kind === 'folder').length,
    regions: session.markers.filter((marker) => marker.lengthNs !== null).length,
  };
}
