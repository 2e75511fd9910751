/** The built program, as a person or a script starts it. */
import { spawn } from 'node:child_process';
import nodeFs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { VERSION } from '../../lib/model/version.js';
import { rpp, wav } from '../support/project.js';

const MAIN = fileURLToPath(new URL('../../lib/cli/main.js', import.meta.url));

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

let top = '';
const at = (...parts: readonly string[]) => path.join(top, ...parts);

function put(name: string, bytes: Uint8Array | string): string {
  nodeFs.mkdirSync(path.dirname(at(name)), { recursive: true });
  nodeFs.writeFileSync(at(name), bytes);
  return at(name);
}

function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: at('home'), TAPEBOX_CONFIG_HOME: at('config'), ...environment };
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [MAIN, ...args], {
      cwd: at('stand'),
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const text = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (more: string) => (text.out += more));
    child.stderr.setEncoding('utf8').on('data', (more: string) => (text.err += more));
    child.on('error', failed);
    child.on('close', (code) => done({ code, ...text }));
  });
}

/** Every path below a folder with its size and time. */
const tree = (folder: string): string[] =>
  (nodeFs.readdirSync(folder, { recursive: true }) as string[])
    .map((name) => {
      const { size, mtimeMs } = nodeFs.lstatSync(path.join(folder, name));
      return `${name} ${size} ${mtimeMs}`;
    })
    .sort();

