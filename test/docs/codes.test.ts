/** The docs say what the program can say: every code of the sources is explained, and every command and option is named. */
import nodeFs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import yargs from 'yargs';
import { COMMANDS } from '../../lib/cli/commands.js';
import { helpText } from '../../lib/cli/run.js';

const filesBelow = (folder: string, extension: string): string[] =>
  nodeFs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension))
    .map((name) => path.join(folder, name));

const textOf = (file: string): string => nodeFs.readFileSync(file, 'utf8');

const SOURCES = [...filesBelow('lib', '.ts'), ...filesBelow('parsers', '.ts')].map(textOf);
const JSON_PAGE = textOf('docs/json.md');
const PAGES = [...filesBelow('docs', '.md'), ...(nodeFs.existsSync('README.md') ? ['README.md'] : [])].map(textOf);

const CODE = "'([a-z][a-z0-9]*(?:-[a-z0-9]+)*)'";

const allOf = (pattern: RegExp, texts: readonly string[] = SOURCES): Set<string> =>
  new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] as string)));

/** Functions of one file that are handed a code: `const refuse = (code: string, …`, `const problem: Say = (code, …`. */
function codesOfHelpers(text: string): string[] {
  const names = [...text.matchAll(/(?:const|function) (\w+)(?:: \w+)?(?: = )?\(code\b/g)].map((match) => match[1]);
  const aliases = names.length === 0 ? [] : [...text.matchAll(/const (\w+) = [^;]*\? bag\.\w+ : bag\.\w+;/g)];
  const all = [...names, ...aliases.map((match) => match[1])].filter((name) => name !== undefined);
  if (all.length === 0) return [];
  return [...text.matchAll(new RegExp(`\\b(?:${all.join('|')})\\(\\s*${CODE},`, 'g'))].map(
    (match) => match[1] as string,
  );
}

const findings = new Set([
  ...allOf(new RegExp(`\\bfinding\\(\\s*[\\w'.]+,\\s*${CODE}`, 'g')),
  ...SOURCES.filter((text) => text.includes('finding(')).flatMap(codesOfHelpers),
]);
const problems = new Set([
  ...allOf(new RegExp(`\\bproblems\\.add\\(\\s*${CODE}`, 'g')),
  ...SOURCES.filter((text) => text.includes('BagProblem')).flatMap(codesOfHelpers),
]);
const errors = new Set([
  ...allOf(new RegExp(`\\b\\w*Error\\(\\s*${CODE}\\s*,`, 'g')),
  ...SOURCES.filter((text) => text.includes('packageError(code')).flatMap(codesOfHelpers),
  ...allOf(new RegExp(`\\?\\? ${CODE},`, 'g'), SOURCES.filter((text) => text.includes('Error(')).flatMap(errorCalls)),
]);

/** The first argument of an error where it is chosen: `problem?.code ?? 'damaged'`. */
function errorCalls(text: string): string[] {
  return [...text.matchAll(/\b\w+Error\(\s*\w+\?\.code [^,]*,/g)].map((match) => match[0]);
}

/** The codes in the first column of the tables below a heading. */
function explained(heading: string): Set<string> {
  const at = JSON_PAGE.indexOf(`\n## ${heading}\n`);
  expect(at, `docs/json.md has no "## ${heading}"`).to.be.greaterThan(-1);
  const end = JSON_PAGE.indexOf('\n## ', at + 1);
  const section = JSON_PAGE.slice(at, end < 0 ? undefined : end);
  return allOf(/`([a-z0-9-]+)`/g, [...allOf(/^\| ((?:`[a-z0-9-]+` )+)\|/gm, [section])]);
}

describe('docs/json.md', () => {
  for (const [heading, inSources, atLeast] of [
    ['Finding codes', findings, 30],
    ['Problem codes', problems, 25],
    ['Error codes', errors, 30],
  ] as const) {
    it(`explains every code of the sources, and no other: ${heading}`, () => {
      expect(inSources.size, 'the sources are searched in the wrong way').to.be.at.least(atLeast);
      expect([...explained(heading)].sort()).to.deep.equal([...inSources].sort());
    });
  }
});

describe('README and docs', () => {
  const names = (text: string): string[] => [...allOf(/(?<![\w-])--([a-z][a-z-]*)/g, [text])];
  const isNamed = (option: string) =>
    PAGES.some((page) => new RegExp(`(?<![\\w-])--(?:no-)?${option}(?![\\w-])`).test(page));

  for (const command of COMMANDS) {
    const name = command.usage.split(' ')[0] as string;
    it(`name ${name} and each of its options`, async () => {
      expect(PAGES.some((page) => page.includes(`tapebox ${name} `))).to.equal(true);
      const own = names(await command.options(yargs([])).wrap(null).getHelp());
      expect(own.filter((option) => !isNamed(option))).to.deep.equal([]);
    });
  }

  it('name what every command takes', async () => {
    const global = names(await helpText());
    expect(global).to.include.members(['json', 'quiet', 'debug']);
    expect(global.filter((option) => !isNamed(option))).to.deep.equal([]);
  });
});
