/** Markers and ranges (ardour.md, sections 4 and 8). */
import type { Marker, Ns } from '../../lib/model/session.js';
import { child, childrenNamed, type XmlElement } from '../shared/xml-tree.js';
import type { Clock } from './clock.js';
import { flagsOf, textOf } from './values.js';

/** What the session sets for itself. */
const NO_MARKER = ['IsAutoLoop', 'IsAutoPunch', 'IsSessionRange', 'IsStart', 'IsEnd'];

/** The document has them in the order in which they were made; they are wanted in time's. */
export function readMarkers(session: XmlElement, clock: Clock): readonly Marker[] {
  return locations(session)
    .filter(
      ({ flags }) => (flags.has('IsMark') || flags.has('IsRangeMarker')) && !NO_MARKER.some((flag) => flags.has(flag)),
    )
    .map(({ location, flags }) => {
      const atNs = clock.at(textOf(location, 'start'));
      const endNs = flags.has('IsRangeMarker') ? clock.at(textOf(location, 'end')) : null;
      const lengthNs = atNs === null || endNs === null || endNs < atNs ? null : endNs - atNs;
      return { name: textOf(location, 'name') ?? '', atNs, lengthNs, colour: null };
    })
    .sort((a, b) => compare(a.atNs ?? 0n, b.atNs ?? 0n));
}

/** Where the session ends by its own word. */
export function sessionEnd(session: XmlElement, clock: Clock): Ns | null {
  const ranges = locations(session);
  const range = ranges.find(({ flags }) => flags.has('IsSessionRange'));
  if (range !== undefined) return clock.at(textOf(range.location, 'end'));
  const end = ranges.find(({ flags }) => flags.has('IsEnd'));
  return end === undefined ? null : clock.at(textOf(end.location, 'start'));
}

const locations = (session: XmlElement) =>
  childrenNamed(child(session, 'Locations'), 'Location').map((location) => ({ location, flags: flagsOf(location) }));

const compare = (a: Ns, b: Ns): number => (a < b ? -1 : a > b ? 1 : 0);
