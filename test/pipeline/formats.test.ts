/** The formats that outlive the program, and what the commands print, held against the published types; and figure 26, small. */
import nodeFs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { openPackage } from '../../lib/check/open.js';
import {
  count,
  each,
  flag,
  like,
  list,
  lostBytes,
  number,
  object,
  orderProblems,
  orNothing,
  orNull,
  type Shape,
  shapeProblems,
  text,
} from '../support/json-shape.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { rpp, wav } from '../support/project.js';
import { CLI, PLAIN, runProgram, scratchFolder, writeAt } from '../support/scratch.js';
import { buildShape, SHAPES } from '../support/shapes.js';
import { archiveOne, testWorld } from '../support/world.js';

const sha256 = like(/^[0-9a-f]{64}$/);
const id = like(/^[0-9a-f]{32}$/);
const moment = like(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
const nanoseconds = like(/^-?\d+$/);
const base64 = like(/^[A-Za-z0-9+/]+=*$/);
const maybe = orNull(text);

const finding = object({ code: text, severity: ['error', 'warn', 'info'], message: text, where: maybe, next: maybe });
const lineage = object({ id, number: count, previous: maybe });
const STATES = [
  'found',
  'relocated',
  'missing',
  'unreadable',
  'offline',
  'placeholder',
  'ambiguous',
  'library',
  'refused',
  'embedded',
  'none',
];
const coverage = ['full', 'partial', 'none'];
const evidence = object({
  'size?': number,
  'frames?': number,
  'sampleRate?': number,
  'channels?': number,
  'bitDepth?': number,
  'crc?': text,
  'id?': text,
  'modified?': text,
});
const reference = {
  stored: text,
  'storedBytes?': base64,
  name: text,
  'nameBytes?': base64,
  kind: ['audio', 'video', 'midi', 'sample', 'impulse', 'session', 'image', 'other'],
  alternates: list(text),
  needed: flag,
  state: STATES,
  resolved: maybe,
  'resolvedBytes?': base64,
  resolvedBy: maybe,
  evidence,
  'candidates?': list(object({ path: text, agrees: list(text), contradicts: list(text), unknown: list(text) })),
  usedBy: list(
    object({ track: orNull(count), what: text, startNs: orNull(nanoseconds), lengthNs: orNull(nanoseconds) }),
  ),
} as const;

const RECORD = object({
  schema: ['tapebox-record/1'],
  program: text,
  sealed: moment,
  lineage,
  project: object({
    root: text,
    'rootBytes?': base64,
    rootName: text,
    title: maybe,
    artist: maybe,
    client: maybe,
    studio: maybe,
  }),
  files: list(
    object({
      path: like(/^data\//),
      original: maybe,
      'originalBytes?': base64,
      restoreAs: maybe,
      'restoreAsBytes?': base64,
      size: count,
      mode: count,
      mtime: orNull(nanoseconds),
      sha256,
      crc32: like(/^[0-9a-f]{8}$/),
      why: [
        'project',
        'session',
        'original-session',
        'relinked-session',
        'collected',
        'note',
        'recall',
        'resource-fork',
      ],
    }),
  ),
  folders: list(
    object({ path: like(/^data\//), 'restoreAs?': text, 'restoreAsBytes?': base64, mode: count, mtime: nanoseconds }),
  ),
  links: list(object({ path: text, 'pathBytes?': base64, target: text, 'targetBytes?': base64, inside: flag })),
  sessions: list(
    object({
      path: like(/^data\//),
      format: text,
      version: maybe,
      role: ['session', 'alternative', 'nested', 'template', 'backup', 'autosave'],
      coverage: each(coverage),
      relink: ['bytes', 'layout', 'none-needed', 'unknown'],
      media: list(object({ ...reference, packaged: maybe })),
    }),
  ),
  leftOut: list(object({ path: text, 'pathBytes?': base64, size: count, reason: text })),
  decisions: list(
    object({ kind: ['map', 'accept-file', 'accept-loss'], what: text, to: maybe, by: maybe, at: moment }),
  ),
  findings: list(finding),
});

const SIDECAR = object({
  schema: ['tapebox-sidecar/1'],
  program: text,
  package: object({
    name: text,
    form: ['zip', 'folder'],
    size: count,
    sha256: orNull(sha256),
    id,
    tagManifestSha256: sha256,
    sealed: moment,
  }),
  lineage: object({ id, number: count, previous: maybe, rootKey: sha256 }),
  title: maybe,
  artist: maybe,
  client: maybe,
  sessions: list(
    object({
      path: text,
      format: text,
      application: maybe,
      saved: orNull(text),
      sampleRate: orNull(number),
      bpm: orNull(number),
      lengthNs: orNull(nanoseconds),
      tracks: list(text),
      plugins: list(object({ name: text, maker: maybe, count })),
    }),
  ),
  complete: flag,
  missing: list(object({ name: text, stored: text })),
  exitCode: (value: unknown) => value === 0 || value === 3,
  findings: list(finding),
  bytes: count,
  files: list(object({ path: like(/^data\//), size: count, sha256 })),
});

const PROOF = object({
  schema: ['tapebox-proof/1'],
  packageId: id,
  packageName: text,
  size: count,
  sha256: orNull(sha256),
  place: object({
    id: text,
    name: maybe,
    kind: ['folder', 'rclone'],
    medium: orNull(text),
    offsite: flag,
    volume: maybe,
  }),
  at: moment,
  how: ['sealed', 'full-hash', 'provider-hash', 'download', 'drill'],
  result: ['good', 'damaged', 'gone'],
  details: maybe,
});

const answer = object({ answer: ['yes', 'not-yet', 'no'], reasons: list(text) });
const archived = {
  project: text,
  title: maybe,
  formats: list(text),
  package: maybe,
  sidecar: maybe,
  packageId: orNull(id),
  lineage: orNothing(lineage),
  unchanged: flag,
  complete: flag,
  counts: object(Object.fromEntries(STATES.map((state) => [state, count]))),
  files: count,
  bytes: count,
  leftOut: list(
    object({
      path: text,
      bytes: count,
      reason: ['regenerable', 'excluded', 'other-project', 'package', 'not-a-file', 'unreadable'],
    }),
  ),
  relinked: list(object({ session: text, references: count, how: ['bytes', 'layout', 'none-needed'] })),
  mayOriginalGo: answer,
  findings: list(finding),
} as const;
const ARCHIVE = object({ schema: ['tapebox-archive/1'], projects: list(object(archived)) });
const DRY_RUN = object({
  schema: ['tapebox-archive/1'],
  projects: list(object({ ...archived, plan: list(object({ from: maybe, to: text, bytes: count, why: text })) })),
});
const VERIFY = object({
  schema: ['tapebox-verify/1'],
  packages: list(
    object({
      package: text,
      ok: flag,
      level: ['full', 'quick'],
      files: count,
      bytes: count,
      problems: list(object({ code: text, member: maybe, message: text })),
    }),
  ),
});
const RESTORE = object({
  schema: ['tapebox-restore/1'],
  package: text,
  restoredTo: text,
  project: text,
  sessions: list(text),
  files: count,
  bytes: count,
  findings: list(finding),
});
const DRILL = object({
  schema: ['tapebox-drill/1'],
  packages: list(
    object({
      package: text,
      ok: flag,
      references: object({ total: count, inside: count, absentBefore: count, lost: count }),
      mayOriginalGo: answer,
      problems: list(text),
    }),
  ),
});
const names = object({ lost: list(text), added: list(text) });
const COMPARE = object({
  schema: ['tapebox-compare/1'],
  a: text,
  b: text,
  lost: list(text),
  added: list(text),
  changed: list(text),
  moved: list(object({ from: text, to: text })),
  same: count,
  session: orNothing(object({ tracks: names, plugins: names })),
});
const RECALL = object({
  schema: ['tapebox-recall/1'],
  sheets: list(
    object({
      project: text,
      folder: text,
      html: text,
      markdown: text,
      json: text,
      svg: text,
      tracksCsv: text,
      mediaCsv: text,
      zip: maybe,
      findings: list(finding),
    }),
  ),
});
const ERROR = object({ schema: ['tapebox-error/1'], code: text, message: text, next: maybe });
const clip = object({
  name: maybe,
  kind: ['audio', 'midi', 'video', 'other'],
  startNs: orNull(nanoseconds),
  lengthNs: orNull(nanoseconds),
  offsetNs: orNull(nanoseconds),
  media: orNull(count),
  muted: orNull(flag),
  gainDb: orNull(number),
  fadeInNs: orNull(nanoseconds),
  fadeOutNs: orNull(nanoseconds),
  active: flag,
});
const plugin = object({
  name: text,
  maker: maybe,
  format: ['VST2', 'VST3', 'AU', 'AAX', 'RTAS', 'TDM', 'CLAP', 'LV2', 'LADSPA', 'DX', 'JS', 'native', 'unknown'],
  identifier: maybe,
  bypassed: orNull(flag),
  preset: maybe,
  within: maybe,
  state: object({ bytes: count, readable: flag }),
  settings: list(object({ name: text, value: text, unit: maybe })),
  hints: list(text),
});
const track = object({
  name: text,
  kind: ['audio', 'midi', 'instrument', 'folder', 'bus', 'return', 'vca', 'master', 'video', 'marker', 'other'],
  inTrackList: flag,
  parent: orNull(count),
  colour: orNull(like(/^#[0-9a-f]{6}$/)),
  volumeDb: orNull(number),
  pan: orNull(number),
  muted: orNull(flag),
  soloed: orNull(flag),
  input: maybe,
  output: maybe,
  sends: list(object({ to: text, levelDb: orNull(number), preFader: orNull(flag), enabled: orNull(flag) })),
  plugins: list(plugin),
  clips: list(clip),
  notes: maybe,
  automated: list(text),
});
const session = object({
  format: text,
  version: maybe,
  application: maybe,
  path: text,
  role: ['session', 'alternative', 'nested', 'template', 'backup', 'autosave'],
  title: maybe,
  coverage: object({
    media: coverage,
    tracks: coverage,
    clips: coverage,
    plugins: coverage,
    tempo: coverage,
    markers: coverage,
    mixer: coverage,
  }),
  relink: ['bytes', 'layout', 'none-needed', 'unknown'],
  sampleRate: orNull(number),
  bitDepth: orNull(number),
  tempo: list(object({ atNs: nanoseconds, atBeats: orNull(number), bpm: number, ramp: ['step', 'linear', 'curve'] })),
  meter: list(object({ atNs: nanoseconds, atBar: orNull(number), numerator: count, denominator: count })),
  lengthNs: orNull(nanoseconds),
  media: list(object(reference)),
  tracks: list(track),
  markers: list(object({ name: text, atNs: orNull(nanoseconds), lengthNs: orNull(nanoseconds), colour: maybe })),
  notes: list(object({ where: text, text })),
  findings: list(finding),
});
const INSPECT = object({
  schema: ['tapebox-inspect/1'],
  path: text,
  projects: list(object({ projectRoot: text, sessions: list(session), findings: list(finding) })),
});

/** Two blanks, LF, a line end, no byte order mark. */
const isWritten = (file: string): boolean =>
  file === `${JSON.stringify(JSON.parse(file), null, 2)}\n` && !file.includes('\r');

describe(`record and sidecar (${SHAPES.length} shapes, both forms)`, () => {
  for (const shape of SHAPES) {
    for (const form of ['zip', 'folder'] as const) {
      it(`${shape.title}: ${form}`, async () => {
        const { fs, path: packaged } = await buildShape(shape, form);
        const opened = await openPackage(fs, packaged);
        const record = opened.read('tapebox/record.json', 1 << 26).toString('utf8');
        const sidecar = fs
          .get(packaged.replace(/(\.zip)?$/, '').replace(/\.tapebox$/, '.tapebox.json'))
          .toString('utf8');
        const recall = JSON.parse(opened.read('data/Recall/recall.json', 1 << 26).toString('utf8'));
        opened.close();
        for (const [file, format] of [
          [record, RECORD],
          [sidecar, SIDECAR],
        ] as const) {
          expect(isWritten(file)).to.equal(true);
          expect(shapeProblems(JSON.parse(file), format)).to.deep.equal([]);
          expect(orderProblems(JSON.parse(file), format)).to.deep.equal([]);
          expect(lostBytes(JSON.parse(file))).to.deep.equal([]);
        }
        expect(lostBytes(recall)).to.deep.equal([]);
        expect(Object.keys(JSON.parse(sidecar)).at(-1)).to.equal('files');
      });
    }
  }

  it('the checker sees a key too many, one too few, one of another kind, and another order', () => {
    const shape = object({ a: text, b: count });
    const wrong = [{ a: '', b: 1, c: 2 }, { a: '' }, { a: '', b: '1' }, [], null];
    expect(wrong.filter((one) => shapeProblems(one, shape).length === 0)).to.deep.equal([]);
    expect(shapeProblems({ a: '', b: 1 }, shape)).to.deep.equal([]);
    expect(orderProblems([{ b: 1, a: '' }], list(shape))).to.have.length(1);
    expect(orderProblems([{ a: '', b: 1 }], list(shape))).to.deep.equal([]);
  });
});

describe('what the commands print with --json', () => {
  const scratch = scratchFolder();
  const tapebox = (...args: string[]) => {
    const env = { ...PLAIN, HOME: scratch.path, TAPEBOX_CONFIG_HOME: path.join(scratch.path, 'config') };
    return runProgram(process.execPath, [CLI, ...args, '--json', '--no-progress'], { cwd: scratch.path, env });
  };
  const shelf = () => nodeFs.readdirSync(path.join(scratch.path, 'shelf'));
  const packaged = () => path.join('shelf', shelf().find((name) => name.endsWith('.zip')) as string);

  before(() => {
    writeAt(
      path.join(scratch.path, 'Song/song.rpp'),
      rpp(['kick.wav', path.join(scratch.path, 'drive/snare.wav'), 'gone.wav']),
    );
    writeAt(path.join(scratch.path, 'Song/kick.wav'), wav(100, 1));
    writeAt(path.join(scratch.path, 'Song/kick.wav.reapeaks'), wav(100, 1));
    writeAt(path.join(scratch.path, 'drive/snare.wav'), wav(100, 2));
    for (const name of ['shelf', 'sheets']) nodeFs.mkdirSync(path.join(scratch.path, name));
  });

  const COMMANDS: readonly (readonly [string, () => readonly string[], number, Shape])[] = [
    ['inspect', () => ['inspect', 'Song'], 3, INSPECT],
    ['archive --dry-run', () => ['archive', 'Song', '--to', 'shelf', '--dry-run'], 3, DRY_RUN],
    ['archive', () => ['archive', 'Song', '--to', 'shelf'], 3, ARCHIVE],
    ['archive, unchanged', () => ['archive', 'Song', '--to', 'shelf'], 3, ARCHIVE],
    ['verify', () => ['verify', packaged()], 0, VERIFY],
    ['verify --quick', () => ['verify', packaged(), '--quick'], 0, VERIFY],
    ['restore', () => ['restore', packaged(), '--to', 'out'], 0, RESTORE],
    ['restore --session-only', () => ['restore', packaged(), '--to', 'sessions', '--session-only'], 0, RESTORE],
    ['restore --salvage', () => ['restore', packaged(), '--to', 'salvaged', '--salvage'], 0, RESTORE],
    ['drill', () => ['drill', packaged()], 0, DRILL],
    ['compare', () => ['compare', 'Song', packaged()], 3, COMPARE],
    ['recall', () => ['recall', 'Song', '--to', 'sheets'], 3, RECALL],
    ['an error', () => ['verify', 'nothing.zip'], 2, ERROR],
    ['wrong usage', () => ['archive', 'Song', '--to', 'nowhere'], 2, ERROR],
    ['no session', () => ['inspect', 'drive'], 4, ERROR],
  ];
  for (const [what, args, exitCode, shape] of COMMANDS) {
    it(what, () => {
      const { code, out } = tapebox(...args());
      const json = JSON.parse(out.slice(0, out.lastIndexOf('}') + 1));
      expect(shapeProblems(json, shape)).to.deep.equal([]);
      expect(code, out).to.equal(exitCode);
    });
  }

  it('a proof, named by its own hash', () => {
    const folder = path.join(scratch.path, 'config/proofs');
    const [name = ''] = nodeFs.readdirSync(folder);
    const file = nodeFs.readFileSync(path.join(folder, name), 'utf8');
    expect(shapeProblems(JSON.parse(file), PROOF)).to.deep.equal([]);
    expect(orderProblems(JSON.parse(file), PROOF)).to.deep.equal([]);
    expect(isWritten(file)).to.equal(true);
    expect(name).to.match(new RegExp(`^${JSON.parse(file).packageId}\\.[0-9a-f]{16}\\.proof\\.json$`));
  });
});

/** Plain, UTF-16 and percent-encoded. */
const formsOf = (secret: string): Buffer[] => [
  Buffer.from(secret),
  Buffer.from(secret, 'utf16le'),
  Buffer.from(encodeURIComponent(secret)),
  Buffer.from(Buffer.from(secret).toString('hex')),
];

describe('privacy (figure 26, small)', () => {
  const SECRETS = ['geheimuser', 'Geheime Platte', 'Anderer Kunde', 'GeheimVolume', 'geheim-server', os.hostname()];
  const HOME = '/home/geheimuser';
  const ROOT = `${HOME}/Anderer Kunde/Projekte/Song`;

  it(`no path outside of the project, no user, no host (${SECRETS.length} secrets in 4 forms)`, async () => {
    const fs = memoryFileSystem();
    fs.put(
      `${ROOT}/song.rpp`,
      rpp([
        'kick.wav',
        '/media/Geheime Platte/snare.wav',
        'C:\\Users\\geheimuser\\tom.wav',
        '/Volumes/GeheimVolume/x.wav',
        '\\\\geheim-server\\share\\y.wav',
        '../Nachbar/z.wav',
        `${HOME}/Musik/hat.wav`,
      ]),
    );
    fs.put(`${ROOT}/kick.wav`, wav(100, 1));
    fs.put('/media/Geheime Platte/snare.wav', wav(100, 2));
    fs.put(`${HOME}/Musik/hat.wav`, wav(100, 3));
    fs.makeLink('/media/Geheime Platte/snare.wav', `${ROOT}/a link`);
    fs.makeFolder('/shelf');
    const world = testWorld(fs, { home: HOME });
    const { result } = await archiveOne(world, ROOT, '/shelf', {}, { maps: [] });
    const opened = await openPackage(fs, result.package as string);
    const told = opened.members
      .map((member) => member.path)
      .filter((name) => /^(data\/Recall\/|bag-info|bagit|README|manifest|tagmanifest)/.test(name));
    expect(told.length).to.be.greaterThan(9);
    const texts = [
      ...told.map((name) => [name, opened.read(name, 1 << 26)] as const),
      ['sidecar', fs.get(result.sidecar as string)] as const,
    ];
    opened.close();
    const hits = texts.flatMap(([name, bytes]) =>
      SECRETS.flatMap((secret) =>
        formsOf(secret).some((form) => bytes.includes(form)) ? [`${secret} in ${name}`] : [],
      ),
    );
    expect(hits).to.deep.equal([]);
    // The harness sees what it looks for: the record is evidence and keeps paths, the session is itself.
    const again = await openPackage(fs, result.package as string);
    const record = again.read('tapebox/record.json', 1 << 26);
    again.close();
    expect(SECRETS.slice(0, 5).filter((secret) => !record.includes(secret))).to.deep.equal([]);
  });
});
