/** What sessions hold inside, written out as files of their own beside the recall sheet (`--extract-embedded`). */
import type { LocatedProject, LocatedSession } from '../model/located.js';
import type { EmbeddedFile, SessionParser, SessionSource } from '../model/parser.js';
import { compareBytes } from '../model/path-bytes.js';
import type { Reference } from '../model/session.js';
import { collisionKey } from '../names/collision.js';
import { freeName, safeName } from '../names/safe.js';
import type { FileSystem } from '../ports/file-system.js';
import { writeFully } from '../ports/files.js';
import { withSource } from '../read/read.js';

/** Hands over each file, `path` relative to the recall sheet's folder, in the order of the bytes of their paths. */
export type Extraction = (take: (path: string, file: EmbeddedFile) => Promise<void>) => Promise<void>;

export const nothingEmbedded: Extraction = async () => {};

export function extractionOf(
  fs: FileSystem,
  { sessions }: LocatedProject,
  parsers: ReadonlyMap<string, SessionParser>,
): Extraction {
  return async (take) => {
    const found = await namesOf(fs, sessions, parsers);
    while (found.length > 0) {
      const { session } = found[0] as Found;
      const others = found.findIndex((one) => one.session !== session);
      const run = found.splice(0, others < 0 ? found.length : others);
      await withSource(fs, session.file.path, async (source) => {
        for (const { path, reference } of run) {
          const file = embeddedIn(source, session, reference, parsers);
          if (file !== null) await take(path, file);
        }
      });
    }
  };
}

interface Found {
  readonly path: string;
  readonly session: LocatedSession;
  readonly reference: Reference;
}

async function namesOf(
  fs: FileSystem,
  sessions: readonly LocatedSession[],
  parsers: ReadonlyMap<string, SessionParser>,
): Promise<Found[]> {
  const taken = new Set<string>();
  const found: Found[] = [];
  for (const session of sessions) {
    const references = session.session.media.filter(({ place }) => place === 'embedded');
    if (references.length === 0 || !parsers.get(session.file.format)?.embedded) continue;
    await withSource(fs, session.file.path, (source) => {
      for (const reference of references) {
        const file = embeddedIn(source, session, reference, parsers);
        if (file === null) continue;
        const name = freeName(safeName(file.name), (key) => taken.has(key));
        taken.add(collisionKey(name));
        found.push({ path: `Embedded/${name}`, session, reference });
      }
    });
  }
  return found.sort((a, b) => compareBytes(a.path, b.path));
}

const embeddedIn = (
  source: SessionSource,
  { file }: LocatedSession,
  reference: Reference,
  parsers: ReadonlyMap<string, SessionParser>,
): EmbeddedFile | null => parsers.get(file.format)?.embedded?.(source, reference) ?? null;

/** Into a new file, on the disk when it returns. */
export function writeEmbedded(fs: FileSystem, path: string, { pieces }: EmbeddedFile): void {
  const handle = fs.open(path, 'create');
  try {
    let at = 0;
    for (const piece of pieces()) {
      writeFully(fs, handle, piece, 0, piece.length, at);
      at += piece.length;
    }
    fs.flush(handle);
  } finally {
    fs.close(handle);
  }
}
