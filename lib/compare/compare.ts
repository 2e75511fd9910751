/** Any two of folder, session and package, held against each other: every file is accounted for. */
import { hashRanges } from '../check/hash-job.js';
import { openPackage, readManifest, readRecord } from '../check/open.js';
import { walk } from '../discover/walk.js';
import { EXIT, TapeboxError, usageError } from '../model/errors.js';
import { PROJECT, RECALL } from '../model/layout.js';
import type { CompareOutput } from '../model/outputs.js';
import { showPath } from '../model/path-bytes.js';
import { join, resolve } from '../model/paths.js';
import { lookOrNull } from '../ports/files.js';
import { openProjects } from '../project/open-projects.js';
import { restoredPlace } from '../restore/places.js';
import type { World } from '../work/world.js';

/** What is compared of one side: contents by path, and what the main session has. */
export interface Side {
  readonly files: ReadonlyMap<string, string>;
  readonly tracks: readonly string[] | null;
  readonly plugins: readonly string[] | null;
}

export async function compare(world: World, a: string, b: string): Promise<CompareOutput> {
  return {
    schema: 'tapebox-compare/1',
    a: resolve(a),
    b: resolve(b),
    ...difference(await sideOf(world, a), await sideOf(world, b)),
  };
}

/** Pure. A file that is at another place with the same content has moved; it is neither lost nor added. */
export function difference(a: Side, b: Side): Omit<CompareOutput, 'schema' | 'a' | 'b'> {
  const changed: string[] = [];
  const moved: { from: string; to: string }[] = [];
  const lost: string[] = [];
  let same = 0;
  const added = new Map([...b.files].filter(([path]) => !a.files.has(path)));
  for (const [path, content] of a.files) {
    const there = b.files.get(path);
    if (there === content) same++;
    else if (there !== undefined) changed.push(path);
    else {
      const to = [...added].find(([, other]) => other === content)?.[0];
      if (to === undefined) lost.push(path);
      else {
        moved.push({ from: path, to });
        added.delete(to);
      }
    }
  }
  const session =
    a.tracks === null || b.tracks === null || a.plugins === null || b.plugins === null
      ? null
      : { tracks: listDifference(a.tracks, b.tracks), plugins: listDifference(a.plugins, b.plugins) };
  return { lost, added: [...added.keys()], changed, moved, same, session };
}

/** As multisets: two tracks of one name are two tracks. */
function listDifference(a: readonly string[], b: readonly string[]): { lost: string[]; added: string[] } {
  const without = (from: readonly string[], what: readonly string[]) => {
    const left = new Map<string, number>();
    for (const name of what) left.set(name, (left.get(name) ?? 0) + 1);
    return from.filter((name) => {
      const n = left.get(name) ?? 0;
      left.set(name, n - 1);
      return n <= 0;
    });
  };
  return { lost: without(a, b), added: without(b, a) };
}

async function sideOf(world: World, input: string): Promise<Side> {
  const { fs } = world;
  const path = resolve(input);
  const stat = lookOrNull(fs, path);
  if (stat === null) throw usageError(`there is nothing at "${input}"`);
  if (path.endsWith('.zip') || (stat.kind === 'folder' && lookOrNull(fs, join(path, 'bagit.txt')) !== null))
    return packageSide(world, path);
  if (stat.kind === 'folder') return folderSide(world, path);
  return { files: new Map(), ...(await sessionFacts(world, path, false)) };
}

/** The project as it would be restored; what tapebox made is no part of it. */
async function packageSide({ fs }: World, path: string): Promise<Side> {
  const opened = await openPackage(fs, path);
  try {
    const record = readRecord(opened);
    const manifest = readManifest(opened);
    const prefix = `${record.project.rootName}/`;
    const files = new Map<string, string>();
    for (const file of record.files) {
      if (!file.path.startsWith(PROJECT)) continue;
      const place = restoredPlace(file);
      files.set(place.startsWith(prefix) ? place.slice(prefix.length) : place, manifest.get(file.path) ?? '');
    }
    return { files, ...sheetFacts(opened.read(`${RECALL}recall.json`, 256 * 1024 * 1024)) };
  } finally {
    opened.close();
  }
}

function sheetFacts(json: Buffer): Pick<Side, 'tracks' | 'plugins'> {
  const main = (JSON.parse(json.toString('utf8')) as { sessions?: readonly SessionFacts[] }).sessions?.[0];
  return main === undefined ? NO_FACTS : factsOf(main);
}

const NO_FACTS = { tracks: null, plugins: null } as const;

interface SessionFacts {
  readonly tracks: readonly {
    readonly name: string;
    readonly inTrackList: boolean;
    readonly plugins: readonly { readonly name: string }[];
  }[];
}

const factsOf = ({ tracks }: SessionFacts) => ({
  tracks: tracks.filter((track) => track.inTrackList).map((track) => track.name),
  plugins: tracks.flatMap((track) => track.plugins.map((plugin) => plugin.name)),
});

async function folderSide(world: World, path: string): Promise<Side> {
  const root = world.fs.realPath(path);
  const files = walk(world.fs, root).entries.filter((entry) => entry.kind === 'file');
  const ranges = files.map((entry) => ({ file: join(root, entry.path), offset: 0, size: entry.size }));
  const onBytes = world.progress.start(
    'comparing',
    ranges.reduce((sum, range) => sum + range.size, 0),
  );
  const digests = await hashRanges(world.fs, ranges, ['sha256'], { onBytes, signal: world.signal });
  const contents = files.map((entry, index) => {
    const digest = digests[index];
    // What cannot be read equals nothing.
    return [
      entry.path,
      digest?.error === null ? (digest.hashes['sha256'] ?? '') : `unreadable ${showPath(entry.path)}`,
    ] as const;
  });
  return { files: new Map(contents), ...(await sessionFacts(world, root, true)) };
}

/** Null where there is no session, or none that can be read: the files of two folders can be compared without one. */
async function sessionFacts(world: World, path: string, isFolder: boolean): Promise<Pick<Side, 'tracks' | 'plugins'>> {
  try {
    const { projects } = await openProjects(world, path, { maps: [], search: [], accepted: [], libraries: 'user' });
    const main = projects[0]?.sessions[0];
    return main === undefined ? NO_FACTS : factsOf(main.session);
  } catch (error) {
    if (error instanceof TapeboxError && error.exitCode === EXIT.refused && isFolder) return NO_FACTS;
    throw error;
  }
}
