/** Colours of routes (ardour.md, section 4, "Kind"). */
import { child, childrenNamed, type XmlElement } from '../shared/xml-tree.js';
import { numberOf, textOf } from './values.js';

/** 3 and 4 keep them with the windows: by the id of the route. */
export type RouteColours = ReadonlyMap<string, string>;

export function readRouteColours(session: XmlElement): RouteColours {
  const extra = child(session, 'Extra');
  const colours = new Map<string, string>();
  const open = extra === undefined ? [] : [extra];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    for (const inner of one.children) open.push(inner);
    const [id, colour] = [textOf(one, 'id'), textOf(one, 'color')];
    if (one.name === 'Object' && id?.startsWith('route ') && colour !== null)
      colours.set(id.slice('route '.length), colour);
  }
  return colours;
}

/** 5 and later: a number with red in its top byte; before: three of 16 bits, in 2.x at the route itself. */
export function colourOf(route: XmlElement, id: string | null, colours: RouteColours): string | null {
  const number = numberOf(child(route, 'PresentationInfo'), 'color');
  if (number !== null && number > 0 && number <= 0xffffffff)
    return hex([24, 16, 8].map((shift) => (number / 2 ** shift) & 0xff));
  const gui = childrenNamed(child(route, 'extra') ?? child(route, 'Extra'), 'GUI')[0];
  const parts = /^(\d{1,5}):(\d{1,5}):(\d{1,5})$/.exec(textOf(gui, 'color') ?? colours.get(id ?? '') ?? '');
  return parts === null ? null : hex(parts.slice(1).map((part) => Math.min(Number(part) >> 8, 255)));
}

const hex = (channels: readonly number[]): string =>
  `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
