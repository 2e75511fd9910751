/** Projects of many shapes, for everything that must hold for any package. */
import type { ArchiveOptions } from '../../lib/archive/archive.js';
import { type MemoryFileSystem, memoryFileSystem } from './memory-file-system.js';
import { rpp, wav } from './project.js';
import { rppBytes } from './rpp-bytes.js';
import { archiveOne, testWorld } from './world.js';

export interface Shape {
  readonly title: string;
  /** What the session names. */
  readonly references: readonly string[];
  /** References that are not there. */
  readonly missing?: number;
  readonly files: Readonly<Record<string, Buffer>>;
  readonly root?: string;
  readonly session?: string;
  readonly more?: (fs: MemoryFileSystem, root: string) => void;
  readonly options?: Partial<ArchiveOptions>;
}

const take = (seed: number) => wav(40 + seed, seed);

export const SHAPES: readonly Shape[] = [
  { title: 'plain', references: ['Audio/kick.wav'], files: { 'Audio/kick.wav': take(1) } },
  {
    title: 'composed and decomposed names',
    references: ['Gesänge.wav', 'Gesänge.wav'.normalize('NFD').replace('wav', 'WAV')],
    files: {
      'Gesänge.wav': take(1),
      ['Gesänge.wav'.normalize('NFD').replace('wav', 'WAV')]: take(2),
      '日本語/한국어 🎹.wav': take(3),
    },
  },
  {
    title: 'media from outside',
    references: ['/drive/snare.wav', '/drive/other/snare.wav', 'kick.wav'],
    files: { 'kick.wav': take(1), '/drive/snare.wav': take(2), '/drive/other/snare.wav': take(3) },
  },
  {
    title: 'a title for the shell',
    references: ['kick.wav'],
    files: { 'kick.wav': take(1) },
    options: { title: 'It\'s $HOME; `id` "x" $(reboot) !! & more', artist: '-rf *' },
  },
  {
    title: 'a root for the shell',
    root: '/work/It\'s "$HOME" `id` & more',
    references: ['kick.wav'],
    files: { 'kick.wav': take(1) },
  },
  {
    title: 'empty folders',
    references: ['kick.wav'],
    files: { 'kick.wav': take(1) },
    more: (fs, root) => ['Bounces', 'a', 'a/b', 'a/b/c'].map((name) => fs.makeFolder(`${root}/${name}`)),
  },
  {
    title: 'a link',
    references: ['Audio/kick.wav'],
    files: { 'Audio/kick.wav': take(1) },
    more: (fs, root) => fs.makeLink('Audio/kick.wav', `${root}/the kick.wav`),
  },
  {
    title: 'device names',
    references: ['kick.wav'],
    files: {
      'kick.wav': take(1),
      'con.wav': take(2),
      NUL: take(3),
      'a.': take(4),
      'x?y.wav': take(5),
      'x_y.wav': take(6),
    },
  },
  {
    title: 'a name that Windows forbids, but a session says',
    references: ['recorder:Synth-1.mid', 'what?.wav', 'a*b.wav'],
    files: { 'recorder:Synth-1.mid': take(1), 'what?.wav': take(2), 'a*b.wav': take(3) },
  },
  {
    title: 'undecodable names',
    references: ['caf\udce9.wav', 'Gesänge.wav'],
    files: { 'caf\udce9.wav': take(1), '\udcff': take(2), 'Gesänge.wav': take(3) },
  },
  {
    title: 'percent signs and backslashes',
    references: ['100%0A.wav', '50%.wav', 'x%L.wav', 'a\\b.wav'],
    files: { '100%0A.wav': take(1), '50%.wav': take(2), 'x%L.wav': take(3), 'a\\b.wav': take(4), '%0D.txt': take(5) },
  },
  {
    title: 'line ends in names',
    references: ['kick.wav'],
    files: {
      'kick.wav': take(1),
      'a\nb.wav': take(2),
      'a\rb.wav': take(3),
      [`\n${'0'.repeat(64)}  data/x`.replace('/', '-')]: take(4),
    },
  },
  { title: 'missing media', references: ['kick.wav', 'gone.wav'], missing: 1, files: { 'kick.wav': take(1) } },
  {
    title: 'dashes and blanks',
    references: ['-rf.wav', '--help', ' blank.wav', 'two  blanks.wav'],
    files: { '-rf.wav': take(1), '--help': take(2), ' blank.wav': take(3), 'two  blanks.wav': take(4), '-': take(5) },
  },
  {
    title: 'long names',
    references: [`${'x'.repeat(251)}.wav`],
    files: {
      [`${'x'.repeat(251)}.wav`]: take(1),
      [`${'日'.repeat(83)}.wav`]: take(2),
      [`${'deep/'.repeat(60)}kick.wav`]: take(3),
    },
  },
  {
    title: 'a session in a session',
    references: ['Sub/sub.rpp', 'kick.wav'],
    files: { 'kick.wav': take(1), 'Sub/sub.rpp': rpp(['/drive/hat.wav']), '/drive/hat.wav': take(2) },
  },
  {
    title: 'twins by case',
    references: ['Kick.wav', 'kick.wav', 'STRASSE.wav'],
    files: {
      'Kick.wav': take(1),
      'kick.wav': take(2),
      'KICK.WAV': take(3),
      'Straße.wav': take(4),
      'STRASSE.wav': take(5),
    },
  },
  {
    title: 'a note',
    references: ['kick.wav'],
    files: { 'kick.wav': take(1) },
    options: { note: 'Die Snare ist lauter 🥁' },
  },
  {
    title: '🎹 ピアノ Übung',
    root: '/work/🎹 ピアノ Übung',
    session: 'Übung №1.rpp',
    references: ['kick.wav'],
    files: { 'kick.wav': take(1) },
  },
  {
    title: 'odd times',
    references: ['kick.wav'],
    files: { 'kick.wav': take(1), 'old.wav': take(2), 'new.wav': take(3) },
    more: (fs, root) => [
      fs.setTime(`${root}/kick.wav`, 0n),
      fs.setTime(`${root}/old.wav`, -86_400_000_000_000n),
      fs.setTime(`${root}/new.wav`, 5_000_000_000_000_000_000n),
    ],
  },
  {
    title: 'an executable and an empty file',
    references: ['empty.wav'],
    files: { 'empty.wav': Buffer.alloc(0), 'make.sh': Buffer.from('#!/bin/sh\n') },
    more: (fs, root) => fs.setMode(`${root}/make.sh`, 0o755),
  },
  {
    title: 'in a folder of its own',
    session: 'Sessions/song.rpp',
    references: ['../Audio/kick.wav'],
    files: { 'Audio/kick.wav': take(1) },
  },
  {
    title: 'markup',
    references: ['<script>alert(1).wav', 'a&b;c.wav'],
    files: { '<script>alert(1).wav': take(1), 'a&b;c.wav': take(2), '=cmd()': take(3) },
  },
];

export interface Built {
  readonly fs: MemoryFileSystem;
  readonly path: string;
  readonly exitCode: number;
}

export function plantShape(shape: Shape): { readonly fs: MemoryFileSystem; readonly root: string } {
  const fs = memoryFileSystem();
  const root = shape.root ?? '/work/Song';
  for (const [name, bytes] of Object.entries(shape.files))
    fs.put(name.startsWith('/') ? name : `${root}/${name}`, bytes);
  fs.put(`${root}/${shape.session ?? 'song.rpp'}`, rppBytes(shape.references));
  shape.more?.(fs, root);
  fs.makeFolder('/shelf');
  return { fs, root };
}

/** The package of a shape, made in memory. */
export async function buildShape(shape: Shape, form: 'zip' | 'folder'): Promise<Built> {
  const { fs, root } = plantShape(shape);
  const { result, exitCode } = await archiveOne(testWorld(fs), root, '/shelf', { ...shape.options, form });
  return { fs, path: result.package as string, exitCode };
}
