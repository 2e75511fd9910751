/** Real sessions against lists that were made by hand and by other programs. */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import type { ParsedSession } from '../../../lib/model/session.js';
import { READ_LIMITS } from '../../../lib/read/read.js';
import { reaper } from '../../../parsers/reaper/index.js';
import { memorySource } from '../memory-source.js';
import { filesBelow, sharedFolder } from '../shared-folder.js';

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
  const [corpus, lists] = [sharedFolder('corpus', 'reaper'), sharedFolder('expected', 'reaper')];
  if (!corpus || !lists) {
    it.skip('needs ../shared/corpus/reaper');
    return;
  }
  for (const list of filesBelow(lists)) {
    const name = relative(lists, list).slice(0, -'.json'.length);
    it(name, async () => {
      const session = await reaper.read(memorySource(readFileSync(join(corpus, name)), name), READ_LIMITS);
      expect(summary(session)).to.deep.equal(summaryOf(JSON.parse(readFileSync(list, 'utf8'))));
      expect(session.findings.filter(({ severity }) => severity !== 'info')).to.deep.equal([]);
    });
  }
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
