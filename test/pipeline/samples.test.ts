/** The samples that README shows: what is found in each, and that each comes back whole. */
import nodeFs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { drill } from '../../lib/drill/drill.js';
import { nodeFileSystem } from '../../lib/ports/node-file-system.js';
import { openProjects } from '../../lib/project/open-projects.js';
import { scratchFolder } from '../support/scratch.js';
import { archiveOne, NO_LOCATE, testWorld } from '../support/world.js';

const SAMPLES: readonly {
  readonly folder: string;
  readonly sessions: readonly string[];
  readonly media: Readonly<Record<string, string>>;
}[] = [
  {
    folder: 'reaper/Glass Harbour',
    sessions: ['session Glass Harbour.rpp'],
    media: {
      'kick.wav': 'found',
      'snare 100%.wav': 'found',
      'take 1.wav': 'found',
      'Gesänge 日本.wav': 'found',
      'acgtr_R_new.wav': 'missing',
    },
  },
  {
    folder: 'live/Tin Roof Rain Project',
    sessions: ['session Tin Roof Rain.als', 'backup Backup/Tin Roof Rain [2019-03-14 181200].als'],
    media: {
      'rain & wind.wav': 'found',
      '1-Voice 0001 [2019-03-14 182500].wav': 'found',
      'Dusty Keys.wav': 'found',
      'bass idea 3.wav': 'missing',
      'clap one.wav': 'relocated',
    },
  },
  {
    folder: 'ardour/Salt Line',
    sessions: ['session Salt Line.ardour', 'alternative Salt Line first mix.ardour', 'backup Salt Line.ardour.bak'],
    media: {
      'Voice-1.wav': 'found',
      'Harmonium-1%L.wav': 'found',
      'Harmonium-1%R.wav': 'found',
      'Stomp [close].wav': 'found',
      'tide.wav': 'offline',
      'Synth-1.mid': 'none',
      'Salt Hall.wav': 'found',
    },
  },
];

describe('The samples', () => {
  const scratch = scratchFolder();
  for (const { folder, sessions, media } of SAMPLES) {
    it(`${folder}: is read, sealed, and comes back`, async () => {
      const world = testWorld(nodeFileSystem, { here: 'linux' });
      const input = path.resolve('samples', folder);
      const { projects } = await openProjects(world, input, NO_LOCATE);
      const [project, ...more] = projects;
      expect(more).to.deep.equal([]);
      const all = [...(project?.sessions.map(({ file }) => file) ?? []), ...(project?.kept ?? [])];
      expect(all.map(({ role, path: file }) => `${role} ${path.relative(input, file)}`)).to.deep.equal(sessions);
      const states = project?.sessions[0]?.references.map(({ reference, state }) => [reference.name, state]) ?? [];
      expect(Object.fromEntries(states)).to.deep.equal(media);

      const shelf = path.join(scratch.path, path.basename(folder));
      nodeFs.mkdirSync(shelf);
      const { result } = await archiveOne(world, input, shelf);
      const { references } = await drill(world, result.package as string, null);
      expect(references.lost).to.equal(0);
      const inside = Object.values(media).filter((state) => state === 'found' || state === 'relocated').length;
      expect(references.inside).to.be.at.least(inside);
    });
  }
});
