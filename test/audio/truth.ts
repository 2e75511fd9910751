/** The audio fixtures, with what is known of each. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AudioProblem } from '../../lib/model/located.js';
import { fixtureFolder } from '../support/fixtures.js';

export interface Truth {
  readonly size: number;
  readonly container: string | null;
  readonly codec?: string | null;
  readonly sampleRate?: number;
  readonly channels?: number;
  readonly bits?: number;
  readonly validBits?: number;
  readonly frames?: number | null;
  readonly framesByHeader?: number;
  readonly missingBytes?: number;
  readonly trailingBytes?: number;
  readonly dataOffset?: number;
  readonly dataBytes?: number;
  readonly problems: readonly AudioProblem[];
  readonly [more: string]: unknown;
}

const folder = fixtureFolder('audio');

export const pathOf = (name: string): string => join(folder ?? '', name);

/** Empty where the fixtures are absent. */
export const VECTORS: readonly (readonly [name: string, truth: Truth])[] =
  folder === null
    ? []
    : Object.entries(JSON.parse(readFileSync(pathOf('truth.json'), 'utf8')) as Record<string, Truth>);

/** The truth of one file; skips the test where there are no fixtures. */
export function truthOf(test: Mocha.Context, name: string): Truth {
  const truth = VECTORS.find(([one]) => one === name)?.[1];
  return truth ?? test.skip();
}
