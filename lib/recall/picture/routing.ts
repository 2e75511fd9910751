/** Who plays into whom, as a graph: drawn only where it says more than the track sheet, which names every output. Pure. */
import type { InspectedTrack } from '../../model/inspect.js';
import type { SheetSession } from '../model.js';

export interface RoutingBox {
  /** Names of tracks; several where they all go the same way. */
  readonly names: readonly string[];
  /** Of the first of them; null where it is no track: an output of the machine. */
  readonly track: InspectedTrack | null;
  /** Columns from the end: 0 is where the sound leaves. */
  readonly level: number;
}

export interface RoutingArrow {
  /** Indices of boxes. */
  readonly from: number;
  readonly to: number;
  readonly kind: 'output' | 'send';
}

export interface Routing {
  readonly boxes: readonly RoutingBox[];
  readonly arrows: readonly RoutingArrow[];
}

const MAX_BOXES = 60;
const MAX_LEVELS = 12;

/** As `showDb` writes a fader that is all the way down: nothing goes that way. */
const SILENT = '−∞';

/** Null where nothing but tracks and one end is there, where most outputs are not known, or where a diagram would be a thicket. */
export function routingOf({ session: { tracks }, sendLevels }: SheetSession): Routing | null {
  const playing = tracks.filter(({ kind }) => !['master', 'vca', 'marker', 'video'].includes(kind));
  if (playing.filter(({ output }) => !output).length * 2 > playing.length) return null;
  const ways = waysOf(tracks, sendLevels);
  const receivers = new Set(ways.flatMap(({ output, sends }) => [...(output === null ? [] : [output]), ...sends]));
  const between = [...receivers].filter((at) => at < tracks.length && tracks[at]?.kind !== 'master');
  if (between.length === 0) return null;
  const groups = grouped(ways, receivers);
  if (groups.length > MAX_BOXES) return null;
  const boxAt = new Map(groups.flatMap(({ members }, box) => members.map((member) => [member, box] as const)));
  const arrows = groups.flatMap(({ members }, from): RoutingArrow[] => {
    const way = ways[members[0] as number];
    if (way === undefined) return [];
    const arrow = (to: number, kind: RoutingArrow['kind']) => ({ from, to: boxAt.get(to) as number, kind });
    return [...(way.output === null ? [] : [arrow(way.output, 'output')]), ...way.sends.map((to) => arrow(to, 'send'))];
  });
  const levels = levelsOf(groups.length, arrows);
  if (levels.some((level) => level >= MAX_LEVELS)) return null;
  const boxes = groups.map(({ members, names }, box) => ({
    names,
    track: tracks[members[0] as number] ?? null,
    level: levels[box] as number,
  }));
  return { boxes, arrows };
}

/** Indices of tracks; behind them stand the ends that are no tracks. */
interface Way {
  readonly output: number | null;
  readonly sends: readonly number[];
  /** Of an end that is no track. */
  readonly name: string;
}

function waysOf(tracks: readonly InspectedTrack[], sendLevels: SheetSession['sendLevels']): readonly Way[] {
  const places = new Map<string, number | null>();
  // Of two tracks with one name nobody can tell which is meant.
  tracks.forEach(({ name }, index) => {
    places.set(name, places.has(name) ? null : index);
  });
  const ends = new Map<string, number>();
  const masters = tracks.flatMap(({ kind }, index) => (kind === 'master' ? [index] : []));
  const placeOf = (name: string, self: number): number | null => {
    const parent = tracks[self]?.parent ?? null;
    if (parent !== null && (name === 'Group' || tracks[parent]?.name === name)) return parent;
    const track = places.get(name) ?? places.get(name.replace(INPUT, ''));
    if (track !== undefined) return track === self ? null : track;
    if (MASTER.test(name) && masters.length === 1 && masters[0] !== self) return masters[0] as number;
    if (!ends.has(name)) ends.set(name, tracks.length + ends.size);
    return ends.get(name) as number;
  };
  const ways = tracks.map(({ name, output, sends }, self) => ({
    name,
    output: output === null || output === '' ? null : placeOf(output, self),
    sends: [
      ...new Set(
        sends.flatMap(({ to, enabled }, at) =>
          enabled === false || sendLevels[self]?.[at] === SILENT ? [] : (placeOf(to, self) ?? []),
        ),
      ),
    ],
  }));
  return [...ways, ...[...ends.keys()].map((name) => ({ name, output: null, sends: [] }))];
}

/** "Master/audio_in 1": Ardour names the port of the track. */
const INPUT = /\/(?:audio|midi)_in\b.*$/;
/** How DAWs call it in their lists of outputs, whatever the track is called. */
const MASTER = /^(?:master|main)$/i;

interface Group {
  readonly members: readonly number[];
  readonly names: readonly string[];
}

/** Tracks into which nothing plays and that go the same way are one box; silent ones, which go nowhere, are none. */
function grouped(ways: readonly Way[], receivers: ReadonlySet<number>): Group[] {
  const groups = new Map<string, number[]>();
  ways.forEach(({ output, sends }, at) => {
    const isAlone = receivers.has(at);
    if (!isAlone && output === null && sends.length === 0) return;
    const key = isAlone ? `#${at}` : `${output} ${sends.join(' ')}`;
    groups.set(key, [...(groups.get(key) ?? []), at]);
  });
  return [...groups.values()].map((members) => ({
    members,
    names: members.map((member) => (ways[member] as Way).name),
  }));
}

/** The longest way to an end. Bounded: feedback goes round in a circle. */
function levelsOf(boxes: number, arrows: readonly RoutingArrow[]): readonly number[] {
  const levels = new Array<number>(boxes).fill(0);
  for (let round = 0; round < MAX_LEVELS; round++) {
    let changed = false;
    for (const { from, to } of arrows) {
      const level = (levels[to] as number) + 1;
      if (level <= (levels[from] as number)) continue;
      levels[from] = level;
      changed = true;
    }
    if (!changed) break;
  }
  return levels;
}
