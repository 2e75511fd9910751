/** Each rule of recognise.md on a file made after it, the look-alikes of its section 5, and the real files where they are at hand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { detectSession } from '../../../lib/discover/detect.js';
import { nodeFileSystem } from '../../../lib/ports/node-file-system.js';
import { openProjects } from '../../../lib/project/open-projects.js';
import { RECOGNISED } from '../../../parsers/recognised/formats.js';
import { memoryFileSystem } from '../../support/memory-file-system.js';
import { NO_LOCATE, testWorld } from '../../support/world.js';
import { sharedFolder } from '../shared-folder.js';
import { storedZip } from './stored-zip.js';

const hex = (text: string) => Buffer.from(text, 'hex');
const padded = (at: number, text: string, from: Buffer | string = '') => {
  const out = Buffer.alloc(at + text.length + 8);
  Buffer.from(from as string, 'latin1').copy(out);
  out.write(text, at, 'latin1');
  return out;
};
const latin = (text: string) => Buffer.from(text, 'latin1');
const SONIC = hex('726966662e91cf11a5d628db04c10000');
const OMF_TAIL = hex('a4434da5486472d701010100020000 00a06400005f000000'.replaceAll(' ', ''));

const FILES: readonly (readonly [id: string, name: string, content: Uint8Array])[] = [
  ['reason', 'Song.rns', padded(40, '', 'Propellerheads Reason Song File\x1a')],
  ['reason', 'Song.reason', latin('X15_FILE\0\0')],
  ['cakewalk', 'Song.wrk', latin('CAKEWALK\x1a\0\x03')],
  ['sonar', 'Song.cwp', hex('0102030405')],
  ['samplitude', 'Song.vip', latin('RIFF\x10\0\0\0SEKDSVIP')],
  ['vegas', 'Film.veg', Buffer.concat([SONIC, Buffer.alloc(8), hex('ef29c4464a90d211872200c04f8edb8a')])],
  ['acid', 'Loop.acd', Buffer.concat([SONIC, Buffer.alloc(24), hex('5a2d8fb20f23d21186af00c04f8edb8a')])],
  ['acid', 'Loop.acd-zip', storedZip({ 'Loop.acd': 'x', 'kick.wav': 'y' })],
  ['maschine', 'Beat.mxprj', padded(60, 'NI::MASCHINE::DATA::', padded(12, 'hsin'))],
  ['mpc', 'Beat.xpj', gzipSync('ACVS\n1.0\nSerialisableProjectData\njson\n')],
  ['mpc', 'Beat.ALL', latin('MPC2KXL ALL 1.00')],
  ['mpc', 'Kit.PGM', hex('0704000000')],
  ['omf', 'Reel.omf', Buffer.concat([latin('sound'), OMF_TAIL])],
  ['cubase-vst', 'Song.all', hex('0000004800000604ff')],
  ['live-old', 'Song.als', padded(11, '\x0cLiveDocument', hex('ab1e5678'))],
  ['logic-old', 'Song.lso', hex('1347c0ab17051500')],
  ['audition', 'Mix.ses', latin('COOLNESS\0')],
  ['mixcraft', 'Song.mx8', latin('RIFF\x10\0\0\0MXC3PROJ')],
  ['finalcut', 'Film.fcp', latin('\xa2KeyG\0')],
  ['finalcut-xml', 'Film.fcpxml', latin('<?xml version="1.0"?><!DOCTYPE fcpxml><fcpxml version="1.9">')],
  ['sunvox', 'Tune.sunvox', latin('SVOX\0\0\0\0VERS')],
  ['tracker', 'Tune.xm', latin('Extended Module: tune')],
  ['tracker', 'Tune.mod', padded(1080, 'M.K.')],
  ['opendaw', 'Song.od', latin('OPEN\0\0\0\x02')],
  ['opendaw', 'Song.odb', storedZip({ version: '1', 'project.od': 'x' })],
  ['sibelius', 'Score.sib', latin('\x0fSIBELIUS\0\0\x3e')],
  ['finale', 'Score.mus', latin('ENIGMA BINARY FILE')],
  ['musescore', 'Score.mscz', storedZip({ 'META-INF/container.xml': '', 'Score.mscx': '' })],
  ['guitarpro', 'Riff.gp5', latin('\x18FICHIER GUITAR PRO v5.00')],
  ['max', 'Patch.maxpat', latin('{\n "patcher" : {}}')],
  ['pd', 'Patch.pd', latin('#N canvas 0 0 450 300 10;')],
  ['max-device', 'Device.amxd', latin('ampf\x04\0\0\0')],
  ['flp', 'Beat.flp', latin('FLhd\x06\0\0\0\0\0\x02\0\x60\0FLdt')],
  ['studioone', 'Song.song', storedZip({ 'metainfo.xml': '', 'Song/song.xml': '' })],
  ['sesx', 'Mix.sesx', latin('\xef\xbb\xbf<?xml version="1.0"?>\n<!DOCTYPE sesx>\n<sesx version="1.9">')],
  ['dawproject', 'Song.dawproject', storedZip({ 'project.xml': '', 'metadata.xml': '' })],
  ['bitwig', 'Song.bwproject', latin('BtWg0003 type application/bitwig-project')],
  ['renoise', 'Song.xrns', storedZip({ 'Song.xml': '' })],
  ['audacity', 'Talk.aup', latin('<?xml version="1.0"?>\n<project xmlns="x" audacityversion="2.3.3">')],
  ['audacity', 'Talk.aup3', padded(68, 'AUDY', 'SQLite format 3\0')],
  ['lmms', 'Beat.mmp', latin('<?xml version="1.0"?>\n<!DOCTYPE lmms-project>\n<lmms-project version="1.0">')],
  ['lmms', 'Beat.mmpz', Buffer.concat([hex('00000100'), deflateSync('<lmms-project/>')])],
  ['tracktion', 'Song.tracktionedit', latin('<?xml version="1.0"?>\n\n<EDIT appVersion="Waveform 11.1.0">')],
  ['hydrogen', 'Beat.h2song', latin('<song>\n<version>1.2.2</version><instrumentList>')],
  [
    'rosegarden',
    'Piece.rg',
    gzipSync('<?xml version="1.0"?><!DOCTYPE rosegarden-data>\n<rosegarden-data>\n<composition>'),
  ],
  ['muse', 'Piece.med', latin('<?xml version="1.0"?>\n<muse version="2.0">\n  <song>')],
];

const LOOK_ALIKES: readonly (readonly [name: string, content: Uint8Array])[] = [
  ['kernel.ptx', latin('.version 6.0\n.target sm_50\n')],
  ['spec.als', latin('module activity\nsig A {}\n')],
  ['tool.cpr', latin('RIFF\x10\0\0\0WAVE')],
  ['boot.flp', padded(510, '\x55\xaa')],
  ['verse.song', latin('let x be 1')],
  ['code.rpp', latin('print 1')],
  ['avr.cwp', latin('[CodeWizard]\nVersion=1')],
  ['why.reason', latin('because')],
  ['plc.acd', latin('This file was generated by the RSLogix 5000')],
  ['sound.w64', Buffer.concat([SONIC, Buffer.alloc(8), hex('77617665f3acd3118cd100c04f8edb8a'), Buffer.alloc(64)])],
  ['go.mod', latin('module example.com/x\n')],
  ['cut.edl', latin('TITLE: REEL 1\n')],
  ['nerve.ses', latin('{load_file("x")}')],
  ['device.rgd', gzipSync('<rosegarden-data version="1"><studio>')],
  ['drums.idf', latin('<?xml version="1.0"?><muse version="1.0"><instrument>')],
  ['icon.xpm', latin('/* XPM */')],
  ['base.odb', storedZip({ mimetype: 'application/vnd.oasis.opendocument.base' })],
  ['map.mmp', storedZip({ 'Document.xml': '' })],
  ['kit.nki', padded(60, 'Kontakt', padded(12, 'hsin'))],
  ['._Song.rns', hex('0005160700020000')],
  ['empty.als', new Uint8Array()],
  ['lost.veg', new Uint8Array(4096)],
  ['there.rns', latin('version https://git-lfs.github.com/spec/v1\noid sha256:0\n')],
];

