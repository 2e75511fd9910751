import { expect } from 'chai';
import { TapeboxError } from '../../../lib/model/errors.js';
import type { ParsedSession } from '../../../lib/model/session.js';
import { READ_LIMITS } from '../../../lib/read/read.js';
import { logic } from '../../../parsers/logic/index.js';
import { memorySource } from '../memory-source.js';
import { around } from './bundle.js';
import { BUNDLED, LISTS, SONG } from './sessions.js';
import { list, record, sequence, songOf, tempoEvent } from './song.js';

const read = (bytes: Buffer, files = BUNDLED.files, folder = '000') =>
  logic.read(memorySource(bytes, 'ProjectData', files, folder), READ_LIMITS);

const SECOND = 1_000_000_000n;

describe('Logic Pro: a song', () => {
  let session: ParsedSession;
  before(async () => {
    session = await read(songOf(SONG));
  });

  it('says who saved it', () => {
    const { application, version, platform, title, sampleRate } = session;
    expect([application, version, platform, title, sampleRate]).to.deep.equal([
      'Logic Pro 12.2 (6644)',
      '12.2',
      'macos',
      'Song',
      48_000,
    ]);
  });

  it('lists tracks, the output, and channels that only carry plug-ins', () =>
    expect(
      session.tracks.map(({ name, kind, parent, inTrackList }) => [name, kind, parent, inTrackList]),
    ).to.deep.equal([
      ['Sum 1', 'folder', null, true],
      ['Lead Vox', 'audio', 0, true],
      ['Grand Piano', 'instrument', null, true],
      ['Stereo Out', 'master', null, false],
      ['Inst 2', 'instrument', null, false],
    ]));

  it('reads the mixer', () => {
    const mix = session.tracks.map(({ volumeDb, pan, muted, soloed }) => [volumeDb?.toFixed(2), pan, muted, soloed]);
    expect(mix.slice(1, 4)).to.deep.equal([
      ['0.00', -1, true, false],
      ['-Infinity', 1, false, true],
      ['5.98', 0, false, false],
    ]);
    expect(session.tracks[1]?.sends).to.deep.equal([{ to: 'Bus 1', levelDb: 0, preFader: null, enabled: null }]);
  });

  it('reads plug-ins in signal order', () => {
    const plugins = session.tracks.map((track) =>
      track.plugins.map(({ name, format, identifier, bypassed, preset }) => [
        name,
        format,
        identifier,
        bypassed,
        preset,
      ]),
    );
    expect(plugins[1]).to.deep.equal([
      ['Channel EQ', 'native', null, true, 'Rock Kick.pst'],
      ['ValhallaVin', 'AU', 'aufx/vee3/oDin', false, null],
    ]);
    expect(plugins[2]?.map(([name]) => name)).to.deep.equal(['Arp', 'Sampler']);
    expect(session.tracks[2]?.plugins[1]?.hints).to.deep.equal(['Steinway.exs']);
  });

  it('puts regions on their tracks, in time', () => {
    const [clip] = session.tracks[1]?.clips ?? [];
    expect([clip?.name, clip?.startNs, clip?.offsetNs, clip?.lengthNs, clip?.media]).to.deep.equal([
      'vox.1',
      2n * SECOND,
      SECOND / 2n,
      SECOND,
      0,
    ]);
    expect(session.tracks[2]?.clips.map(({ name, kind, startNs }) => [name, kind, startNs])).to.deep.equal([
      ['Chords', 'midi', 0n],
    ]);
    expect(session.lengthNs).to.equal(3n * SECOND);
  });

  it('reads tempo and meter', () => {
    expect(session.tempo.map(({ bpm, atNs, atBeats }) => [bpm, atNs, atBeats])).to.deep.equal([
      [120, 0n, 0],
      [60, 4n * SECOND, 8],
    ]);
    expect(session.meter.map(({ numerator, denominator, atNs }) => [numerator, denominator, atNs])).to.deep.equal([
      [6, 8, 0n],
      [4, 4, 8n * SECOND],
    ]);
    expect(session.coverage.tempo).to.equal('full');
  });

  it('reads markers in the order of time, sections and notes', () => {
    expect(session.markers.map(({ name, atNs, lengthNs }) => [name, atNs, lengthNs])).to.deep.equal([
      ['Intro 大♫', 0n, null],
      ['Chorus', 2n * SECOND, SECOND / 2n],
    ]);
    expect(session.notes).to.deep.equal([{ where: 'arrangement', text: '0:00 Verse' }]);
  });

  it('takes the only text that no marker names for the notes', async () => {
    const notes = (await read(songOf(SONG.slice(0, -1)))).notes;
    expect(notes[0]).to.deep.equal({ where: 'project', text: 'Mix: less bass\nMaster at -1 dB' });
  });

  it('says what opening it will do', () =>
    expect(session.findings.map(({ code }) => code)).to.deep.equal(['plugin-may-need-content', 'on-opening']));

  it('leaves the mixer of old songs apart: their objects count otherwise', async () => {
    const old = await read(songOf(SONG, 1756));
    expect(old.tracks.slice(0, 3).map(({ name, plugins, volumeDb }) => [name, plugins.length, volumeDb])).to.deep.equal(
      [
        ['Sum 1', 0, null],
        ['Lead Vox', 0, null],
        ['Grand Piano', 0, null],
      ],
    );
    expect(old.tracks.flatMap(({ plugins }) => plugins).length).to.equal(5);
  });

  it('tells that curves of tempo are read as steps', async () => {
    const song = songOf([sequence(4, 'x'), list(3, 0, tempoEvent(LISTS, 100), tempoEvent(LISTS + 960, 90, true))]);
    expect((await read(song)).coverage.tempo).to.equal('partial');
  });
});

