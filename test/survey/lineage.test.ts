import { expect } from 'chai';
import type { MemoryFileSystem } from '../support/memory-file-system.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { rpp, wav } from '../support/project.js';
import { failureOf } from '../support/trouble.js';
import { archiveOne, testWorld } from '../support/world.js';

type Options = Parameters<typeof archiveOne>[3];

/** One second on the clock between two packages. */
function shelf() {
  const fs = memoryFileSystem();
  song(fs, '/w/Song', 1);
  fs.makeFolder('/shelf');
  return fs;
}

function song(fs: MemoryFileSystem, root: string, seed: number, name = 'Song') {
  fs.put(`${root}/${name}.rpp`, rpp(['a.wav', 'b.wav']));
  fs.put(`${root}/a.wav`, wav(100, seed));
  fs.put(`${root}/b.wav`, wav(20, seed + 1));
}

async function sealed(fs: MemoryFileSystem, root = '/w/Song', options: Options = {}) {
  const { result, exitCode } = await archiveOne(testWorld(fs), root, '/shelf', options);
  const { lineage, unchanged, packageId } = result;
  return {
    name: result.package?.replace('/shelf/', ''),
    number: lineage?.number,
    id: lineage?.id,
    previous: lineage?.previous,
    unchanged,
    packageId,
    exitCode,
    codes: result.findings.map((one) => one.code),
  };
}

const V01 = '2023-07-22_Song_REAPER_v01.tapebox.zip';
const V02 = '2023-07-22_Song_REAPER_v02.tapebox.zip';
const SIDECAR = (name: string) => `/shelf/${name.replace('.zip', '.json')}`;

