import { expect } from 'chai';
import { inspectionOf } from '../../lib/inspect/inspection.js';
import { describeProject } from '../../lib/inspect/text.js';
import type { LocatedProject } from '../../lib/model/located.js';
import { openProjects } from '../../lib/project/open-projects.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { rpp } from '../support/project.js';
import { withTooLarge } from '../support/trouble.js';
import { NO_LOCATE, testWorld } from '../support/world.js';
import { glassHarbour, located, locatedSession, parsed, project, ROOT, reference } from './sample.js';

describe('inspectionOf', () => {
  const inspection = inspectionOf(glassHarbour(), null);
  const session = inspection.sessions[0];

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(inspection))).to.deep.equal(inspection);
  });

  it('gives times as decimal text, silence as null, paths relative to the root where they lie inside', () => {
    expect(session?.lengthNs).to.equal('214000000000');
    expect(session?.path).to.equal('Glass Harbour.rpp');
    expect(session?.tracks[3]?.volumeDb).to.equal(null);
    expect(session?.media.map((media) => media.resolved)).to.deep.equal([
      'Audio/kick_in_03.wav',
      '/mnt/old drive/Samples/Cymbals/reverse_cym.aif',
      null,
    ]);
  });

  it('keeps the bytes of names that are no text', () => {
    const name = 'kick\udcff.wav';
    const odd = locatedSession(parsed(), [located(reference(name), `${ROOT}/${name}`)]);
    const media = inspectionOf(project([odd]), null).sessions[0]?.media[0];
    expect(media?.storedBytes).to.equal(Buffer.from('kick\xff.wav', 'latin1').toString('base64'));
    expect(media?.resolvedBytes).to.equal(media?.storedBytes);
  });

  it('lists backups as kept, and a named session alone', () => {
    const backup = {
      path: `${ROOT}/Glass Harbour.rpp-bak`,
      format: 'reaper',
      role: 'backup',
      baseFolder: ROOT,
      ownFolder: false,
      bundle: null,
      shown: `${ROOT}/Glass Harbour.rpp-bak`,
    } as const;
    const whole = { ...glassHarbour(), kept: [backup] };
    const roles = inspectionOf(whole, null).sessions.map(({ role, path }) => `${role} ${path}`);
    expect(roles).to.deep.equal(['session Glass Harbour.rpp', 'backup Glass Harbour.rpp-bak']);
    expect(inspectionOf(whole, null).sessions[1]?.findings[0]?.code).to.equal('not-read');
    expect(inspectionOf(whole, `${ROOT}/Glass Harbour.rpp`).sessions).to.have.length(1);
  });

  it('names a bundle by a dot', () => {
    const bundle = locatedSession(parsed(), [], ROOT);
    const other = locatedSession(parsed(), [], `${ROOT}/Alternatives/001`);
    const paths = inspectionOf(project([bundle, other]), ROOT).sessions.map(({ path }) => path);
    expect(paths).to.deep.equal(['.', 'Alternatives/001']);
  });
});

describe('describeProject', () => {
  const text = describeProject(glassHarbour(), 'Glass Harbour/Glass Harbour.rpp');

  it('says what is there, what is missing and what to do next, in 80 columns', () => {
    expect(text.split('\n').filter((line) => line.length > 80)).to.deep.equal([]);
    expect(text).to.match(/media +3 files/);
    expect(text).to.match(/missing +1 +acgtr_R_new\.wav {2}mono 24 bit 48 kHz, heard/);
    expect(text).to.contain('"Ac Gtr (double)"');
    expect(text).to.contain('last at E:\\Sessions\\Larsen\\takes');
    expect(text).to.match(/mixes +3 /);
    expect(text).to.match(/stems +none/);
    expect(text).to.contain('in the session (2 lines), notes.md');
    expect(text).to.contain('Next: tapebox archive "Glass Harbour/Glass Harbour.rpp" --to SHELF');
  });

  it('sends no control character of a hostile name to the terminal', () => {
    const hostile = glassHarbour({ kick: 'a\u001b[2Jb\u202ecod.wav', track: 'x\u009b31my\r\nz' });
    const shown = describeProject(hostile, 'a\u001b[31mb');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(shown).not.to.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  });
});

it('a session that cannot be read is no backup, in text and in JSON', async () => {
  const fs = memoryFileSystem();
  for (const name of ['Song.rpp', 'Broken.rpp', 'Song.rpp-bak']) fs.put(`/w/S/${name}`, rpp([]));
  const { projects } = await openProjects(testWorld(withTooLarge(fs, '/w/S/Broken.rpp')), '/w/S', NO_LOCATE);
  const [project] = projects as [LocatedProject];
  const text = describeProject(project, 'S');
  expect(text).to.include('unread session Broken.rpp').and.include('1 backup');
  const broken = inspectionOf(project, null).sessions.find(({ path }) => path === 'Broken.rpp');
  expect(broken?.findings.map(({ message }) => message)).to.deep.equal([
    'A session that cannot be read, kept as it is',
  ]);
});
