/** One reference per distinct stored path, with all its uses. */
import type { Reference, Use } from '../../lib/model/session.js';
import { latest } from '../shared/latest.js';
import { baseName } from '../shared/stored-path.js';
import type { NamedFile } from './files.js';
import type { TakeUse } from './items.js';

/** The place in the list of references of the file that a SOURCE block names. */
export function mediaBySource(files: readonly NamedFile[]): (source: number) => number | null {
  const places = new Map<string, number>();
  for (const { stored } of files) if (!places.has(stored)) places.set(stored, places.size);
  const bySource = new Map(files.map(({ holder, stored }) => [holder, places.get(stored) ?? null]));
  return (source) => bySource.get(source) ?? null;
}

export function readMedia(files: readonly NamedFile[], takes: readonly TakeUse[]): readonly Reference[] {
  const takeOf = new Map(takes.map((take) => [take.source, take]));
  const byPath = new Map<string, NamedFile[]>();
  for (const file of files) {
    const named = byPath.get(file.stored);
    if (named) named.push(file);
    else byPath.set(file.stored, [file]);
  }
  return [...byPath].map(([stored, named]) => {
    const uses = named.map(({ holder }) => takeOf.get(holder));
    return {
      stored,
      name: baseName(stored),
      kind: named[0]?.kind ?? 'other',
      alternates: [],
      needed: named.some(({ needed }) => needed),
      place: 'file',
      evidence: {},
      neededNs: latest(uses.map((use) => use?.neededNs ?? null)),
      usedBy: named.map((file, at) => useOf(file, uses[at])),
      sites: named.flatMap(({ site }) => site ?? []),
    };
  });
}

function useOf({ track, what }: NamedFile, take: TakeUse | undefined): Use {
  if (take === undefined) return { track, what, startNs: null, lengthNs: null };
  return { track: take.track, what: take.what, startNs: take.startNs, lengthNs: take.lengthNs };
}
