/** Outlines of sounds: collected by `archive` in the pass that hashes, read by `recall`, and the same by both ways. */
import nodeFs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { archiveProject } from '../../lib/archive/archive.js';
import { paperworkOf } from '../../lib/archive/paperwork.js';
import type { LocatedProject } from '../../lib/model/located.js';
import type { Wave } from '../../lib/model/peaks.js';
import type { Plan } from '../../lib/plan/model.js';
import type { FileSystem } from '../../lib/ports/file-system.js';
import { nodeFileSystem } from '../../lib/ports/node-file-system.js';
import { openProjects } from '../../lib/project/open-projects.js';
import { nothingEmbedded } from '../../lib/recall/embedded.js';
import { NO_HOUSE } from '../../lib/recall/model.js';
import { readWaves } from '../../lib/recall/read-waves.js';
import { wantedPeaks, wavesOf } from '../../lib/recall/waves.js';
import { writeRecall } from '../../lib/recall/write-recall.js';
import { seal } from '../../lib/seal/seal.js';
import { failingFileSystem } from '../support/failing-file-system.js';
import { fixtureFolder } from '../support/fixtures.js';
import { type MemoryFileSystem, memoryFileSystem } from '../support/memory-file-system.js';
import { rpp, wav } from '../support/project.js';
import { scratchFolder } from '../support/scratch.js';
import { ARCHIVE, NO_LOCATE, testWorld } from '../support/world.js';

/** Bytes read of each file, by its path. */
function counting(fs: FileSystem) {
  const paths = new Map<number, string>();
  const bytes = new Map<string, number>();
  const port: FileSystem = {
    ...fs,
    open(file, how) {
      const handle = fs.open(file, how);
      paths.set(handle, file);
      return handle;
    },
    read(handle, ...rest) {
      const n = fs.read(handle, ...rest);
      const file = paths.get(handle) as string;
      bytes.set(file, (bytes.get(file) ?? 0) + n);
      return n;
    },
  };
  return { port, bytes };
}

interface Opened {
  readonly located: LocatedProject;
  readonly waves: ReadonlyMap<string, Wave>;
  readonly read: ReadonlyMap<string, number>;
}

/** Seals, and tells what was handed to the recall sheet and how much was read of each source meanwhile. */
async function sealed(fs: FileSystem, root: string, shelf: string, form: 'zip' | 'folder'): Promise<Opened> {
  const world = testWorld(fs);
  const { projects, parsers } = await openProjects(world, root, NO_LOCATE);
  const [located] = projects as [LocatedProject];
  let plan: Plan | null = null;
  const planned = new Error('planned');
  await archiveProject(world, located, parsers, { ...ARCHIVE, form, to: shelf }, (shown) => {
    plan = shown;
    throw planned;
  }).catch((error: unknown) => {
    if (error !== planned) throw error;
  });
  const options = { notes: null, documents: [], house: NO_HOUSE, embedded: nothingEmbedded, details: new Map() };
  const paperwork = await paperworkOf(world, located, plan as unknown as Plan, options);
  let waves: ReadonlyMap<string, Wave> = new Map();
  const { port, bytes } = counting(fs);
  await seal(testWorld(port), plan as unknown as Plan, parsers, {
    ...paperwork,
    recall(collected) {
      waves = collected;
      return paperwork.recall(collected);
    },
  });
  return { located, waves, read: bytes };
}

const all = ({ sessions: [main] }: LocatedProject, of: (media: number) => Wave | null) =>
  main?.session.media.map((_, index) => of(index));

const FILES = ['Audio/kick.wav', '/drive/snare.wav', 'gone.wav', 'text.wav', 'Audio/kick.wav'];

function song(): MemoryFileSystem {
  const fs = memoryFileSystem();
  fs.put('/work/Song/Song.rpp', rpp(FILES, { seconds: 0.5 }));
  fs.put('/work/Song/Audio/kick.wav', wav(100_000));
  fs.put('/work/Song/Audio/unused.wav', wav(500));
  fs.put('/work/Song/text.wav', Buffer.from('no sound at all'));
  fs.put('/drive/snare.wav', wav(700, 3));
  fs.makeFolder('/shelf');
  return fs;
}

