/** One file made after each rule of recognise.md. */
import { deflateSync, gzipSync } from 'node:zlib';
import { storedZip } from './stored-zip.js';

export const hex = (text: string) => Buffer.from(text, 'hex');
export const padded = (at: number, text: string, from: Buffer | string = '') => {
  const out = Buffer.alloc(at + text.length + 8);
  Buffer.from(from as string, 'latin1').copy(out);
  out.write(text, at, 'latin1');
  return out;
};
export const latin = (text: string) => Buffer.from(text, 'latin1');
export const SONIC = hex('726966662e91cf11a5d628db04c10000');
const OMF_TAIL = hex('a4434da5486472d701010100020000 00a06400005f000000'.replaceAll(' ', ''));

export const FILES: readonly (readonly [id: string, name: string, content: Uint8Array])[] = [
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
