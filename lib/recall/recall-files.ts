/** The recall sheet as files: for a browser, a text editor, a spreadsheet and a program. Same input, same bytes. */
import { mediaCsv, tracksCsv } from './csv.js';
import type { House, RecallInput, Sheet } from './model.js';
import { routingOf } from './picture/routing.js';
import { routingSvg } from './picture/routing-svg.js';
import { timelinePages, timelineSvg } from './picture/timeline.js';
import { recallJson } from './recall-json.js';
import { sheetOf } from './sheet.js';
import { render, templateText } from './templates.js';
import { viewOf } from './view.js';
import { NO_WAVES, type Waves } from './waves.js';

export interface RecallFile {
  /** Below `Recall/`. */
  readonly path: string;
  readonly bytes: Buffer;
}

/** In the order of their paths. */
export const recallFiles = (input: RecallInput, waves: Waves = NO_WAVES): readonly RecallFile[] => [
  ...sheetFiles(sheetOf(input), waves),
];

/** The same of a sheet that is made already, one after the other: those of a large session are megabytes of text. */
export function* sheetFiles(made: Sheet, waves: Waves = NO_WAVES): Generator<RecallFile> {
  const sheet = withChecks(made, waves);
  const view = viewOf(sheet);
  const rules = templateText('recall/page.css');
  const style = rules + accentStyle(sheet.house);
  const [main] = sheet.sessions;
  const picture = () =>
    main === undefined
      ? EMPTY
      : `${timelineSvg(main, waves, pictureStyle(rules) + accentStyle(sheet.house).replaceAll(':root', 'svg'))}\n`;
  const texts: readonly (readonly [string, () => string | Buffer])[] = [
    ['media.csv', () => mediaCsv(sheet)],
    ['recall.html', () => render('recall/page.html', { ...view, style, ...picturesOf(sheet, waves) })],
    ['recall.json', () => recallJson(sheet)],
    ['recall.md', () => render('recall/page.md', view)],
    ['timeline.svg', picture],
    ['tracks.csv', () => tracksCsv(sheet)],
  ];
  for (const [path, make] of texts) {
    const content = make();
    yield { path, bytes: typeof content === 'string' ? Buffer.from(content, 'utf8') : content };
  }
}

const EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 40"/>\n';

/** The sound was read after the sheet was made: what was noticed on the way belongs to its file. */
function withChecks(sheet: Sheet, waves: Waves): Sheet {
  const [main, ...others] = sheet.sessions;
  if (main === undefined) return sheet;
  const media = main.media.map((one, index) => ({ ...one, check: waves(index)?.check ?? null }));
  return { ...sheet, sessions: [{ ...main, media }, ...others] };
}

/** Drawn for the page itself, whose colours they take. */
function picturesOf({ sessions: [main] }: Sheet, waves: Waves) {
  if (main === undefined) return { timeline: [], routing: null, hasSound: false };
  const routing = routingOf(main);
  return {
    timeline: timelinePages(main, waves),
    routing: routing === null ? null : routingSvg(routing),
    hasSound: main.media.some((_, index) => waves(index) !== null),
  };
}

/** The settings hold such colours only as can be read on the page; on paper it is the light one. */
const accentStyle = ({ accent }: House): string =>
  accent === null
    ? ''
    : `:root{--acc:${accent.light}}@media (prefers-color-scheme:dark){:root{--acc:${accent.dark}}}@media print{:root{--acc:${accent.light}}}\n`;

/** The picture alone takes the page's colours and its own rules: what stands before the mark in the style sheet. */
const pictureStyle = (style: string): string => (style.split('/* page */')[0] ?? '').replaceAll(':root', 'svg').trim();