describe('outlines of sounds', () => {
  const scratch = scratchFolder();

  for (const form of ['zip', 'folder'] as const)
    it(`archive as ${form}: collected in the one pass that copies, and the same that recall reads`, async () => {
      const fs = song();
      const { located, waves, read } = await sealed(fs, '/work/Song', '/shelf', form);
      expect([...waves.keys()].sort()).to.deep.equal(['/drive/snare.wav', '/work/Song/Audio/kick.wav']);
      for (const source of ['/drive/snare.wav', '/work/Song/Audio/kick.wav', '/work/Song/Audio/unused.wav'])
        expect(read.get(source), source).to.equal(fs.get(source).length);
      const kick = waves.get('/work/Song/Audio/kick.wav') as Wave;
      expect(kick.check).to.deep.equal({ isSilent: false, zeroRuns: [] });
      expect(kick.peaks.lows.length).to.equal(Math.ceil(100_000 / kick.peaks.framesPerPeak));
      const { waves: recalled } = await readWaves(testWorld(fs), located);
      expect(all(located, recalled)).to.deep.equal(all(located, wavesOf(located.sessions[0], waves)));
      expect(all(located, recalled)?.map((wave) => wave !== null)).to.deep.equal([true, true, false, false]);
    });

  it('in workers as here', async () => {
    const folder = scratch.path;
    const [root, shelf] = [path.join(folder, 'Song'), path.join(folder, 'shelf')];
    nodeFs.mkdirSync(root);
    nodeFs.mkdirSync(shelf);
    nodeFs.writeFileSync(path.join(root, 'Song.rpp'), rpp(['a.wav', 'b.wav'], { seconds: 400 }));
    nodeFs.writeFileSync(path.join(root, 'a.wav'), wav(20_000_000, 5));
    nodeFs.writeFileSync(path.join(root, 'b.wav'), wav(14_000_000, 2));
    const { located, waves } = await sealed(nodeFileSystem, root, shelf, 'zip');
    const told: number[] = [];
    const progress = { start: () => (more: number) => void told.push(more) };
    const { waves: recalled } = await readWaves(testWorld(nodeFileSystem, { progress }), located);
    const { waves: here } = await readWaves(testWorld({ ...nodeFileSystem, isShared: false }), located);
    expect(waves.size).to.equal(2);
    expect(all(located, recalled)).to.deep.equal(all(located, here));
    expect(all(located, wavesOf(located.sessions[0], waves))).to.deep.equal(all(located, here));
    expect(told.reduce((a, b) => a + b, 0)).to.equal(68_000_000);
  });
  it('packed sounds are unpacked on the way, here and in workers', async function () {
    const folder = fixtureFolder('audio');
    if (folder === null) return this.skip();
    const names = ['flac-24.flac', 'mp3-cbr-info.mp3', 'mp3-vbr-id3.mp3'];
    const sound = new Map(names.map((name) => [name, nodeFs.readFileSync(path.join(folder, name))]));
    const twins = Array.from({ length: 6 }, (_, n) => `${n}.mp3`);
    const all = [...names, ...twins, 'opus.opus'];
    const fs = memoryFileSystem();
    const root = path.join(scratch.path, 'Packed');
    nodeFs.mkdirSync(root);
    const put = (name: string, bytes: Buffer) => {
      fs.put(`/work/Packed/${name}`, bytes);
      nodeFs.writeFileSync(path.join(root, name), bytes);
    };
    for (const [name, bytes] of sound) put(name, bytes);
    for (const name of twins) put(name, Buffer.concat([sound.get('mp3-cbr-info.mp3') as Buffer, Buffer.from(name)]));
    put('opus.opus', nodeFs.readFileSync(path.join(folder, 'opus.opus')));
    put('Packed.rpp', rpp([...all, 'long.wav'], { seconds: 0.5 }));
    fs.put('/work/Packed/long.wav', wav(20));
    nodeFs.writeFileSync(path.join(root, 'long.wav'), wav(34_000_000));
    fs.makeFolder('/shelf');
    const shelf = path.join(scratch.path, 'packed shelf');
    nodeFs.mkdirSync(shelf);
    for (const [port, at, to] of [
      [fs, '/work/Packed', '/shelf'],
      [nodeFileSystem, root, shelf],
    ] as const) {
      const { located, waves } = await sealed(port, at, to, 'zip');
      const got = wavesOf(located.sessions[0], waves);
      const { waves: recalled } = await readWaves(testWorld(port), located);
      all.forEach((name, media) => {
        expect(got(media)?.peaks.lows.length ?? 0, name).to.be.within(name === 'opus.opus' ? 0 : 20, 8192);
        expect(got(media) === null, name).to.equal(name === 'opus.opus');
        expect(recalled(media), name).to.deep.equal(got(media));
      });
    }
  });

  it('wants each file once, and no more peaks than fit', async () => {
    const fs = song();
    const { projects } = await openProjects(testWorld(fs), '/work/Song', NO_LOCATE);
    const main = projects[0]?.sessions[0];
    if (main === undefined) throw new Error('no session');
    const [reference] = main.references;
    const many = Array.from({ length: 5000 }, (_, n) => ({ ...reference, realPath: `/${n}` }) as typeof reference);
    const clip = main.session.tracks[0]?.clips[0];
    const track = main.session.tracks[0];
    const clips = many.map((_, media) => ({ ...clip, media, lengthNs: 1_000_000_000n }) as NonNullable<typeof clip>);
    const session = { ...main.session, lengthNs: null, tracks: [{ ...track, clips } as NonNullable<typeof track>] };
    const wanted = wantedPeaks({ ...main, session, references: many as NonNullable<typeof reference>[] });
    const peaks = [...wanted.values()].reduce((sum, one) => sum + Math.ceil(100_000 / one.framesPerPeak), 0);
    expect(wanted.size).to.equal(5000);
    expect(peaks).to.be.within(1_000_000, 2_000_000);
    expect(wantedPeaks(undefined).size).to.equal(0);
  });

  it('asks nothing of a sound whose clips are too short to be drawn', async () => {
    const fs = memoryFileSystem();
    fs.put('/work/Song/Song.rpp', rpp(['hit.wav', 'take.wav'], { seconds: 0.001 }));
    for (const name of ['hit.wav', 'take.wav']) fs.put(`/work/Song/${name}`, wav(10_000));
    const { projects } = await openProjects(testWorld(fs), '/work/Song', NO_LOCATE);
    expect(wantedPeaks(projects[0]?.sessions[0]).size).to.equal(0);
  });

  it('recall never fails for a sound that does not read', async () => {
    let n = 0;
    for (let hit = true; hit; n++) {
      const fs = song();
      const { projects } = await openProjects(testWorld(fs), '/work/Song', NO_LOCATE);
      const failing = failingFileSystem(fs, { nth: n + 1, kind: 'EIO', forGood: false });
      const { waves } = await readWaves(testWorld(failing.fs), projects[0] as LocatedProject);
      hit = failing.hit() !== null;
      expect([waves(0), waves(1)].filter((wave) => wave === null).length).to.be.at.most(1);
    }
    expect(n).to.be.greaterThan(5);
  });

  it('of a file that was cut or removed since it was looked at, recall draws what is there', async () => {
    const fs = song();
    const { projects } = await openProjects(testWorld(fs), '/work/Song', NO_LOCATE);
    const [located] = projects as [LocatedProject];
    fs.put('/work/Song/Audio/kick.wav', wav(100_000).subarray(0, 30_045));
    fs.remove('/drive/snare.wav');
    const { waves } = await readWaves(testWorld(fs), located);
    const { framesPerPeak, lows } = (waves(0) as Wave).peaks;
    expect(lows.length).to.equal(Math.ceil(15_000 / framesPerPeak));
    expect(waves(1)).to.equal(null);
    await writeRecall(testWorld(fs), located, '/shelf');
  });

  it('Ctrl-C ends the reading', async () => {
    const fs = song();
    const { projects } = await openProjects(testWorld(fs), '/work/Song', NO_LOCATE);
    const signal = AbortSignal.abort(new Error('interrupted'));
    const error = await readWaves(testWorld(fs, { signal }), projects[0] as LocatedProject).then(
      () => null,
      (thrown: Error) => thrown.message,
    );
    expect(error).to.equal('interrupted');
  });
});