async function idOf(name: string, content: Uint8Array): Promise<string | null> {
  const fs = memoryFileSystem();
  fs.put(`/w/${name}`, Buffer.from(content));
  return (await detectSession(fs, `/w/${name}`))?.entry.format ?? null;
}

describe('What is recognised and not read', () => {
  for (const [id, name, content] of FILES)
    it(`${name}: ${id}`, async () => expect(await idOf(name, content)).to.equal(id));
  for (const [name, content] of LOOK_ALIKES)
    it(`${name}: none`, async () => expect(await idOf(name, content)).to.equal(null));

  it('has a name for each, and is opened in a walk only by names that fit', () => {
    expect(new Set(RECOGNISED.map(({ id }) => id)).size).to.equal(RECOGNISED.length);
    for (const [id, name] of FILES) {
      const names = RECOGNISED.find((one) => one.id === id)?.names;
      expect(names?.test(name), name).to.equal(!['max', 'pd', 'max-device'].includes(id));
    }
  });

  it('a Digital Performer document is told by its folder', async () => {
    const fs = memoryFileSystem();
    for (const name of ['Audio Files/a.sd2', 'Fades/f', 'Song', 'Notes']) fs.put(`/w/Song/${name}`, hex('00ff01'));
    expect((await detectSession(fs, '/w/Song/Song'))?.entry.format).to.equal('digital-performer');
    expect(await detectSession(fs, '/w/Song/Notes')).to.equal(null);
  });

  it('a Logic 9 package is one session, with the folder around it', async () => {
    const fs = memoryFileSystem();
    fs.put('/w/Song/Song.logic/LgDoc/000/documentData', hex('01020304'));
    fs.put('/w/Song/Audio Files/a.aif', latin('FORM'));
    const { projects } = await openProjects(testWorld(fs), '/w/Song', NO_LOCATE);
    const [file] = projects[0]?.sessions.map((session) => session.file) ?? [];
    expect([projects[0]?.project.root, file?.format, file?.shown]).to.deep.equal([
      '/w/Song',
      'logic-old',
      '/w/Song/Song.logic',
    ]);
  });

  const corpus = sharedFolder('corpus', 'recognise');
  it('is right about every real file', async function () {
    if (corpus === null) return this.skip();
    const expected = JSON.parse(readFileSync(join(corpus, 'expected.json'), 'utf8')) as Record<string, string>;
    const wrong: string[] = [];
    for (const [path, id] of Object.entries(expected)) {
      if (path.endsWith('.head')) continue;
      const found = (await detectSession(nodeFileSystem, join(corpus, path)))?.entry.format ?? 'none';
      if (found !== id) wrong.push(`${path}: ${found}`);
    }
    expect(wrong).to.deep.equal([]);
  });
});
