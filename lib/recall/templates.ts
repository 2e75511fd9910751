/** Templates are files beside the program, so that a studio can read and change them. The one place that reads them. */
import { fileURLToPath } from 'node:url';
import { Eta } from 'eta/core';
import { readWhole } from '../ports/files.js';
import { nodeFileSystem } from '../ports/node-file-system.js';
import { escapeMarkdown, escapeMarkup } from '../text/escape.js';
import { harmless } from '../text/harmless.js';

/** Seen from dist/lib/recall, where this runs. */
const FOLDER = fileURLToPath(new URL('../../../templates/', import.meta.url));
const MAX_TEMPLATE = 1024 * 1024;

/** What each kind of text does to a value: a template cannot forget it. */
const ESCAPES = { html: escapeMarkup, md: escapeMarkdown, txt: (value: unknown) => harmless(String(value)) } as const;

/** `name`: "recall/page.html"; the template is that file with ".eta" behind it, and may include others by such names. */
export function render(name: string, data: object): string {
  const escapeFunction = ESCAPES[name.slice(name.lastIndexOf('.') + 1) as keyof typeof ESCAPES];
  const eta = new Eta({ escapeFunction, autoEscape: true, autoTrim: false, cache: false });
  eta.resolvePath = (file) => file;
  // A line with nothing but control flow leaves no line behind. Eta's own trimming would also join lines after values.
  eta.readFile = (file) => templateText(`${file}.eta`).replace(/^(<%(?![=~]).*%>)\n/gm, '$1');
  return eta.render(name, data);
}

export const templateText = (name: string): string =>
  readWhole(nodeFileSystem, `${FOLDER}${name}`, MAX_TEMPLATE).toString('utf8');