describe('the lineage of a project', () => {
  it('begins with number 1 and no forerunner', async () => {
    const first = await sealed(shelf());
    expect(first).to.include({ name: V01, number: 1, previous: null, unchanged: false, exitCode: 0 });
  });

  it('goes on with number 2 where something changed', async () => {
    const fs = shelf();
    const first = await sealed(fs);
    fs.put('/w/Song/notes.txt', Buffer.from('new'));
    const second = await sealed(fs);
    expect(second).to.include({ name: V02, number: 2, id: first.id, previous: first.packageId });
  });

  it('gives the standing package for a project that has not changed, with its exit code', async () => {
    const fs = shelf();
    fs.remove('/w/Song/b.wav');
    const first = await sealed(fs);
    const before = fs.tree('/shelf');
    const second = await sealed(fs);
    expect(first.exitCode).to.equal(3);
    expect(second).to.include({ name: V01, packageId: first.packageId, unchanged: true, exitCode: 3 });
    expect(fs.tree('/shelf')).to.deep.equal(before);
  });

  it('counts on for --again', async () => {
    const fs = shelf();
    const first = await sealed(fs);
    const second = await sealed(fs, '/w/Song', { again: true });
    expect(second).to.include({ name: V02, number: 2, id: first.id, unchanged: false });
  });

  const changes: readonly (readonly [string, (fs: MemoryFileSystem) => void, Options?])[] = [
    [
      'a file with other bytes of the same size and time',
      (fs) => {
        const { mtimeNs } = fs.look('/w/Song/a.wav');
        fs.put('/w/Song/a.wav', wav(100, 7));
        fs.setTime('/w/Song/a.wav', mtimeNs);
      },
    ],
    ['another time of a file', (fs) => fs.setTime('/w/Song/a.wav', 5_000_000_000n)],
    ['another mode', (fs) => fs.setMode('/w/Song/a.wav', 0o600)],
    ['a lost file', (fs) => fs.remove('/w/Song/b.wav')],
    ['an empty folder', (fs) => fs.makeFolder('/w/Song/empty')],
    ['a link', (fs) => fs.makeLink('a.wav', '/w/Song/link')],
    ['another title', () => {}, { title: 'New' }],
    ['a note', () => {}, { note: 'mixed at night' }],
    ['something left out', () => {}, { exclude: ['b.*'] }],
  ];
  for (const [what, change, options] of changes) {
    it(`is changed by ${what}`, async () => {
      const fs = shelf();
      fs.put('/w/Song/b.txt', Buffer.from('x'));
      await sealed(fs);
      change(fs);
      expect(await sealed(fs, '/w/Song', options)).to.include({ number: 2, unchanged: false });
    });
  }

  it('is not changed by caches and by the times of folders', async () => {
    const fs = shelf();
    fs.makeFolder('/w/Song/empty');
    await sealed(fs);
    fs.put('/w/Song/a.wav.reapeaks', Buffer.from('peaks'));
    fs.setTime('/w/Song/empty', 9_000_000_000n);
    expect(await sealed(fs)).to.include({ number: 1, unchanged: true });
  });

  it('is found again for a project that moved, by its session and its media', async () => {
    const fs = shelf();
    const first = await sealed(fs);
    song(fs, '/elsewhere/Other Folder', 1);
    expect(await sealed(fs, '/elsewhere/Other Folder')).to.include({
      name: V02,
      id: first.id,
      previous: first.packageId,
    });
  });

  it('is found again where over half of the media bytes are the same, not where less is', async () => {
    const half = shelf();
    const first = await sealed(half);
    song(half, '/moved', 1);
    half.put('/moved/b.wav', wav(20, 9));
    expect((await sealed(half, '/moved')).id).to.equal(first.id);
    const less = shelf();
    await sealed(less);
    song(less, '/moved', 1);
    less.put('/moved/a.wav', wav(100, 9));
    expect(await sealed(less, '/moved')).to.include({ number: 1, previous: null });
  });

  it('is another one for another session with the same media', async () => {
    const fs = shelf();
    const first = await sealed(fs);
    song(fs, '/moved', 1, 'Renamed');
    const second = await sealed(fs, '/moved');
    expect(second).to.include({ number: 1, previous: null });
    expect(second.id).not.to.equal(first.id);
  });

  it('is never found by a session alone that has no media', async () => {
    const fs = memoryFileSystem();
    fs.makeFolder('/shelf');
    fs.put('/one/Song.rpp', rpp([]));
    fs.put('/two/Song.rpp', rpp([]));
    const first = await sealed(fs, '/one');
    const second = await sealed(fs, '/two');
    expect(second.id).not.to.equal(first.id);
    expect(second.name).to.equal('2023-07-22_Song_REAPER-2_v01.tapebox.zip');
  });

  it('leaves the name to another lineage that has it, for good', async () => {
    const fs = shelf();
    await sealed(fs);
    song(fs, '/else/SONG', 50, 'song');
    const other = await sealed(fs, '/else/SONG');
    expect(other.name).to.equal('2023-07-22_song_REAPER-2_v01.tapebox.zip');
    fs.put('/else/SONG/x.txt', Buffer.from('x'));
    expect((await sealed(fs, '/else/SONG')).name).to.equal('2023-07-22_song_REAPER-2_v02.tapebox.zip');
    fs.put('/w/Song/x.txt', Buffer.from('x'));
    expect((await sealed(fs)).name).to.equal(V02);
    song(fs, '/third', 80);
    expect((await sealed(fs, '/third')).name).to.equal('2023-07-22_Song_REAPER-3_v01.tapebox.zip');
  });

  it('does not take the name of a file that has no sidecar either', async () => {
    const fs = shelf();
    fs.put(`/shelf/${V01.toUpperCase()}`, Buffer.from('somebody else'));
    expect((await sealed(fs)).name).to.equal('2023-07-22_Song_REAPER-2_v01.tapebox.zip');
  });
});

