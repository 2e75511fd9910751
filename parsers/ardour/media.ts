/** One reference for each distinct stored path, with its channels, its evidence and what the clips need of it. */
import type { Evidence, Ns, Reference, Use } from '../../lib/model/session.js';
import { latest } from '../shared/latest.js';
import { baseName } from '../shared/stored-path.js';
import type { Source } from './sources.js';

/** What a clip takes from a source: by the source's id. */
export interface SourceUse {
  readonly source: string;
  readonly use: Use;
  /** The furthest point of the file that it plays; null in music time. */
  readonly neededNs: Ns | null;
}

export interface Media {
  readonly references: readonly Reference[];
  /** The place in `references` of the file of a source. */
  readonly indexOf: ReadonlyMap<string, number>;
}

/** The place of each source's file in the list of references that `mediaOf` gives. */
export function indexOfSources(sources: readonly Source[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const { stored } of sources) if (!places.has(stored)) places.set(stored, places.size);
  return new Map(sources.flatMap(({ id, stored }) => (id === null ? [] : [[id, places.get(stored) as number]])));
}

export function mediaOf(
  sources: readonly Source[],
  uses: readonly SourceUse[],
  frames: ReadonlyMap<string, number>,
  rate: number | null,
): readonly Reference[] {
  const usesOf = grouped(uses, ({ source }) => source);
  return [...grouped(sources, ({ stored }) => stored)].map(([stored, channels]) => {
    const ids = channels.flatMap(({ id }) => id ?? []);
    const used = ids.flatMap((id) => usesOf.get(id) ?? []);
    const [first] = channels as [Source];
    const isEmpty = channels.every((one) => one.isEmpty);
    return {
      stored,
      name: baseName(stored),
      kind: first.kind,
      alternates: [],
      needed: true,
      place: isEmpty ? 'none' : 'file',
      evidence: evidenceOf(channels, first, frames, rate),
      neededNs: first.kind === 'audio' ? latest(used.map(({ neededNs }) => neededNs)) : null,
      usedBy: distinct(used.map(({ use }) => use)),
      sites: channels.map(({ site }) => site),
    };
  });
}

/** Of a file whose rate is another the frames say nothing: they are those of the session's rate (section 3.1). */
function evidenceOf(
  channels: readonly Source[],
  { id, kind }: Source,
  frames: ReadonlyMap<string, number>,
  rate: number | null,
): Evidence {
  const length = channels
    .map((one) => (one.id === null ? undefined : frames.get(one.id)))
    .find((one) => one !== undefined);
  return {
    ...(id === null ? {} : { id }),
    ...(kind === 'audio' ? { channels: channels.reduce((most, one) => Math.max(most, one.channel), 0) + 1 } : {}),
    ...(length === undefined || kind !== 'audio'
      ? {}
      : { frames: length, ...(rate === null ? {} : { framesAtRate: rate }) }),
  };
}

/** Both channels of a file are used by one clip. */
function distinct(uses: readonly Use[]): readonly Use[] {
  const seen = new Set<Use>();
  return uses.filter((use) => !seen.has(use) && seen.add(use) !== undefined);
}

function grouped<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
