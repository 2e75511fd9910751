/** The pictures of README and docs, from the samples: `npm run pictures`. Needs Debian's Chromium. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeFileSystem } from '../lib/ports/node-file-system.js';
import { openProjects } from '../lib/project/open-projects.js';
import { writeRecall } from '../lib/recall/write-recall.js';
import { launchChromium, openPage } from '../test/support/chromium.js';
import { NO_LOCATE, testWorld } from '../test/support/world.js';
import { SAMPLES } from './sounds.js';

const IMAGES = path.join(SAMPLES, '..', 'docs', 'images');

const PICTURES = [
  { sample: 'reaper/Glass Harbour', image: 'recall.png', width: 1320, height: 1120, scheme: 'light', whole: false },
  { sample: 'reaper/Glass Harbour', image: 'recall-page.png', width: 1320, height: 900, scheme: 'light', whole: true },
  {
    sample: 'live/Tin Roof Rain Project',
    image: 'recall-dark.png',
    width: 1320,
    height: 1000,
    scheme: 'dark',
    whole: false,
  },
  { sample: 'ardour/Salt Line', image: 'recall-phone.png', width: 390, height: 844, scheme: 'light', whole: false },
] as const;

const scratch = mkdtempSync(path.join(tmpdir(), 'tapebox-pictures-'));
const browser = await launchChromium();
try {
  for (const { sample, image, width, height, scheme, whole } of PICTURES) {
    const world = testWorld(nodeFileSystem);
    const opened = await openProjects(world, path.join(SAMPLES, sample), { ...NO_LOCATE, midiNotes: true });
    const [located] = opened.projects;
    if (located === undefined) throw new Error(`${sample} has no project`);
    const { html } = await writeRecall(world, located, scratch);
    const { page } = await openPage(browser, html, width, scheme);
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: path.join(IMAGES, image), fullPage: whole });
    await page.close();
  }
} finally {
  await browser.close();
  rmSync(scratch, { recursive: true, force: true });
}
