/** A found file whose sound is broken is told of, as seriously as if it were missing. */
import { expect } from 'chai';
import type { Accepted } from '../../lib/locate/options.js';
import { openProjects } from '../../lib/project/open-projects.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { rpp, wav } from '../support/project.js';
import { NO_LOCATE, testWorld } from '../support/world.js';

async function told(bytes: Buffer, accepted: readonly Accepted[] = []): Promise<string[]> {
  const fs = memoryFileSystem();
  fs.put('/w/Song/Song.rpp', Buffer.from(rpp(['a.wav'])));
  fs.put('/w/Song/a.wav', bytes);
  const { projects } = await openProjects(testWorld(fs), '/w/Song/Song.rpp', { ...NO_LOCATE, accepted });
  const findings = projects.flatMap((project) => project.findings);
  return findings.filter(({ code }) => code.startsWith('audio-')).map(({ severity, code }) => `${severity} ${code}`);
}

const SOUND = Buffer.from(wav(480, 3));

describe('a found file that is broken', () => {
  it('is no matter where it is whole', async () => {
    expect(await told(SOUND)).to.deep.equal([]);
  });

  it('that was cut, or holds nothing but zeros', async () => {
    expect(await told(SOUND.subarray(0, 500))).to.deep.equal(['error audio-cut']);
    expect(await told(Buffer.alloc(5000))).to.deep.equal(['error audio-empty']);
  });

  it('is only information where a person accepted the loss', async () => {
    const lost = { stored: 'a.wav', lost: true, by: 'Anna', at: '2026-01-01T00:00:00Z' } as const;
    expect(await told(SOUND.subarray(0, 500), [lost])).to.deep.equal(['info audio-cut']);
  });
});
