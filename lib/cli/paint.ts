import { styleText } from 'node:util';
import type { Paint } from '../inspect/text.js';

export type { Paint };

const STYLES = { strong: 'bold', dim: 'dim', bad: 'red', warn: 'yellow', ok: 'green' } as const;

/** Colours only on a terminal, and never where NO_COLOR or CI is set. They never stand alone: each has a word beside it. */
export function painter(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): Paint {
  const isColourful = stream.isTTY === true && !environment['NO_COLOR'] && environment['CI'] === undefined;
  return isColourful ? (style, text) => styleText(STYLES[style], text) : (_, text) => text;
}