describe('Logic Pro: broken songs', () => {
  const whole = songOf(SONG);
  const codes = ({ findings }: ParsedSession) =>
    findings.filter(({ severity }) => severity !== 'info').map(({ code }) => code);

  it('a cut one gives what stands before the cut', async () => {
    const session = await read(whole.subarray(0, whole.length - 200));
    expect(codes(session)).to.deep.equal(['session-cut']);
    expect(session.tracks.length).to.equal(5);
    expect(session.coverage.tracks).to.equal('partial');
  });

  it('a length that leads out of the file is told', async () => {
    const broken = Buffer.from(whole);
    broken.writeUInt32LE(0x7fffffff, 24 + 28);
    const session = await read(broken);
    expect(codes(session)).to.deep.equal(['session-damaged']);
    // The lists beside it are whole.
    expect(session.media.length).to.equal(6);
    expect(session.coverage.tracks).to.equal('none');
  });

  it('rubbish between records ends the reading', async () => {
    const session = await read(Buffer.concat([whole, Buffer.alloc(64, 1)]));
    expect(codes(session)).to.deep.equal(['session-damaged']);
  });

  it('without song and lists nothing can be said', async () => {
    const nothing = await read(whole.subarray(0, 30), {}, 'Song').catch((error: unknown) => error);
    expect(nothing).to.be.instanceOf(TapeboxError);
    expect((nothing as TapeboxError).exitCode).to.equal(4);
  });

  it('a missing or damaged list is told, and the song is read', async () => {
    const files = { ...around(), 'MetaData.plist': Buffer.from('bplist00 and rubbish that is no list at all') };
    const session = await read(whole, files);
    expect(codes(session)).to.deep.equal(['session-structure']);
    expect([session.coverage.media, session.sampleRate, session.tempo[0]?.bpm]).to.deep.equal(['partial', null, 120]);
    expect(session.media.map(({ stored }) => stored)).to.include('Audio Files/vox.wav');
  });

  it('the files of its own plug-ins are told as well then', async () => {
    const { findings } = await read(whole, {}, 'Song');
    const told = findings.filter(({ code }) => code === 'plugin-may-need-content').map(({ where }) => where);
    expect(told).to.deep.equal(['Grand Piano']);
  });

  it('a song of before 2013 is told, and not read', async () => {
    const session = await read(songOf([], 1650), {}, 'Song');
    expect(codes(session)).to.deep.equal(['references-not-read']);
    expect(new Set(Object.values(session.coverage))).to.deep.equal(new Set(['none']));
  });

  it('a newer format is read like the newest known, and told', async () =>
    expect(codes(await read(songOf(SONG, 9000)))).to.deep.equal(['session-newer']));

  it('many records cost no more than they are worth', async () => {
    const many = Buffer.concat(Array.from({ length: 600_000 }, () => record({ tag: 'karT' })));
    const started = process.cpuUsage();
    const session = await read(Buffer.concat([songOf(SONG), many]));
    const { user, system } = process.cpuUsage(started);
    expect(codes(session)).to.deep.equal(['session-damaged']);
    expect((user + system) / 1e6).to.be.lessThan(10);
  }).timeout(60_000);
});
