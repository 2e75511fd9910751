/** The re-linked sessions: edited by their reader, put together again, read again, and held against the plan before anything is sealed. */
import { workError } from '../model/errors.js';
import type { SessionParser } from '../model/parser.js';
import { nameOf } from '../model/paths.js';
import { splice } from '../model/splice.js';
import type { Plan, PlannedSession } from '../plan/model.js';
import type { FileSystem } from '../ports/file-system.js';
import { memorySource, withSource } from '../read/read.js';

const MAX_DOCUMENT_BYTES = 256 * 1024 * 1024;

/** By the index of the session in the plan. */
export async function relinkedSessions(
  fs: FileSystem,
  plan: Plan,
  parsers: ReadonlyMap<string, SessionParser>,
): Promise<ReadonlyMap<number, Buffer>> {
  const out = new Map<number, Buffer>();
  for (const [index, planned] of plan.sessions.entries()) {
    if (planned.changes.length === 0) continue;
    const parser = parsers.get(planned.located.file.format) as SessionParser;
    const document = await relinked(fs, planned, parser);
    await provePlan(planned, parser, document);
    out.set(index, document);
  }
  return out;
}

function relinked(fs: FileSystem, { located, changes }: PlannedSession, parser: SessionParser): Promise<Buffer> {
  return withSource(fs, located.file.path, (source) =>
    splice(source.all(MAX_DOCUMENT_BYTES), parser.edits?.(source, located.session, changes) ?? []),
  );
}

/** The written session names every file at its place in the package, and nothing else of it has changed. */
async function provePlan(planned: PlannedSession, parser: SessionParser, document: Buffer): Promise<void> {
  const { session, file } = planned.located;
  const again = await parser.read(memorySource(nameOf(planned.path), document), { maxBytes: MAX_DOCUMENT_BYTES });
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