describe('a shelf that is not in order', () => {
  it('gets a sidecar that is missing made again, the same as before', async () => {
    const fs = shelf();
    const first = await sealed(fs);
    const sidecar = fs.get(SIDECAR(V01));
    fs.remove(SIDECAR(V01));
    const second = await sealed(fs);
    expect(second).to.include({ packageId: first.packageId, unchanged: true });
    expect(second.codes).to.include('sidecar-restored');
    expect(fs.get(SIDECAR(V01)).equals(sidecar)).to.equal(true);
  });

  it('with a package gone: the lineage goes on from its sidecar, which stays', async () => {
    const fs = shelf();
    const first = await sealed(fs);
    fs.remove(`/shelf/${V01}`);
    const before = fs.get(SIDECAR(V01));
    expect(await sealed(fs)).to.include({
      name: V02,
      number: 2,
      id: first.id,
      previous: first.packageId,
      unchanged: false,
    });
    expect(fs.get(SIDECAR(V01)).equals(before)).to.equal(true);
  });

  it('with a package that is cut: a new one is made beside it', async () => {
    const fs = shelf();
    await sealed(fs);
    fs.put(`/shelf/${V01}`, fs.get(`/shelf/${V01}`).subarray(0, 900));
    expect(await sealed(fs)).to.include({ name: V02, number: 2, unchanged: false });
  });

  it('with a sidecar that is no sidecar: it is passed over', async () => {
    const fs = shelf();
    fs.put('/shelf/junk.tapebox.json', Buffer.from('{"schema":"tapebox-sidecar/1"}'));
    fs.put('/shelf/junk.tapebox.zip', Buffer.from('junk'));
    expect(await sealed(fs)).to.include({ name: V01, number: 1 });
  });
});

describe('a destination', () => {
  const wrong: readonly (readonly [string, string])[] = [
    ['the project itself', '/w/Song'],
    ['a folder inside the project', '/w/Song/Archive'],
    ['a link into the project', '/into'],
    ['what is not there', '/nowhere'],
    ['a file', '/w/Song.txt'],
  ];
  for (const dryRun of [true, false]) {
    for (const [what, to] of wrong) {
      it(`that is ${what} is wrong usage${dryRun ? ', in a dry run too' : ''}, and nothing is written`, async () => {
        const fs = shelf();
        fs.makeFolder('/w/Song/Archive');
        fs.makeLink('/w/Song/Archive', '/into');
        fs.put('/w/Song.txt', Buffer.from('x'));
        const before = fs.tree();
        const error = await failureOf(() => archiveOne(testWorld(fs), '/w/Song', to, { dryRun }));
        expect(error).to.include({ exitCode: 2, code: 'usage' });
        expect(fs.tree()).to.deep.equal(before);
      });
    }
  }

  it('may hold the project', async () => {
    const fs = shelf();
    const { result } = await archiveOne(testWorld(fs), '/w/Song', '/w');
    expect(result.package).to.equal(`/w/${V01}`);
  });
});

describe('a dry run', () => {
  it('writes nothing, and says what archive then does', async () => {
    const fs = shelf();
    fs.put('/w/Song/Song.rpp', rpp(['a.wav', '/pool/c.wav']));
    fs.put('/pool/c.wav', wav(10, 5));
    const before = fs.tree();
    const { result: dry } = await archiveOne(testWorld(fs), '/w/Song', '/shelf', { dryRun: true });
    expect(fs.tree()).to.deep.equal(before);
    expect(dry).to.include({ package: null, sidecar: null, packageId: null, lineage: null });
    const { result } = await archiveOne(testWorld(fs), '/w/Song', '/shelf');
    const planned = dry.plan?.map(({ to }) => to);
    const sidecar = JSON.parse(fs.get(SIDECAR(V01)).toString()) as { files: { path: string }[] };
    expect(planned).to.deep.equal(
      sidecar.files.map(({ path }) => path).filter((path) => !path.startsWith('data/Recall/')),
    );
    expect(result.relinked).to.deep.equal(dry.relinked);
  });
});
