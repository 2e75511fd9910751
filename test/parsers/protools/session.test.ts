import { expect } from 'chai';
import type { Clip } from '../../../lib/model/session.js';
import { OLD_SONG, readSong, SONG } from './sessions.js';
import { type Order, ticks } from './writer.js';

const SECOND = 1_000_000_000n;
const played = (clips: readonly Clip[]) =>
  clips.map(({ name, startNs, lengthNs, media, active }) => ({ name, startNs, lengthNs, media, active }));

describe('Pro Tools: a session', () => {
  for (const order of ['le', 'be'] as readonly Order[])
    for (const mask of [1, 5] as const)
      for (const value of [0, 1, 77, 255]) {
        it(`is the same in every mask and byte order (${order}, ${mask}, ${value})`, async () => {
          const made = { order, mask, value };
          expect(await readSong({ ...SONG, ...made })).to.deep.equal(await readSong(SONG));
          expect(await readSong({ ...OLD_SONG, ...made })).to.deep.equal(await readSong(OLD_SONG));
        });
      }

  it('says what saved it, and its format', async () => {
    const { version, application, platform, sampleRate, bitDepth, searchFolders, notes } = await readSong(SONG);
    expect({ version, application, platform, sampleRate, bitDepth }).to.deep.equal({
      version: '2024.1.0',
      application: 'Pro Tools',
      platform: 'macos',
      sampleRate: 48_000,
      bitDepth: 24,
    });
    expect(searchFolders).to.deep.equal(['Mac HD/Users/anna/Song']);
    expect(notes).to.deep.include({ where: 'Info #1', text: 'mixed in May' });
  });

  it('names its files by their volume and folders, with what it knows of them', async () => {
    const { media } = await readSong(SONG);
    expect(media.map(({ stored }) => stored)).to.deep.equal([
      'Mac HD/Users/anna/Song/Audio Files/vox.L.wav',
      'Mac HD/Users/anna/Song/Audio Files/vox.R.wav',
      'Samples/Kits/kick.wav',
      'Mac HD/Users/anna/film.mov',
    ]);
    expect(media[2]?.evidence).to.deep.equal({
      ...{ frames: 48_000, sampleRate: 48_000, channels: 1, bitDepth: 24 },
      id: '0000002a0011223344556677',
      fileId: '0000002a0011223344556677',
    });
    expect(media[3]).to.deep.include({ kind: 'video', name: 'film.mov', needed: true });
    expect(media[3]?.evidence).to.deep.equal({ frames: 250, framesAtRate: 25 });
  });

  it('writes a drive of Windows as Windows does', async () => {
    const files = [{ path: ['c:\\', 'Users', 'anna', 'kick.wav'] }];
    const { media, platform } = await readSong({ platform: 'windows', files });
    expect([platform, media[0]?.stored]).to.deep.equal(['windows', 'c:\\Users\\anna\\kick.wav']);
  });

  it('shows tracks by their present names, with comment, mixer and plug-ins', async () => {
    const [vox] = (await readSong(SONG)).tracks;
    expect(vox).to.deep.include({
      ...{ name: 'Vox ♪', kind: 'audio', notes: 'U87, second verse doubled', input: 'In 3', output: 'Out 1-2' },
      ...{ volumeDb: -6, pan: 0.5, muted: false, soloed: false, automated: [] },
    });
    expect(vox?.sends).to.deep.equal([{ to: 'Reverb', levelDb: -6, preFader: null, enabled: true }]);
    expect(vox?.plugins.map(({ name, format, identifier }) => [name, format, identifier])).to.deep.equal([
      ['EQ3 7-Band', 'AAX', 'com.made.aax.EQ3 7-Band'],
    ]);
  });

  it('counts a stereo clip once, no fade, and keeps the alternate playlist apart', async () => {
    const { tracks, media } = await readSong(SONG);
    expect(played(tracks[0]?.clips ?? [])).to.deep.equal([
      { name: 'vox.L', startNs: SECOND, lengthNs: SECOND, media: 0, active: true },
      { name: 'vox.L', startNs: 0n, lengthNs: SECOND, media: 0, active: false },
    ]);
    expect(media[1]?.usedBy.map(({ track, startNs }) => [track, startNs])).to.deep.equal([
      [0, SECOND],
      [0, 0n],
    ]);
    expect(media[3]?.usedBy).to.deep.equal([{ track: null, what: 'video list', startNs: null, lengthNs: null }]);
  });

  it('turns ticks into time by the tempo', async () => {
    const { tracks, tempo, lengthNs } = await readSong(SONG);
    expect(played(tracks[1]?.clips ?? [])).to.deep.equal([
      { name: 'kick Z\x01\x00 1', startNs: SECOND / 2n, lengthNs: SECOND / 2n, media: 2, active: true },
    ]);
    expect(tempo).to.deep.equal([
      { atNs: 0n, atBeats: 0, bpm: 120, ramp: 'step' },
      { atNs: SECOND, atBeats: 2, bpm: 60, ramp: 'step' },
    ]);
    expect(lengthNs).to.equal(2n * SECOND);
    const late = await readSong({ ...SONG, markers: [{ name: 'late', at: ticks(3 * 960_000) }] });
    expect(late.markers[0]?.atNs).to.equal(2n * SECOND);
  });

  it('has 4/4 where no meter is stored', async () => {
    expect((await readSong(SONG)).meter).to.deep.equal([{ atNs: 0n, atBar: 1, numerator: 4, denominator: 4 }]);
  });

  it('lists markers by time, selections not, and their comments as notes', async () => {
    const { markers, notes } = await readSong(SONG);
    expect(markers.map(({ name, atNs }) => [name, atNs])).to.deep.equal([
      ['Intro', 0n],
      ['Chorus', 10n * SECOND],
    ]);
    expect(notes).to.deep.include({ where: 'marker Chorus', text: 'about Chorus' });
  });

  it('names the tracks of an old session by their active playlists, and says what it does not know', async () => {
    const { tracks, coverage, version, findings } = await readSong({ ...OLD_SONG, order: 'be' });
    expect(tracks.map(({ name }) => name)).to.deep.equal(['Vox ♪']);
    expect(tracks[0]?.clips.filter(({ active }) => active)).to.have.length(1);
    expect(version).to.equal('v5.1');
    expect(coverage).to.deep.include({ media: 'full', tracks: 'full', plugins: 'none', mixer: 'none' });
    expect(findings.find(({ code }) => code === 'plugins-not-read')?.message).to.contain('EQ3 7-Band');
  });

  it('reads old names in the code page of the system that saved', async () => {
    const tracks = [{ name: Buffer.from([0x47, 0x8e, 0x9f]), playlists: [[[{ clip: 0, at: 0 }]]] }];
    const names = async (platform: 'macos' | 'windows') =>
      (await readSong({ ...OLD_SONG, tracks, platform })).tracks.map(({ name }) => name);
    expect(await names('macos')).to.deep.equal(['Géü']);
    expect(await names('windows')).to.deep.equal(['GŽŸ']);
  });

  it('finds children behind strings that look like blocks', async () => {
    const name = 'Z\x01\x00\x04\x00\x00\x00\x28\x26ab';
    const { tracks } = await readSong({ ...SONG, tracks: [{ name, playlists: [[[{ clip: 0, at: 0 }]]] }] });
    expect(tracks[0]).to.deep.include({ name });
    expect(tracks[0]?.clips).to.have.length(1);
  });

  it('is read where it is longer than all pages of the mask', async () => {
    const blocks = ({
      block,
      zeros,
    }: {
      block(content: number, body: Buffer): Buffer;
      zeros(count: number): Buffer;
    }) => [block(0x2587, zeros(3_000_000))];
    const { tracks, coverage } = await readSong({ ...SONG, blocks });
    expect(tracks).to.have.length(3);
    expect(coverage.media).to.equal('full');
  });

  it('says what Pro Tools does on opening', async () => {
    const said = (await readSong(SONG)).findings.find(({ code }) => code === 'on-opening');
    expect(said?.severity).to.equal('info');
    expect(said?.message).to.contain('2 files lay outside').and.contain('the old drive');
    expect(said?.next).to.contain('Relink');
    expect((await readSong({})).findings).to.deep.equal([]);
  });
});
