/** The recall sheet in a real browser: silent, still, readable, printable, and the same for everybody. */
import nodeFs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { nodeFileSystem } from '../../lib/ports/node-file-system.js';
import { openProjects } from '../../lib/project/open-projects.js';
import { recallFiles } from '../../lib/recall/recall-files.js';
import { writeRecall } from '../../lib/recall/write-recall.js';
import { launchChromium, openPage, printed, violations } from '../support/chromium.js';
import { needs, SLOW, scratchFolder } from '../support/scratch.js';
import { NO_LOCATE, testWorld } from '../support/world.js';
import { HOSTILE, named, PLAIN } from './hostile.js';
import { realProjects } from './real-sessions.js';

/** In points, lying. */
const PAPERS = [
  ['A4', 841.9, 595.3],
  ['Letter', 792, 612],
] as const;
/** The fonts of the machine decide. */
const SHEETS_OF_PAPER = [3, 6] as const;
const SAMPLES = ['reaper/Glass Harbour', 'live/Tin Roof Rain Project', 'ardour/Salt Line'];

describe('the recall sheet in Chromium', function () {
  this.timeout(180_000);
  const scratch = scratchFolder();
  let browser: Browser | null = null;

  before(async function () {
    needs(this as unknown as Mocha.Context, 'chromium');
    browser = await launchChromium();
  });
  after(() => browser?.close());

  const sheetsOf = async (input: string): Promise<readonly string[]> => {
    const world = testWorld(nodeFileSystem);
    const opened = await openProjects(world, input, { ...NO_LOCATE, midiNotes: true });
    const sheets: string[] = [];
    for (const located of opened.projects) sheets.push((await writeRecall(world, located, scratch.path)).html);
    return sheets;
  };
  const look = async (html: string, width: number, scheme: 'light' | 'dark') => {
    const { page, said, asked } = await openPage(browser as Browser, html, width, scheme);
    try {
      expect(said, 'console').to.deep.equal([]);
      expect(asked, 'requests').to.deep.equal([]);
      const scroll = await page.evaluate<number>('document.documentElement.scrollWidth');
      expect(scroll, `horizontal scroll at ${width}`).to.be.at.most(width);
      expect(await violations(page), 'axe').to.deep.equal([]);
    } finally {
      await page.close();
    }
  };

  for (const sample of SAMPLES) {
    it(`${sample}: nothing said, nothing asked, no scroll, no barrier, light and dark`, async () => {
      for (const html of await sheetsOf(path.resolve('samples', sample)))
        for (const width of [390, 1320])
          for (const scheme of ['light', 'dark'] as const) await look(html, width, scheme);
    });
    it(`${sample}: printed in landscape on A4 and on Letter, each picture on one page`, async () => {
      const [html = ''] = await sheetsOf(path.resolve('samples', sample));
      const { page } = await openPage(browser as Browser, html, 1320, 'light');
      for (const [paper, width, height] of PAPERS) {
        const pages = await printed(page, paper);
        expect(pages.length, paper).to.be.within(...SHEETS_OF_PAPER);
        for (const [wide, high] of pages) {
          expect(wide, paper).to.be.closeTo(width, 1.5);
          expect(high, paper).to.be.closeTo(height, 1.5);
        }
      }
      await page.emulateMedia({ media: 'print' });
      // Of 210 mm 24 mm are margins; the page is laid out at 96 dots an inch.
      const tallest = await page.evaluate<number>(
        "Math.max(...[...document.querySelectorAll('.tl')].map((one) => one.getBoundingClientRect().height))",
      );
      expect(tallest).to.be.above(100);
      expect(tallest).to.be.below((186 / 25.4) * 96 * (1320 / ((273 / 25.4) * 96)));
      await page.close();
    });
  }

  const hostile = async (name: string, number: number) => {
    const plan = { collected: new Map<string, string>(), relinked: new Set<string>(), findings: [] };
    const input = { located: named(name), title: null, artist: null, client: null, notes: [], plan };
    const html = recallFiles(input).find((file) => file.path === 'recall.html')?.bytes ?? Buffer.alloc(0);
    const file = path.join(scratch.path, `hostile ${number}.html`);
    nodeFs.writeFileSync(file, html);
    const { page, said, asked } = await openPage(browser as Browser, file, 1320, 'light');
    const shape = await page.evaluate<readonly string[]>(
      "[...document.querySelectorAll('*')].map((one) => [one.tagName, ...one.getAttributeNames()].join(' '))",
    );
    await page.close();
    return { said, asked, shape };
  };
  it('has the same elements and attributes whatever things are called, and does nothing', async () => {
    const plain = await hostile(PLAIN, 0);
    expect(plain.shape.length).to.be.above(100);
    for (const [index, name] of HOSTILE.entries())
      expect(await hostile(name, index + 1), name.slice(0, 60)).to.deep.equal(plain);
  });

  const real = realProjects();
  if (real.length === 0) it.skip('needs ../shared/corpus');
  for (const { format, folder } of real) {
    it(`${format}: ${path.basename(folder)}`, async () => {
      for (const html of (await sheetsOf(folder)).slice(0, SLOW ? Infinity : 2)) {
        await look(html, 390, 'light');
        await look(html, 1320, 'dark');
      }
    });
  }
});
