import { expect } from 'chai';
import type { ParsedSession } from '../../../lib/model/session.js';
import { protools } from '../../../parsers/protools/index.js';
import { probeOf } from '../memory-source.js';
import { readSong } from './sessions.js';
import { type MadeFile, writeSession } from './writer.js';

const FOLDER = ['Mac HD', 'Users', 'anna', 'Song'];
const inSong = (...path: readonly string[]): MadeFile => ({ path: [...FOLDER, ...path] });
const [BASE, NOTHING] = ['/back/Song', () => []];

const contextOf = (session: ParsedSession, named: (name: string) => readonly string[] = NOTHING, base = BASE) => ({
  session,
  baseFolder: base,
  projectRoot: base,
  named,
});

async function placesOf(files: readonly MadeFile[], folder: readonly string[] = FOLDER, base = BASE) {
  const session = await readSong({ files, folder });
  return session.media.map((reference) => ({
    folder: protools.layout.mediaFolder(session, reference),
    paths: protools.resolve(reference, contextOf(session, NOTHING, base)).map(({ path }) => path),
    judged: protools
      .resolve(reference, contextOf(session, NOTHING, base))
      .filter(({ byName }) => byName)
      .map(({ path }) => path),
  }));
}

describe('Pro Tools: where files are', () => {
  it('looks below the session first, then where the file stood', async () => {
    const [take] = await placesOf([inSong('Audio Files', 'Drums', 'kick.wav')]);
    expect(take?.folder).to.equal('Audio Files/Drums');
    expect(take?.paths).to.deep.equal([
      '/back/Song/Audio Files/Drums/kick.wav',
      '/back/Song/Audio Files/kick.wav',
      '/back/Song/Video Files/kick.wav',
      '/back/Song/Fade Files/kick.wav',
      '/back/Song/kick.wav',
      '/Volumes/Mac HD/Users/anna/Song/Audio Files/Drums/kick.wav',
    ]);
    expect(take?.judged).to.deep.equal([]);
  });

  it('puts what comes from outside where Pro Tools looks first', async () => {
    const film = { path: ['Mac HD', 'film.mov'], video: true };
    const [kick, clip] = await placesOf([{ path: ['Samples', 'kick.wav'] }, film]);
    expect([kick?.folder, kick?.paths[0]]).to.deep.equal(['Audio Files', '/back/Song/Audio Files/kick.wav']);
    expect([clip?.folder, clip?.paths[0]]).to.deep.equal(['Video Files', '/back/Song/Video Files/film.mov']);
  });

  it('keeps files of one name apart by their folders', async () => {
    const places = await placesOf([
      inSong('Audio Files', 'Drums', 'kick.wav'),
      inSong('Audio Files', 'Perc', 'Kick.wav'),
      { path: ['Samples', 'Kits', 'A', 'kick.wav'] },
      { path: ['Samples', 'Kits', 'B', 'kick.wav'] },
      { path: ['Mac HD', 'Other', 'Audio Files', 'kick.wav'] },
    ]);
    expect(places.map(({ folder }) => folder)).to.deep.equal([
      'Audio Files/Drums',
      'Audio Files/Perc',
      'A',
      'B',
      'Audio Files',
    ]);
    const firsts = places.map(({ paths }) => paths[0]);
    expect(new Set(firsts).size).to.equal(firsts.length);
    // What another file of that name may stand for is taken on its content only.
    expect(places[2]?.judged).to.include('/back/Song/Audio Files/kick.wav');
  });

  it('keeps the folder of another session apart from its own', async () => {
    const [own, other] = await placesOf([
      inSong('Audio Files', 'kick.wav'),
      { path: ['Mac HD', 'Other', 'Audio Files', 'kick.wav'] },
    ]);
    expect([own?.folder, other?.folder]).to.deep.equal(['Audio Files', 'Other/Audio Files']);
  });

  it('knows the folder of a backup, and the one in which Windows saves', async () => {
    for (const folder of [
      [...FOLDER, 'Session File Backups'],
      ['c:\\', 'Song', 'gcybFWTTmmgvHBBB'],
    ]) {
      const file = [...folder.slice(0, -1), 'Audio Files', 'kick.wav'];
      const [kick] = await placesOf([{ path: file }], folder);
      expect(kick?.folder).to.equal('Audio Files');
      expect(kick?.paths[0]).to.equal('/back/Song/Audio Files/kick.wav');
    }
  });

  it('tries a stored place of its own platform only', async () => {
    const [drive] = await placesOf([{ path: ['d:\\', 'Takes', 'kick.wav'] }]);
    expect(drive?.paths.filter((path) => !path.startsWith(BASE))).to.deep.equal([]);
    const [here] = await placesOf([{ path: ['d:\\', 'Takes', 'kick.wav'] }], FOLDER, 'E:\\back\\Song');
    expect(here?.paths[0]).to.equal('E:\\back\\Song\\Audio Files\\kick.wav');
    expect(here?.paths.at(-1)).to.equal('d:\\Takes\\kick.wav');
  });

  it('never leads out of the folder by a name', async () => {
    const places = await placesOf([inSong('..', '..', 'etc', 'kick.wav'), inSong('Audio Files', '..')]);
    for (const { paths, folder } of places) {
      expect(folder).not.to.contain('..');
      expect(paths.filter((path) => !path.startsWith(BASE))).to.deep.equal([]);
    }
  });

  it('takes the only file of that name in the project, on its content', async () => {
    const session = await readSong({ files: [inSong('Audio Files', 'kick.wav')] });
    const [kick] = session.media as [ParsedSession['media'][number]];
    const found = (named: readonly string[]) =>
      protools
        .resolve(
          kick,
          contextOf(session, () => named),
        )
        .find(({ rule }) => rule === 'same name in the project');
    expect(found(['/back/Song/Old/kick.wav'])).to.deep.include({ path: '/back/Song/Old/kick.wav', byName: true });
    expect(found(['/back/Song/Old/kick.wav', '/back/Song/New/kick.wav'])).to.equal(undefined);
  });
});

