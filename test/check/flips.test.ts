/** Figure 4: every single bit of a package (reliability.md, section 3). */
import { expect } from 'chai';
import { verifyPackage } from '../../lib/check/verify.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { makePackage, sidecarOf, TINY } from './package-maker.js';

const ZIP = '/shelf/S_v01.tapebox.zip';

describe('single-bit flips (figure 4)', () => {
  const zip = makePackage(TINY);
  const fs = memoryFileSystem();
  fs.put(ZIP, zip);
  fs.put('/shelf/S_v01.tapebox.json', Buffer.from(JSON.stringify(sidecarOf(TINY, zip))));

  for (const sidecar of ['ignore', 'beside'] as const) {
    it(`finds all of them, sidecar: ${sidecar}`, async () => {
      const unseen: string[] = [];
      for (let bit = 0; bit < zip.length * 8; bit++) {
        const flipped = Buffer.from(zip);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        fs.put(ZIP, flipped);
        const { ok } = await verifyPackage(fs, ZIP, { level: 'full', sidecar });
        if (ok) unseen.push(`byte ${bit >> 3}, bit ${bit & 7}`);
      }
      expect(zip.length).to.be.within(4096, 8192);
      expect(unseen).to.deep.equal([]);
    });
  }
});
