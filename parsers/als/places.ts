/** The walk over a set: each open element has a place that says what its children are to it. What no place wants is skipped whole. */
import type { XmlHandler, XmlTag, XmlText } from '../shared/xml-events.js';

export interface Place {
  /** The place of a child, or null where nothing below it is of use. `tag` is good during the call only. */
  open?(tag: XmlTag): Place | null;
  text?(text: XmlText): void;
  /** The element of this place ends: `start` is where its end tag begins, `end` is one past it. */
  close?(start: number, end: number): void;
}

export function handlerOf(document: Place): XmlHandler {
  const open: Place[] = [];
  let place = document;
  /** The element that is open now is skipped: nothing comes of it but its end. */
  let isSkipped = false;
  return {
    open(tag) {
      const next = place.open?.(tag) ?? null;
      if (next === null) {
        isSkipped = true;
        return 'skip';
      }
      open.push(place);
      place = next;
      return;
    },
    close(_name, start, end) {
      if (isSkipped) {
        isSkipped = false;
        return;
      }
      const closed = place;
      place = open.pop() ?? document;
      closed.close?.(start, end);
    },
    text(text) {
      place.text?.(text);
    },
  };
}

/** Nearly every value of a set is the attribute `Value` of an element of its own (als.md, section 2). */
export const textOf = (tag: XmlTag): string => tag.attribute('Value') ?? '';

export const isTrue = (tag: XmlTag): boolean => textOf(tag) === 'true';

/** Null for what is no number. */
export function numberIn(text: string | null): number | null {
  if (text === null || text === '') return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

export const numberOf = (tag: XmlTag): number | null => numberIn(textOf(tag));

/** What a child is: the place to go into, or nothing more than what was looked at. */
export type Child = (tag: XmlTag) => Place | null | undefined;

/** A place that looks at its direct children by name and goes into those that give a place back. */
export const childrenOf = (children: Readonly<Record<string, Child>>): Place => ({
  open: (tag) => (Object.hasOwn(children, tag.name) ? (children[tag.name]?.(tag) ?? null) : null),
});

/** A place that looks for elements of some names at any depth. */
export function anywhere(look: (tag: XmlTag) => Place | null | 'further'): Place {
  const place: Place = {
    open(tag) {
      const found = look(tag);
      return found === 'further' ? (tag.selfClosing ? null : place) : found;
    },
  };
  return place;
}
