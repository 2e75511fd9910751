/** Escaping for each kind of text that is written. Each takes anything, makes it harmless first, and is the only way in. */
import { harmless, harmlessLines } from './harmless.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For HTML, SVG and XML, in text and in quoted attributes alike. */
export const escapeMarkup = (value: unknown): string =>
  harmlessLines(String(value)).replace(/[&<>"']/g, (character) => ENTITIES[character] as string);

/** For one line of Markdown, tables included. An underscore inside a word means nothing there and stays readable. */
export function escapeMarkdown(value: unknown): string {
  return harmless(String(value))
    .replace(/[\\`*{}[\]<>#|~&!$]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/^(\s*)([-+](?=[\s+-]|$)|=|\d+(?=[.)](?:\s|$)))/, (_all, blank: string, mark: string) =>
      /\d/.test(mark) ? `${blank}${mark}\\` : `${blank}\\${mark}`,
    )
    .replace(/:\/\//g, '\\://');
}

/** One CSV cell (RFC 4180) that a spreadsheet shows and never computes. */
export function escapeCell(value: unknown): string {
  const raw = String(value);
  const text = /^[\s]*[=+\-@\t\r]/.test(raw) && !isNumber(raw) ? `'${harmless(raw)}` : harmless(raw);
  return /[",\n\r]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A fader at -3.4 stays a number. */
const isNumber = (text: string): boolean => /^-?\d+(?:\.\d+)?$/.test(text);
