/** `archive` for a person at a terminal: what will be done, what was done, and whether the original may go. */
import type { Paint } from '../inspect/text.js';
import type { ArchiveResult } from '../model/outputs.js';
import { showPath } from '../model/path-bytes.js';
import { nameOf } from '../model/paths.js';
import type { Plan } from '../plan/model.js';
import { containerName } from '../plan/package-name.js';
import { harmless } from '../text/harmless.js';
import { count, firstFew, showBytes } from '../text/show.js';

/** What a hard disk takes; said as "about", and only for work that is worth waiting for. */
const BYTES_PER_SECOND = 150_000_000;

export function planText(plan: Plan, freeBytes: number, paint: Paint): string {
  const seconds = Math.round(plan.bytes / BYTES_PER_SECOND);
  const time = seconds < 2 ? '' : seconds < 120 ? `, about ${seconds} s` : `, about ${Math.round(seconds / 60)} min`;
  const head = `${paint('strong', harmless(plan.about.title ?? plan.project.rootName))} → ${harmless(containerName(plan))}`;
  return `${head}\n  ${showBytes(plan.bytes)} in ${count(plan.files.length, 'file')}${time}, ${showBytes(freeBytes - plan.bytes)} stay free\n`;
}

export function archiveText(result: ArchiveResult, paint: Paint): string {
  if (result.plan !== undefined) return dryRunText(result, paint);
  const lines = [
    ...relinkedLines(result),
    ...leftOutLines(result),
    ...absentLines(result, paint),
    ...findingLines(result, paint),
    ...openingLines(result),
    result.unchanged
      ? row('unchanged', `since the last package: ${nameOf(result.package ?? '')}`)
      : row('sealed', `${showBytes(result.bytes)}, ${count(result.files, 'file')}, SHA-256; read back and compared`),
    row('package', result.package ?? ''),
    row('recall', 'Recall/recall.html inside the package'),
    '',
    ...answerLines(result, paint),
  ];
  return `${lines.join('\n')}\n`;
}

const row = (label: string, text: string): string => `  ${label.padEnd(11)} ${text}`;

function relinkedLines({ relinked }: ArchiveResult): string[] {
  return relinked.map(({ session, references }) =>
    row(
      're-linked',
      `${count(references, 'reference')} in "${harmless(nameOf(session))}"; the untouched session is kept`,
    ),
  );
}

function leftOutLines({ leftOut }: ArchiveResult): string[] {
  const caches = leftOut.filter((one) => one.reason === 'regenerable').length;
  const others = leftOut.filter((one) => one.reason !== 'regenerable');
  return [
    ...(caches > 0
      ? [row('left out', `${count(caches, 'overview or cache', 'overviews and caches')}, which the DAW makes again`)]
      : []),
    ...others.slice(0, 5).map(({ path, reason }) => row('left out', `${harmless(showPath(path))} (${reason})`)),
    ...(others.length > 5 ? [row('', `and ${others.length - 5} more: --json lists them`)] : []),
  ];
}

function absentLines({ findings }: ArchiveResult, paint: Paint): string[] {
  const missing = findings.filter((one) => one.code === 'media-missing');
  if (missing.length === 0) return [];
  const names = missing.map((one) => harmless(/^"(.*?)"/.exec(one.message)?.[1] ?? one.message));
  return [`  ${paint('bad', 'missing'.padEnd(11))} ${missing.length}  ${firstFew(names, 3)}`];
}

const SAID_ELSEWHERE = new Set(['media-missing']);

function findingLines({ findings }: ArchiveResult, paint: Paint): string[] {
  const shown = findings.filter((one) => one.severity !== 'info' && !SAID_ELSEWHERE.has(one.code));
  return shown
    .slice(0, 8)
    .flatMap(({ severity, message, next }) => [
      `  ${paint(severity === 'error' ? 'bad' : 'warn', 'look'.padEnd(11))} ${harmless(message)}`,
      ...(next === null ? [] : [row('', harmless(next))]),
    ]);
}

/** What the DAW will do or ask: what a person wants to know before the old drive goes. */
const openingLines = ({ findings }: ArchiveResult): string[] =>
  findings
    .filter(({ code }) => code === 'on-opening')
    .slice(0, 1)
    .flatMap(({ message, next }) => [
      row('on opening', harmless(message)),
      ...(next === null ? [] : [row('', harmless(next))]),
    ]);

const ANSWERS = { yes: ['ok', 'Yes.'], 'not-yet': ['warn', 'Not yet.'], no: ['bad', 'No.'] } as const;

export function answerLines({ mayOriginalGo }: Pick<ArchiveResult, 'mayOriginalGo'>, paint: Paint): string[] {
  const [style, word] = ANSWERS[mayOriginalGo.answer];
  return [
    `May the original go?  ${paint(style, word)}`,
    ...mayOriginalGo.reasons.map((reason) => `  · ${harmless(reason)}`),
  ];
}

function dryRunText(result: ArchiveResult, paint: Paint): string {
  const lines = (result.plan ?? []).map(
    ({ to, bytes, why }) => `  ${showBytes(bytes).padStart(9)}  ${why.padEnd(17)} ${harmless(showPath(to))}`,
  );
  const head = `${paint('strong', harmless(result.title ?? ''))}   would be ${showBytes(result.bytes)} in ${count(result.files, 'file')}`;
  return `${[head, '', ...lines, '', ...relinkedLines(result), ...leftOutLines(result), ...absentLines(result, paint), ...findingLines(result, paint)].join('\n')}\n\nNothing was done: this was a dry run.\n`;
}
