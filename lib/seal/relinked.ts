/** The re-linked sessions: edited by their reader, put together again, read again, and held against the plan before anything is sealed. */
import { workError } from '../model/errors.js';
import type { SessionParser, SessionSource } from '../model/parser.js';
import { nameOf } from '../model/paths.js';
import { splicer } from '../model/splice.js';
import type { Plan, PlannedSession } from '../plan/model.js';
import type { FileSystem, Stat } from '../ports/file-system.js';
import { writeFully } from '../ports/files.js';
import { temporaryPath } from '../publish/temporary.js';
import { READ_LIMITS, withSource } from '../read/read.js';
import { packedLike } from './packed.js';

/** Where a re-linked session waits until it is sealed: its size must be known before anything is written behind it. */
export interface Spooled {
  readonly path: string;
  readonly stat: Stat;
}

/** By the index of the session in the plan; each in a temporary file of the destination, which the caller removes. */
export async function relinkedSessions(
  fs: FileSystem,
  plan: Plan,
  parsers: ReadonlyMap<string, SessionParser>,
  spooled: Map<number, Spooled>,
): Promise<void> {
  for (const [index, planned] of plan.sessions.entries()) {
    if (planned.changes.length === 0) continue;
    const parser = parsers.get(planned.located.file.format) as SessionParser;
    const path = temporaryPath(plan.destination);
    const spool = { path, stat: planned.located.stat };
    spooled.set(index, spool);
    await withSource(fs, planned.located.file.path, (source) => writeRelinked(fs, path, source, planned, parser));
    await provePlan(fs, path, planned, parser);
    spooled.set(index, { path, stat: fs.look(path) });
  }
}

async function writeRelinked(
  fs: FileSystem,
  path: string,
  source: SessionSource,
  { located, changes }: PlannedSession,
  parser: SessionParser,
): Promise<void> {
  const splices = splicer(parser.edits?.(source, located.session, changes) ?? []);
  const handle = fs.open(path, 'create');
  try {
    let at = 0;
    for await (const piece of packedLike(source, edited(source, splices))) {
      writeFully(fs, handle, piece, 0, piece.length, at);
      at += piece.length;
    }
  } finally {
    fs.close(handle);
  }
}

async function* edited(source: SessionSource, splices: ReturnType<typeof splicer>): AsyncGenerator<Uint8Array> {
  for await (const piece of source.pieces(READ_LIMITS.maxStreamedBytes)) yield* splices.write(piece);
  yield* splices.end();
}

/** The written session names every file at its place in the package, and nothing else of it has changed. */
async function provePlan(fs: FileSystem, path: string, planned: PlannedSession, parser: SessionParser): Promise<void> {
  const { session, file } = planned.located;
  const again = await withSource(fs, path, (source) => parser.read(source, READ_LIMITS), file.path);
  const base = `/${planned.base}`;
  const context = { session: again, baseFolder: base, projectRoot: base, named: () => [] };
  const places = new Set(again.media.flatMap((reference) => parser.resolve(reference, context).map((one) => one.path)));
  const lost = planned.changes.filter((change) => !places.has(normal(`${base}/${change.target}`)));
  const counts = (one: typeof session) => [
    one.tracks.length,
    one.markers.length,
    one.tracks.flatMap((track) => track.clips).length,
  ];
  if (lost.length > 0 || String(counts(again)) !== String(counts(session))) {
    const what =
      lost[0] === undefined
        ? 'other things than its paths changed'
        : `"${lost[0].reference.name}" is not found at its new place`;
    throw workError(
      'relink-failed',
      `the re-linked "${nameOf(file.path)}" is not what was planned: ${what}`,
      'Please report this with the session. Nothing was sealed.',
    );
  }
}

function normal(path: string): string {
  const out: string[] = [];
  for (const part of path.split('/').slice(1)) {
    if (part === '..') out.pop();
    else out.push(part);
  }
  return `/${out.join('/')}`;
}
