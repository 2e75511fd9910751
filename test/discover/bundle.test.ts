import { expect } from 'chai';
import { discover } from '../../lib/discover/discover.js';
import { TapeboxError } from '../../lib/model/errors.js';
import { shownPath } from '../../lib/model/session-file.js';
import { xmlPlist } from '../parsers/logic/bundle.js';
import { oldSong, SONG } from '../parsers/logic/sessions.js';
import { songOf } from '../parsers/logic/song.js';
import { type MemoryFileSystem, memoryFileSystem } from '../support/memory-file-system.js';

const BYTES = songOf(SONG);
const POINTER = Buffer.from(`version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 5\n`);

function withFiles(files: Readonly<Record<string, Uint8Array>>): MemoryFileSystem {
  const fs = memoryFileSystem();
  for (const [path, bytes] of Object.entries(files)) fs.put(path, bytes);
  return fs;
}

/** The root, and each session as people see it. */
async function found(fs: MemoryFileSystem, input: string): Promise<readonly string[]> {
  const { tree, sessions } = await discover(fs, input, null);
  return [tree.root, ...sessions.map((file) => `${file.format} ${file.role} ${shownPath(tree.root, file)}`)];
}

describe('bundles', () => {
  const fs = withFiles({
    '/m/Song.logicx/Alternatives/000/ProjectData': BYTES,
    '/m/Song.logicx/Alternatives/000/Project File Backups/00/ProjectData': BYTES,
    '/m/Song.logicx/Alternatives/001/ProjectData': BYTES,
    '/m/Song.logicx/Alternatives/001/DisplayStateArchive': xmlPlist({ $archiver: 'NSKeyedArchiver' }),
    '/m/Song.logicx/Resources/ProjectInformation.plist': xmlPlist({ LastSavedFrom: 'Logic Pro 12.2 (6644)' }),
    '/m/Old.band/projectData': oldSong([]),
    '/m/New.band/projectData': oldSong([]),
    '/m/New.band/Alternatives/000/ProjectData': BYTES,
    '/m/New.band/Alternatives/000/SharedWithiOS/Mix.band/projectData': oldSong([]),
  });
  const sessions = [
    'logic backup Alternatives/000/Project File Backups/00/ProjectData',
    'logic session .',
    'logic alternative Alternatives/001',
  ];

  it('the bundle, a folder in it and its documents lead to the bundle', async () => {
    for (const input of [
      '/m/Song.logicx',
      '/m/Song.logicx/Alternatives',
      '/m/Song.logicx/Alternatives/000/ProjectData',
    ])
      expect((await found(fs, input)).toSorted()).to.deep.equal(['/m/Song.logicx', ...sessions].toSorted());
  });

  it('several of them in one folder', async () =>
    expect(await found(fs, '/m')).to.deep.equal([
      '/m',
      'garageband session New.band',
      'garageband session Old.band',
      'logic backup Song.logicx/Alternatives/000/Project File Backups/00/ProjectData',
      'logic session Song.logicx',
      'logic alternative Song.logicx/Alternatives/001',
    ]));

  it('a project folder is taken whole, whatever of it is named', async () => {
    const folder = withFiles({
      '/m/Song/Song.logicx/Alternatives/000/ProjectData': BYTES,
      '/m/Song/.musicapps-project-folder': Buffer.alloc(0),
      '/m/Song/Audio Files/vox.wav': Buffer.from('RIFF'),
    });
    for (const input of ['/m/Song', '/m/Song/Song.logicx', '/m/Song/Song.logicx/Alternatives/000/ProjectData'])
      expect(await found(folder, input)).to.deep.equal(['/m/Song', 'logic session Song.logicx']);
  });

  it('a pointer of Git LFS in the place of the document is told', async () => {
    const pointed = withFiles({ '/m/Song.logicx/Alternatives/000/ProjectData': POINTER });
    for (const input of ['/m/Song.logicx', '/m']) {
      const error: unknown = await discover(pointed, input, null).catch((one: unknown) => one);
      expect(error).to.be.instanceOf(TapeboxError);
      expect((error as TapeboxError).message).to.include('pointer of Git LFS');
      expect((error as TapeboxError).exitCode).to.equal(4);
    }
  });
});
