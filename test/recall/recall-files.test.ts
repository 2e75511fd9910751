import { expect } from 'chai';
import { projectFindings } from '../../lib/inspect/inspection.js';
import type { LocatedProject } from '../../lib/model/located.js';
import { type RecallFile, recallFiles } from '../../lib/recall/recall-files.js';
import {
  clip,
  entry,
  glassHarbour,
  located,
  locatedSession,
  parsed,
  plugin,
  project,
  ROOT,
  reference,
  track,
} from '../inspect/sample.js';
import { HOSTILE, named, PLAIN } from './hostile.js';

const OUTSIDE = '/mnt/old drive/Samples/Cymbals/reverse_cym.aif';
const sheet = (of: LocatedProject): readonly RecallFile[] =>
  recallFiles({
    located: of,
    title: null,
    artist: null,
    client: null,
    notes: [{ where: 'notes.md', text: 'Mics: D112, U47' }],
    plan: {
      collected: new Map([[OUTSIDE, 'Media/reverse_cym.aif']]),
      relinked: new Set([`${ROOT}/Glass Harbour.rpp`]),
      findings: findingsOf(of),
    },
  });

/** As a plan has them: of the project and of all its sessions. */
const findingsOf = (of: LocatedProject) => [
  ...of.sessions.flatMap(({ session }) => session.findings),
  ...projectFindings(of),
];

const textOf = (files: readonly RecallFile[], path: string): string =>
  files.find((file) => file.path === path)?.bytes.toString('utf8') ?? '';