describe('Pro Tools: what a file is', () => {
  const bytes = writeSession();
  const detected = (name: string, files: Readonly<Record<string, Uint8Array>> = {}, folder = 'Song') =>
    protools.detect(probeOf(bytes, name, files, folder));
  const audio = { 'Audio Files/kick.wav': Buffer.alloc(0) };

  it('goes by the content, not by the name', () => {
    expect(detected('Song.ptx')).to.deep.equal({ role: 'session', base: '.' });
    expect(detected('no extension')).to.deep.equal({ role: 'session', base: '.' });
    for (const other of ['.version 7.0\n', '\x03001011110010101', '\x030010111100101011\x02\x05\x01'])
      expect(protools.detect(probeOf(Buffer.from(other, 'latin1'), 'Song.ptx'))).to.equal(null);
  });

  it('tells templates and backups', () => {
    expect(detected('Band.ptxt')?.role).to.equal('template');
    expect(detected('Song.bak.003.ptx', {}, 'Session File Backups')).to.deep.equal({ role: 'backup', base: '..' });
    expect(detected('Song.bak.003.ptx')).to.deep.equal({ role: 'backup', base: '.' });
  });

  it('knows the folder that is its own', () => {
    expect(detected('Song.ptx', audio)?.ownFolder).to.equal(true);
  });

  it('makes overviews and renders again, and owns its backups', () => {
    for (const path of ['WaveCache.wfm', 'Rendered Files/a.wav', 'Fade Files/Fade 1.wav'])
      expect(protools.regenerable(path), path).to.equal(true);
    for (const path of ['Audio Files/a.wav', 'Clip Groups/a.cgrp', 'Plug-In Settings/EQ/a.tfx'])
      expect(protools.regenerable(path), path).to.equal(false);
    expect(protools.owns('Session File Backups/Song.bak.001.ptx')).to.equal(true);
    expect(protools.owns('Audio Files/a.wav')).to.equal(false);
  });
});
