/** Real files against lists that were made apart from this reader. */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import { filesBelow, sharedFolder } from '../shared-folder.js';
import { readBytes } from './songs.js';

interface Expected {
  readonly version: string;
  readonly application: string;
  readonly sampleRate: number | null;
  readonly media: readonly {
    readonly stored: string;
    readonly name: string;
    readonly kind: string;
    readonly embedded: boolean;
    readonly evidence: Readonly<Record<string, unknown>>;
  }[];
  readonly tracks: readonly string[] | null;
  readonly markers: readonly string[];
  readonly clips: number | null;
  readonly counts: { readonly composition?: string };
}

describe('AAF: real files', () => {
  const [corpus, lists] = [sharedFolder('corpus', 'aaf'), sharedFolder('expected', 'aaf')];
  if (!corpus || !lists) {
    it.skip('needs ../shared/corpus/aaf');
    return;
  }
  for (const list of filesBelow(lists)) {
    const name = relative(lists, list).slice(0, -'.json'.length);
    it(name, async () => {
      const session = await readBytes(readFileSync(join(corpus, name)), name);
      const expected = JSON.parse(readFileSync(list, 'utf8')) as Expected;
      const { version, application, sampleRate } = expected;
      expect(session).to.deep.include({ version, application, sampleRate, title: expected.counts.composition ?? null });
      expect(session.tracks.map((track) => track.name)).to.deep.equal(expected.tracks ?? []);
      expect(session.tracks.flatMap(({ clips }) => clips)).to.have.length(expected.clips ?? 0);
      expect(session.markers.map((marker) => marker.name)).to.deep.equal(expected.markers);
      const media = session.media.map(({ stored, name: own, kind, place, evidence }) => {
        const { bitDepth, framesAtRate, ...rest } = evidence;
        return { stored, name: own, kind, embedded: place === 'embedded', evidence: { ...rest, bits: bitDepth } };
      });
      expect(media).to.have.deep.members(
        expected.media.map(({ stored, name: own, kind, embedded, evidence }) => ({
          stored,
          name: own,
          kind,
          embedded,
          evidence,
        })),
      );
      expect(session.findings.filter(({ severity }) => severity !== 'info')).to.deep.equal([]);
    });
  }
});