describe('recallFiles', () => {
  const files = sheet(glassHarbour());
  const html = textOf(files, 'recall.html');

  it('gives six files, and the same bytes each time', () => {
    expect(files.map(({ path }) => path)).to.deep.equal([
      'media.csv',
      'recall.html',
      'recall.json',
      'recall.md',
      'timeline.svg',
      'tracks.csv',
    ]);
    expect(sheet(glassHarbour())).to.deep.equal(files);
  });

  it('says the verdict and what to do', () => {
    for (const words of [
      '1 file missing',
      'heard for 62 s on “Ac Gtr (double)”, from bar 61',
      '1 brought from outside',
      '2 plug-ins, 1 not readable',
      'Opens, and asks',
      'nothing that fits was found in 2 places',
      'missing: acgtr_R_new.wav',
      'last saved 14 March 2019 in REAPER 5.96/win64',
    ])
      expect(html).to.contain(words);
  });

  it('is a page that runs nothing and asks the network for nothing', () => {
    expect(html).to.contain("default-src 'none'");
    expect(html).not.to.match(/<script|<link|<iframe|\son\w+=|(?:src|href)=|url\((?!#miss)/i);
  });

  it('holds in its JSON what a sidecar is made from', () => {
    const json = JSON.parse(textOf(files, 'recall.json'));
    const [session] = json.sessions;
    expect(json.schema).to.equal('tapebox-recall-sheet/1');
    expect([json.title, json.artist]).to.deep.equal(['Glass Harbour', 'Anna Larsen']);
    expect(session).to.include({
      path: 'Glass Harbour.rpp',
      format: 'reaper',
      application: 'REAPER 5.96/win64',
      saved: '2019-03-14T00:00:00Z',
      sampleRate: 48000,
      lengthNs: '214000000000',
    });
    expect(session.tempo[0].bpm).to.equal(96);
    expect(session.tracks[1].plugins[0]).to.include({ name: 'Pro-Q 3', maker: 'FabFilter' });
  });

  it('lists tracks and media for a spreadsheet', () => {
    expect(textOf(files, 'tracks.csv').split('\r\n')[2]).to.equal(
      'Glass Harbour.rpp,2,Kick In,audio,In 1,Master,-3.4,C,,Pro-Q 3 · ReaComp,Plate -14.0,,,2',
    );
    expect(textOf(files, 'media.csv').split('\r\n')[1]).to.match(/^Glass Harbour\.rpp,acgtr_R_new\.wav,missing,/);
  });

  it("shows the DAW's own picture in the page itself, and nowhere else", () => {
    const session = locatedSession(parsed({ picture: Uint8Array.from([0xff, 0xd8, 0xff, 1]) }), []);
    const files = sheet(project([session]));
    expect(textOf(files, 'recall.html')).to.contain('<img src="data:image/jpeg;base64,/9j/AQ=="');
    expect(textOf(files, 'recall.json')).not.to.contain('/9j/');
    expect(textOf(sheet(project([locatedSession(parsed(), [])])), 'recall.html')).not.to.contain('<img');
  });

  it('has a sheet for a folder of backups alone', () => {
    const backup = {
      path: `${ROOT}/Song.rpp-bak`,
      format: 'reaper',
      role: 'backup',
      baseFolder: ROOT,
      ownFolder: false,
      bundle: null,
      shown: `${ROOT}/Song.rpp-bak`,
    } as const;
    const only = sheet(project([], [entry('Song.rpp-bak')], { kept: [backup] }));
    expect(textOf(only, 'recall.html')).to.contain('backups only').and.contain('Song.rpp-bak');
  });
});

describe('a recall sheet carries no path outside the project', () => {
  const secrets = [
    'D:\\Secret Place\\kick.wav',
    '/Users/secret/Music/kick.wav',
    '\\\\secret\\share\\kick.wav',
    'file:///home/secret/kick.wav',
    'Macintosh HD:Users:secret:kick.wav',
    'Macintosh HD/Users/secret/kick.wav',
    '~/secret/kick.wav',
    '%USERPROFILE%\\secret\\kick.wav',
    'smb://secret/share/kick.wav',
    '../../secret/kick.wav',
  ];
  for (const secret of secrets)
    it(secret, () => {
      const found = {
        code: 'x',
        severity: 'warn',
        message: `"${secret}" is odd`,
        where: secret,
        next: `look at "${secret}"`,
      };
      const candidates = [{ path: '/mnt/secret/kick.wav', agrees: [], contradicts: [], unknown: [] }];
      const references = [
        located(reference(secret, { alternates: [secret] }), null, { candidates, searched: ['/mnt/secret'] }),
        located(reference(secret), '/mnt/secret/kick.wav', { by: '--map E:=/mnt/secret/x' }),
      ];
      const hinting = plugin('Kontakt', {
        hints: [secret],
        preset: secret,
        settings: [{ name: 'file', value: secret, unit: null }],
      });
      // In free text nobody can tell these from words with slashes.
      const isAbsolute = !secret.startsWith('..') && !secret.startsWith('Macintosh HD/');
      const findings = isAbsolute ? ([found] as LocatedProject['findings']) : [];
      const name = isAbsolute ? secret : 'Kick';
      const hints = plugin('Kontakt', { hints: [secret] });
      const session = parsed({
        title: name,
        artist: name,
        tracks: [track(name, { plugins: isAbsolute ? [hinting, hints] : [hints], clips: [clip(0, 0, 100, { name })] })],
        markers: [{ name, atNs: 0n, lengthNs: null, colour: null }],
        findings,
      });
      const nested = locatedSession(parsed(), [], '/mnt/secret/Chorus.rpp');
      const of = project([locatedSession(session, references), nested], [], { findings });
      for (const { path, bytes } of sheet(of)) {
        expect(bytes.toString('utf8').toLowerCase(), path).not.to.contain('secret');
        expect(bytes.toString('utf8'), path).not.to.contain('anna/');
      }
    });

  it('takes bare paths out of sentences, and leaves the rest', () => {
    const message = 'Two files fit kick.wav: /mnt/secret place/a.wav, E:\\secret\\b.wav (4/4, and/or 96 BPM)';
    const findings = [{ code: 'x', severity: 'warn', message, where: null, next: null }] as const;
    const html = textOf(sheet(project([locatedSession(parsed(), [])], [], { findings })), 'recall.html');
    expect(html).to.contain('Two files fit kick.wav: a.wav, b.wav (4/4, and/or 96 BPM)');
  });
});

describe('hostile names', () => {
  const tags = (markup: string): string[] =>
    markup.replace(/<style>[\s\S]*?<\/style>/g, '').match(/<[!/a-z][a-z]*(?=[\s>/])|(?<=<)[^>]*\son\w+/gi) ?? [];
  const plainFiles = sheet(named(PLAIN));

  for (const name of HOSTILE)
    it(JSON.stringify(name).slice(0, 60), () => {
      const files = sheet(named(name));
      for (const path of ['recall.html', 'timeline.svg'])
        expect(tags(textOf(files, path)), path).to.deep.equal(tags(textOf(plainFiles, path)));
      const lines = (path: string, of = files) => textOf(of, path).split('\n').length;
      for (const path of ['recall.md', 'tracks.csv', 'media.csv'])
        expect(lines(path), path).to.equal(lines(path, plainFiles));
      const bars = (of: readonly RecallFile[]) => textOf(of, 'recall.md').match(/(?<!\\)\|/g)?.length;
      expect(bars(files)).to.equal(bars(plainFiles));
      for (const { path, bytes } of files) {
        const text = bytes.toString('utf8');
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        if (path !== 'recall.json') expect(text, path).not.to.match(/[\u0000-\u0009\u000b\u000c\u000e-\u001f\u202e]/);
      }
      const cells = textOf(files, 'tracks.csv').match(/(?<=^|,)(?:"(?:[^"]|"")*"|[^",\r\n]*)/gm) ?? [];
      expect(cells.filter((cell) => /^"?\s*[=+@]/.test(cell))).to.deep.equal([]);
      // Notes are kept whole for programs.
      for (const { path, bytes } of files)
        expect(bytes.length, path).to.be.below(path === 'recall.json' ? 3_000_000 : 200_000);
    });
});

describe('a huge session', () => {
  it('of 200 tracks with 2,000 clips each gives a page that opens', function () {
    this.timeout(30_000);
    const clips = Array.from({ length: 2000 }, (_, n) => clip(0, n * 2, 1));
    const tracks = Array.from({ length: 200 }, (_, n) =>
      track(`Track ${n}`, { clips, plugins: [plugin(`Plug ${n}`), plugin('EQ')] }),
    );
    const references = Array.from({ length: 3000 }, (_, n) => located(reference(`E:\\x\\take ${n}.wav`), null));
    const files = sheet(project([locatedSession(parsed({ tracks, lengthNs: 4_000_000_000_000n }), references)]));
    const size = (path: string) => files.find((file) => file.path === path)?.bytes.length ?? 0;
    expect(size('recall.html')).to.be.within(100_000, 3_000_000);
    expect(size('timeline.svg')).to.be.within(50_000, 2_000_000);
    expect(size('recall.md')).to.be.below(1_000_000);
    expect(size('recall.json')).to.be.below(10_000_000);
    expect(textOf(files, 'recall.json')).to.contain('sheet-shortened');
    expect(textOf(files, 'recall.html')).to.contain('more: media.csv');
  });

  it('of 200 tracks and two hours, drawn with noise and notes everywhere, stays below 3 MB', function () {
    this.timeout(30_000);
    const peaks = 8192;
    const noise = (sign: number) => Float32Array.from({ length: peaks }, (_, n) => sign * (((n * 7919) % 997) / 997));
    const wave = {
      peaks: {
        sampleRate: 48_000,
        framesPerPeak: Math.ceil((7200 * 48_000) / peaks),
        lows: noise(-1),
        highs: noise(1),
      },
      check: { isSilent: false, zeroRuns: [] },
    };
    const notes = Array.from({ length: 256 }, (_, n) => ({ at: n / 5, length: 0.1, key: (n * 7) % 128 }));
    const tracks = Array.from({ length: 200 }, (_, n) =>
      n % 2 === 0
        ? track(`Audio ${n}`, { clips: Array.from({ length: 20 }, (_, at) => clip(0, at * 360, 350)) })
        : track(`Synth ${n}`, {
            clips: Array.from({ length: 20 }, (_, at) =>
              clip(null, at * 360, 350, { kind: 'midi', midi: { count: 256, notes } }),
            ),
          }),
    );
    const of = project([locatedSession(parsed({ tracks }), [located(reference('a.wav'), `${ROOT}/a.wav`)])]);
    const input = { located: of, title: null, artist: null, client: null, notes: [], plan: null };
    const files = recallFiles(input, () => wave);
    const size = (path: string) => files.find((file) => file.path === path)?.bytes.length ?? 0;
    for (const path of ['recall.html', 'timeline.svg']) expect(size(path), path).to.be.within(500_000, 3_000_000);
    expect(textOf(files, 'timeline.svg')).to.contain('class="wv"');
  });
});