describe('the command line', () => {
  before(async () => {
    top = nodeFs.realpathSync(nodeFs.mkdtempSync(path.join(os.tmpdir(), 'tapebox-cli-')));
    for (const folder of ['home', 'stand', 'shelf', 'empty', 'scratch']) nodeFs.mkdirSync(at(folder));
    put('Good/Good.rpp', rpp(['a.wav']));
    put('Good/a.wav', wav());
    put('Lacking/Lacking.rpp', rpp(['gone.wav']));
    put('fake.rpp', 'no session');
    put('letter.txt', 'dear');
    put('none.tapebox.zip', 'no package');
    put('none.zip', 'no package');
    for (const project of ['Good', 'Lacking']) await run(['archive', at(project), '--to', at('shelf')]);
    const whole = nodeFs.readFileSync(packageOf('Good'));
    const flipped = Buffer.from(whole);
    const place = whole.indexOf('data', 0, 'latin1') + 200;
    flipped[place] = (flipped[place] as number) ^ 1;
    put('damaged/Good_v01.tapebox.zip', flipped);
  });

  after(() => nodeFs.rmSync(top, { recursive: true }));

  const packageOf = (project: string): string => {
    const name = nodeFs
      .readdirSync(at('shelf'))
      .find((one) => one.includes(`_${project}_`) && one.endsWith('.tapebox.zip'));
    if (name === undefined) throw new Error(`${project} was not sealed`);
    return at('shelf', name);
  };

  describe('ends in the exit code of the design', () => {
    const cases: readonly (readonly [string, () => readonly string[], number])[] = [
      ['archive: done', () => ['archive', at('Good'), '--to', at('shelf')], 0],
      ['archive: something is missing', () => ['archive', at('Lacking'), '--to', at('shelf')], 3],
      ['archive: no session', () => ['archive', at('fake.rpp'), '--to', at('shelf')], 4],
      ['archive: a folder without one', () => ['archive', at('empty'), '--to', at('shelf')], 4],
      ['archive: nothing there', () => ['archive', at('nowhere'), '--to', at('shelf')], 2],
      ['archive: no destination', () => ['archive', at('Good')], 2],
      ['archive: a destination that is not there', () => ['archive', at('Good'), '--to', at('nowhere')], 2],
      ['archive: into the project', () => ['archive', at('Good'), '--to', at('Good')], 2],
      ['archive: a bad --map', () => ['archive', at('Good'), '--to', at('shelf'), '--map', 'E:'], 2],
      [
        'archive: a --search that is not there',
        () => ['archive', at('Good'), '--to', at('shelf'), '--search', at('no')],
        2,
      ],
      [
        'archive: an --accept whose file is not there',
        () => {
          const decisions = [{ stored: 'x.wav', file: at('gone.wav') }];
          nodeFs.writeFileSync(at('accept.json'), JSON.stringify({ schema: 'tapebox-accept/1', decisions }));
          return ['archive', at('Good'), '--to', at('shelf'), '--accept', at('accept.json')];
        },
        2,
      ],
      [
        'archive: an --accept that is not there',
        () => ['archive', at('Good'), '--to', at('shelf'), '--accept', at('no')],
        2,
      ],
      ['archive: a bad --as', () => ['archive', at('Good'), '--to', at('shelf'), '--as', 'rar'], 2],
      ['archive: no input', () => ['archive', '--to', at('shelf')], 2],
      ['inspect: all there', () => ['inspect', at('Good')], 0],
      ['inspect: something is missing', () => ['inspect', at('Lacking')], 3],
      ['inspect: no session', () => ['inspect', at('letter.txt')], 4],
      ['verify: whole', () => ['verify', packageOf('Good')], 0],
      ['verify: incomplete, and whole', () => ['verify', packageOf('Lacking')], 0],
      ['verify: damaged', () => ['verify', at('damaged/Good_v01.tapebox.zip')], 5],
      ['verify: a damaged package by its name', () => ['verify', at('none.tapebox.zip')], 5],
      ['verify: no package', () => ['verify', at('none.zip')], 4],
      ['verify: nothing there', () => ['verify', at('nowhere.tapebox.zip')], 2],
      ['restore: done', () => ['restore', packageOf('Good'), '--to', at('out')], 0],
      ['restore: damaged', () => ['restore', at('damaged/Good_v01.tapebox.zip'), '--to', at('out2')], 5],
      ['restore: no package', () => ['restore', at('none.zip'), '--to', at('out2')], 4],
      ['restore: without --to', () => ['restore', packageOf('Good')], 2],
      ['drill: done', () => ['drill', packageOf('Good'), '--scratch', at('scratch')], 0],
      ['drill: damaged', () => ['drill', at('damaged/Good_v01.tapebox.zip'), '--scratch', at('scratch')], 5],
      ['recall: done', () => ['recall', at('Good'), '--to', at('stand')], 0],
      ['recall: into the project', () => ['recall', at('Good'), '--to', at('Good')], 2],
      [
        'recall: with a ZIP and a letter',
        () => ['recall', at('Good'), '--to', at('stand'), '--zip', '--notes', at('letter.txt')],
        0,
      ],
      [
        'recall: a --notes that is not there',
        () => ['recall', at('Good'), '--to', at('stand'), '--notes', at('no')],
        2,
      ],
      ['archive: with a letter', () => ['archive', at('Good'), '--to', at('shelf'), '--notes', at('letter.txt')], 0],
      ['archive: a folder for --notes', () => ['archive', at('Good'), '--to', at('shelf'), '--notes', at('empty')], 2],
      ['notes: done', () => ['notes', at('Good'), '--to', at('stand')], 0],
      ['notes: of what is incomplete', () => ['notes', at('Lacking'), '--to', at('stand'), '--set', 'patch=1-1'], 0],
      ['notes: into the project', () => ['notes', at('Good'), '--to', at('Good')], 2],
      ['notes: no such field', () => ['notes', at('Good'), '--to', at('stand'), '--set', 'drums=loud'], 2],
      ['notes: no session', () => ['notes', at('empty'), '--to', at('stand')], 4],
      ['config: an accent that cannot be read', () => ['config', 'recall.accent', '#ffcc00'], 2],
      ['config: a logo that is none', () => ['config', 'recall.logo', at('letter.txt')], 2],
      ['config: a part that is none', () => ['config', 'recall.hide', 'verdict'], 2],
      ['compare: lost files', () => ['compare', at('Good'), at('Lacking')], 3],
      ['compare: the same', () => ['compare', at('Good'), at('Good')], 0],
      ['compare: nothing there', () => ['compare', at('Good'), at('nowhere')], 2],
      ['config: shown', () => ['config'], 0],
      ['config: no such setting', () => ['config', 'colour', 'red'], 2],
      ['no command', () => [], 2],
    ];
    for (const [what, args, code] of cases) {
      it(`${what}: ${code}`, async () => {
        const ran = await run(args());
        expect(ran.code, ran.out + ran.err).to.equal(code);
        expect(ran.err).not.to.match(/^ {4}at /m);
        if (code === 1 || code === 2 || code === 4) expect(ran.err).to.match(/^tapebox: .+/);
      });
    }

    it('the worst of several counts, and every input is done', async () => {
      const [good, damaged, none] = [packageOf('Good'), at('damaged/Good_v01.tapebox.zip'), at('none.zip')];
      const some: readonly (readonly [readonly string[], number])[] = [
        [['verify', damaged, none, good], 5],
        [['verify', none, good], 4],
        [['inspect-like', good], 2],
        [['archive', at('Lacking'), at('fake.rpp'), at('Good'), '--to', at('shelf')], 4],
        [['archive', at('Good'), at('Lacking'), '--to', at('shelf')], 3],
      ];
      for (const [args, code] of some) expect((await run(args)).code, args.join(' ')).to.equal(code);
      const both = await run(['verify', none, good, '--json']);
      const { packages } = JSON.parse(both.out) as { packages: { package: string; ok: boolean }[] };
      expect(packages.some((one) => one.package === good && one.ok)).to.equal(true);
    });

    it('a mistyped path outweighs what a person must look at', async () => {
      expect((await run(['archive', at('nowhere'), at('Lacking'), '--to', at('shelf')])).code).to.equal(2);
      expect((await run(['--help'])).out).to.include('in the order 5, 1, 4, 2, 3, 0');
    });

    for (const command of ['verify', 'drill']) {
      it(`${command} --json has every input, also those that failed`, async () => {
        const [good, foreign, none] = [packageOf('Good'), at('fake.rpp'), at('none.zip')];
        const { out } = await run([command, foreign, good, none, '--json']);
        const { packages } = JSON.parse(out) as { packages: { package: string; ok: boolean; problems: unknown[] }[] };
        expect(packages.map((one) => [one.package, one.ok, one.problems.length > 0])).to.deep.equal([
          [foreign, false, true],
          [good, true, false],
          [none, false, true],
        ]);
      });
    }

    it('1, where the system fails', async () => {
      put('blocked', 'a file where a folder is wanted');
      const ran = await run(['restore', packageOf('Good'), '--to', at('blocked/below')]);
      expect(ran.code).to.equal(1);
      expect(ran.err).to.match(/^tapebox: /);
    });
  });

  describe('with --json', () => {
    const outputs: readonly (readonly [string, () => readonly string[]])[] = [
      ['tapebox-archive/1', () => ['archive', at('Good'), at('Lacking'), '--to', at('shelf')]],
      ['tapebox-archive/1', () => ['archive', at('Good'), '--to', at('shelf'), '--dry-run']],
      ['tapebox-inspect/1', () => ['inspect', at('Lacking')]],
      ['tapebox-verify/1', () => ['verify', packageOf('Good')]],
      ['tapebox-verify/1', () => ['verify', at('damaged/Good_v01.tapebox.zip')]],
      ['tapebox-restore/1', () => ['restore', packageOf('Good'), '--to', at('json-out')]],
      ['tapebox-drill/1', () => ['drill', packageOf('Good'), '--scratch', at('scratch')]],
      ['tapebox-recall/1', () => ['recall', at('Lacking'), '--to', at('stand')]],
      ['tapebox-recall/1', () => ['recall', at('Good'), '--to', at('stand'), '--zip']],
      ['tapebox-notes/1', () => ['notes', at('Good'), '--to', at('stand')]],
      ['tapebox-error/1', () => ['notes', at('Good'), '--set', 'drums=loud']],
      ['tapebox-compare/1', () => ['compare', at('Good'), at('Lacking')]],
      ['tapebox-config/1', () => ['config']],
      ['tapebox-error/1', () => ['inspect', at('fake.rpp')]],
      ['tapebox-error/1', () => ['inspect', at('nowhere')]],
      ['tapebox-error/1', () => ['archive', at('Good')]],
      ['tapebox-error/1', () => ['restore', at('damaged/Good_v01.tapebox.zip'), '--to', at('json-out2')]],
      ['tapebox-error/1', () => ['nonsense']],
      ['tapebox-error/1', () => ['verify']],
      ['tapebox-error/1', () => ['inspect', at('Good'), '--nonsense']],
    ];
    for (const [schema, args] of outputs) {
      it(`${schema} is all that stands on stdout`, async () => {
        const { out } = await run([...args(), '--json']);
        const value = JSON.parse(out) as { schema: string; code?: unknown; message?: unknown; next?: unknown };
        expect(value.schema).to.equal(schema);
        if (schema !== 'tapebox-error/1') return;
        expect(Object.keys(value)).to.deep.equal(['schema', 'code', 'message', 'next']);
        expect(value.code).to.be.a('string').and.not.equal('');
        expect(value.message).to.be.a('string').and.not.equal('');
      });
    }
  });

  describe('says', () => {
    it('nothing with --quiet but errors', async () => {
      expect(await run(['inspect', at('Lacking'), '--quiet'])).to.deep.equal({ code: 3, out: '', err: '' });
      const failed = await run(['inspect', at('fake.rpp'), '--quiet']);
      expect(failed.out).to.equal('');
      expect(failed.err).to.match(/^tapebox: /);
    });

    it('where it stood only with --debug', async () => {
      expect((await run(['inspect', at('fake.rpp')])).err).not.to.match(/^ {4}at /m);
      expect((await run(['inspect', at('fake.rpp'), '--debug'])).err).to.match(/^ {4}at /m);
    });

    it('its version, wherever it is asked for', async () => {
      for (const args of [['--version'], ['inspect', '--version']]) {
        expect(await run(args)).to.deep.equal({ code: 0, out: `${VERSION}\n`, err: '' });
      }
    });

    it('what was meant, where a command or an option is mistyped', async () => {
      const command = await run(['archiv', at('Good')]);
      expect(command).to.include({ code: 2, out: '' });
      expect(command.err).to.match(/^tapebox: there is no command .*did you mean archive\?/);
      const option = await run(['archive', at('Good'), '--exlude', 'x', '--to', at('shelf')]);
      expect(option).to.include({ code: 2, out: '' });
      expect(option.err).to.equal(
        'tapebox: there is no option --exlude; did you mean --exclude?\n  tapebox --help lists commands and options.\n',
      );
    });

    const HELP: Readonly<Record<string, readonly string[]>> = {
      archive: [
        'to',
        'dry-run',
        'search',
        'map',
        'accept',
        'as',
        'artist',
        'title',
        'client',
        'note',
        'notes',
        'libraries',
        'with-caches',
        'whole-folder',
        'exclude',
        'again',
      ],
      inspect: ['search', 'map'],
      verify: ['quick'],
      restore: ['to', 'session-only', 'salvage'],
      drill: ['scratch'],
      recall: ['to', 'notes', 'zip', 'open'],
      notes: ['to', 'set'],
      compare: [],
      config: [],
    };

    it('every command with --help', async () => {
      const { code, out } = await run(['--help']);
      expect(code).to.equal(0);
      for (const command of Object.keys(HELP)) expect(out).to.match(new RegExp(`^  tapebox ${command}\\b`, 'm'));
      expect(out).to.include('Exit codes');
      const longest = Math.max(...out.split('\n').map((line) => line.length));
      expect(longest).to.be.at.most(80);
    });

    for (const [command, options] of Object.entries(HELP)) {
      it(`every option of ${command}, each with a word of what it does`, async () => {
        const { code, out } = await run([command, '--help']);
        expect(code).to.equal(0);
        for (const option of [...options, 'json', 'quiet']) {
          expect(out, option).to.match(new RegExp(`^ +--(no-)?${option}  +(?!\\[)\\S`, 'm'));
        }
      });
    }

    it('no escape codes into a pipe', async () => {
      for (const environment of [{}, { FORCE_COLOR: '1', NO_COLOR: '1' }] as Record<string, string>[]) {
        for (const args of [
          ['inspect', at('Lacking')],
          ['verify', at('damaged/Good_v01.tapebox.zip')],
          ['archive', at('Lacking'), '--to', at('shelf')],
        ]) {
          const { out, err } = await run(args, environment);
          expect(out + err).not.to.include('\u001b');
        }
      }
    });

    it('what is in a session in 80 columns', async () => {
      const names = Array.from({ length: 12 }, (_, n) => `a rather long name of a take ${n} with many words in it.wav`);
      put('Wide/Wide.rpp', rpp([...names, 'E:\\Sessions\\Somebody Else\\lost take.wav']));
      for (const name of names.slice(0, 6)) put(`Wide/${name}`, wav());
      const { out } = await run(['inspect', at('Wide')]);
      const wide = out.split('\n').filter((line) => [...line].length > 80 && line.trim().includes(' '));
      expect(wide.filter((line) => !line.includes(top))).to.deep.equal([]);
      expect(out).to.match(/^Next: tapebox archive /m);
    });

    it('in its last lines what to do next, or whether the original may go', async () => {
      const { out } = await run(['archive', at('Lacking'), '--to', at('shelf')]);
      expect(out).to.match(
        /May the original go\? {2}No\.\n {2}· 1 file is missing: .*\n {2}· this would be the only copy/,
      );
    });

    it('names from a session without what a terminal would obey', async () => {
      put('Evil/Evil.rpp', rpp(['\u001b[31mred\u001b[0m.wav', 'back\u202egnp.wav']));
      const { out, err } = await run(['inspect', at('Evil')]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      expect(out + err).not.to.match(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    });
  });

  describe('writes', () => {
    it('nothing in a dry run, and nothing into the project ever', async () => {
      const [source, shelf] = [tree(at('Good')), tree(at('shelf'))];
      const dry = await run(['archive', at('Good'), '--to', at('shelf'), '--again', '--dry-run']);
      expect(dry.code).to.equal(0);
      expect(dry.out).to.include('Nothing was done');
      expect(tree(at('shelf'))).to.deep.equal(shelf);
      nodeFs.mkdirSync(at('shelf2'), { recursive: true });
      for (const args of [
        ['archive', at('Good'), '--to', at('shelf2')],
        ['inspect', at('Good')],
        ['recall', at('Good'), '--to', at('stand'), '--zip'],
        ['notes', at('Good'), '--to', at('stand'), '--set', 'patch=1-1'],
        ['compare', at('Good'), at('Lacking')],
      ]) {
        await run(args);
      }
      expect(tree(at('Good'))).to.deep.equal(source);
    });

    it('package and sidecar into the destination, and nothing else', async () => {
      nodeFs.mkdirSync(at('shelf3'));
      await run(['archive', at('Good'), '--to', at('shelf3')]);
      const names = nodeFs.readdirSync(at('shelf3')).sort();
      expect(names).to.have.length(2);
      expect(names[0]).to.match(/\.tapebox\.json$/);
      expect(names[1]).to.equal(names[0]?.replace(/json$/, 'zip'));
    });

    it('settings, which the next run heeds', async () => {
      const mine = { TAPEBOX_CONFIG_HOME: at('config2') };
      nodeFs.mkdirSync(at('shelf4'));
      for (const args of [
        ['to', at('shelf4')],
        ['naming', '{title}_{studio}_v{n}'],
        ['studio', 'Big Room'],
      ]) {
        expect((await run(['config', ...args], mine)).code).to.equal(0);
      }
      expect((await run(['archive', at('Good')], mine)).code).to.equal(0);
      expect(nodeFs.readdirSync(at('shelf4')).sort()).to.deep.equal([
        'Good_Big-Room_v01.tapebox.json',
        'Good_Big-Room_v01.tapebox.zip',
      ]);
      expect(JSON.parse((await run(['config', '--json'], mine)).out)).to.include({
        studio: 'Big Room',
        home: at('config2'),
      });
      await run(['config', 'studio', '--unset'], mine);
      expect(JSON.parse((await run(['config', '--json'], mine)).out)).to.include({ studio: null, to: at('shelf4') });
    });

    it('a notes form, fills it in where it stands, and gives it to the sheet', async () => {
      nodeFs.mkdirSync(at('desk'));
      const first = await run(['notes', at('Good'), '--to', at('desk')]);
      expect(first.out).to.match(/Next: fill it in .* notes\.md,\n.*--notes FILE\.\n$/);
      const { out } = await run([
        'notes',
        at('Good'),
        '--to',
        at('desk'),
        '--set',
        'console=SSL',
        '--set',
        'patch=1=2',
        '--json',
      ]);
      const [form] = (JSON.parse(out) as { forms: { path: string; isNew: boolean; filled: string[] }[] }).forms;
      expect(form).to.deep.include({ path: at('desk/Good notes.md'), isNew: false, filled: ['console', 'patch'] });
      expect(nodeFs.readdirSync(at('desk'))).to.deep.equal(['Good notes.md']);
      const sheets = await run([
        'recall',
        at('Good'),
        '--to',
        at('desk'),
        '--notes',
        at('desk/Good notes.md'),
        '--json',
      ]);
      const [sheet] = (JSON.parse(sheets.out) as { sheets: { json: string; zip: string | null }[] }).sheets;
      expect(sheet?.zip).to.equal(null);
      const { form: filled } = JSON.parse(nodeFs.readFileSync(sheet?.json ?? '', 'utf8'));
      expect(filled).to.include({ console: 'SSL', patch: '1=2', lyrics: null });
    });

    it('the sheet without a logo that is gone, and says so: exit 3', async () => {
      const mine = { TAPEBOX_CONFIG_HOME: at('config4') };
      put('logo.png', Buffer.from('89504e470d0a1a0a', 'hex'));
      expect((await run(['config', 'recall.logo', at('logo.png')], mine)).code).to.equal(0);
      expect((await run(['recall', at('Good'), '--to', at('stand')], mine)).code).to.equal(0);
      nodeFs.rmSync(at('logo.png'));
      const ran = await run(['recall', at('Good'), '--to', at('stand')], mine);
      expect(ran.code).to.equal(3);
      expect(ran.out).to.match(/look +the sheet has no logo/);
    });

    it('where no desktop is, what to open by hand, with the same exit code', async function () {
      if (process.platform !== 'linux') this.skip();
      const ran = await run(['recall', at('Good'), '--to', at('stand'), '--open']);
      expect(ran.code).to.equal(0);
      expect(ran.out).to.match(
        /not opened: there is no desktop here; open this file in a browser yourself: .*recall\.html/,
      );
    });

    it('nothing where the settings are broken: exit 2', async () => {
      put('config3/config.json', '{');
      const ran = await run(['archive', at('Good'), '--to', at('shelf')], { TAPEBOX_CONFIG_HOME: at('config3') });
      expect(ran.code).to.equal(2);
      expect(ran.err).to.include('config.json');
    });
  });
});
