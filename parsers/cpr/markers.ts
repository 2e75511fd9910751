/** Markers of every marker track, shown or not (cpr.md, section 4.4). */
import type { Marker } from '../../lib/model/session.js';
import { type Archive, type ArchiveObject, cursorIn, nextObject, objectsOf } from './archive.js';
import { readHeader } from './events.js';
import { readNode } from './node.js';
import type { TimeLine, Unit } from './tempo.js';
import { readText } from './text.js';

const MAX_TRACKS = 1000;
const MAX_MARKERS = 100_000;

export function readMarkers(archive: Archive, line: TimeLine): readonly Marker[] {
  const placed = objectsOf(archive, 'MMarkerTrackEvent', MAX_TRACKS).flatMap((track) => markersOn(archive, track));
  placed.sort((a, b) => a.start - b.start);
  return placed.map(({ name, start, length, unit }) => {
    const atNs = line.nsAt(start, unit);
    const endNs = length > 0 ? line.nsAt(start + length, unit) : null;
    return { name, atNs, lengthNs: atNs === null || endNs === null ? null : endNs - atNs, colour: null };
  });
}

interface Placed {
  readonly name: string;
  readonly start: number;
  readonly length: number;
  readonly unit: Unit;
}

function markersOn(archive: Archive, track: ArchiveObject): readonly Placed[] {
  const cursor = cursorIn(archive, track);
  const node = readHeader(cursor) === null ? null : readNode(archive, nextObject(archive, cursor));
  const found: Placed[] = [];
  for (let left = node?.count ?? 0; node !== null && left > 0 && found.length < MAX_MARKERS; left--) {
    const object = nextObject(archive, node.members);
    const marker = object === null ? null : readMarker(archive, object, node.unit);
    if (marker === null) break;
    found.push(marker);
  }
  return found;
}

/** Name, number, flags, then where; it has no header as other events have. */
function readMarker(archive: Archive, object: ArchiveObject, unit: Unit): Placed | null {
  if (!object.type.endsWith('MarkerEvent')) return null;
  const cursor = cursorIn(archive, object);
  const name = readText(cursor);
  if (name === null || !cursor.skip(6)) return null;
  const [start, length] = [cursor.f64(), cursor.f64()];
  return start === null || length === null || !Number.isFinite(start) ? null : { name, start, length, unit };
}
