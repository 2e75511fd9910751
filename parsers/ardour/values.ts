/** Values as Ardour writes them: `yes`/`no` and `1`/`0`, lists with commas, numbers with a dot (ardour.md, section 1). */
import type { XmlElement } from '../shared/xml-tree.js';

export const textOf = (element: XmlElement | undefined, name: string): string | null =>
  element?.attributes.get(name) || null;

export function numberOf(element: XmlElement | undefined, name: string): number | null {
  const text = element?.attributes.get(name)?.trim();
  if (text === undefined || text === '') return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

export function flagOf(element: XmlElement | undefined, name: string): boolean | null {
  const text = element?.attributes.get(name)?.trim();
  if (text === undefined || text === '') return null;
  return text === 'yes' || text === 'true' || text === 'y' || (Number.isFinite(Number(text)) && Number(text) !== 0);
}

/** `flags="IsMark,IsHidden"`. */
export const flagsOf = (element: XmlElement, name = 'flags'): ReadonlySet<string> =>
  new Set((element.attributes.get(name) ?? '').split(',').map((flag) => flag.trim()));

/** The value of `<Option name="…" value="…"/>` below Config. */
export const optionOf = (config: XmlElement | undefined, name: string): XmlElement | undefined =>
  config?.children.find((one) => one.name === 'Option' && one.attributes.get('name') === name);
