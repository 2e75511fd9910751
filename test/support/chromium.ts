/** Debian's Chromium through playwright-core, without a network: what a page would ask for is seen, and nothing is given. */

import nodeFs from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGUMENTS });

export interface Opened {
  readonly page: Page;
  /** Errors, warnings and whatever else the page said. */
  readonly said: readonly string[];
  /** Addresses it asked for, but for itself and for what stands in it. */
  readonly asked: readonly string[];
}

export async function openPage(
  browser: Browser,
  file: string,
  width: number,
  scheme: 'light' | 'dark',
): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
  const said: string[] = [];
  const asked: string[] = [];
  const own = `file://${encodeURI(file).replaceAll('#', '%23').replaceAll('?', '%3F')}`;
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('request', (request) => {
    if (request.url() !== own && !request.url().startsWith('data:')) asked.push(request.url());
  });
  await page.goto(own);
  return { page, said, asked };
}

const axe = nodeFs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core holds against the page, as "rule: element". All of its rules. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<AxeResult> } };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

/** Width and height of each page in points, as a person would print it on the paper that the printer has. */
export async function printed(page: Page, paper: 'A4' | 'Letter'): Promise<readonly (readonly [number, number])[]> {
  const pdf = (await page.pdf({ format: paper, preferCSSPageSize: true })).toString('latin1');
  const boxes = [...pdf.matchAll(/\/Type \/Page\b[\s\S]*?\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  return boxes.map(([, width, height]) => [Number(width), Number(height)]);
}
