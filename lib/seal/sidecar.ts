/** The sidecar: what stands beside the package for catalogue and batch. It follows from the package alone, so that it can always be made again. Pure. */

import { countsAsThere, exitCodeOf, isComplete } from '../model/complete.js';
import { packageId, rootKey } from '../model/ids.js';
import type { InspectedSession } from '../model/inspect.js';
import { PROJECT } from '../model/layout.js';
import type { PackageRecord, Sidecar, SidecarSession } from '../model/package.js';
import { fromBytesField } from '../model/path-bytes.js';
import { fileNameOf } from '../model/stored-path.js';
import type { Hashed } from './bag.js';

/** The part of recall.json that the sidecar is made from. */
export interface SheetFacts {
  readonly sessions: readonly (InspectedSession & { readonly saved: string | null })[];
}

export interface ContainerFacts {
  readonly name: string;
  readonly form: 'zip' | 'folder';
  readonly size: number;
  readonly sha256: string | null;
  readonly tagManifestSha256: string;
  readonly manifest: string;
}

export function makeSidecar(
  record: PackageRecord,
  sessions: readonly SidecarSession[],
  container: ContainerFacts,
): Sidecar {
  const { lineage, project } = record;
  const files: readonly Hashed[] = record.files;
  const complete = isComplete(record);
  return {
    schema: 'tapebox-sidecar/1',
    program: record.program,
    package: {
      name: container.name,
      form: container.form,
      size: container.size,
      sha256: container.sha256,
      id: packageId(container.manifest, lineage.id, lineage.number),
      tagManifestSha256: container.tagManifestSha256,
      sealed: record.sealed,
    },
    lineage: {
      ...lineage,
      rootKey: rootKey(lineage.id, fromBytesField(project.root, project.rootBytes), mainSessionPath(record)),
    },
    title: project.title,
    artist: project.artist,
    client: project.client,
    sessions,
    complete,
    missing: missingOf(record),
    exitCode: exitCodeOf(complete, record.findings),
    findings: record.findings,
    bytes: files.reduce((sum, file) => sum + file.size, 0),
    files: files.map(({ path, size, sha256 }) => ({ path, size, sha256 })),
  };
}

/** The path of the main session in the project, as it is in the ids. */
function mainSessionPath(record: PackageRecord): string {
  const main = record.sessions[0];
  if (main === undefined) return '';
  const file = record.files.find((one) => one.path === main.path);
  return (
    file?.restoreAs?.slice(record.project.rootName.length + 1) ??
    main.path.slice(`${PROJECT}${record.project.rootName}/`.length)
  );
}

/** Only names: what looks like a path in the project may begin with a volume and a user (Pro Tools). */
function missingOf(record: PackageRecord): Sidecar['missing'] {
  return record.sessions.flatMap((session) =>
    session.media
      .filter((media) => !countsAsThere(media.needed, media.state))
      .map(({ name, stored }) => ({ name: fileNameOf(name), stored: fileNameOf(stored) })),
  );
}

/** `session`: as the recall sheet has it, where it can be found again. */
export function sidecarSession(session: SheetFacts['sessions'][number]): SidecarSession {
  const plugins = new Map<string, { name: string; maker: string | null; count: number }>();
  for (const { name, maker } of session.tracks.flatMap((track) => track.plugins)) {
    const key = `${name}\n${maker ?? ''}`;
    plugins.set(key, { name, maker, count: (plugins.get(key)?.count ?? 0) + 1 });
  }
  return {
    path: session.path,
    format: session.format,
    application: session.application,
    saved: session.saved,
    sampleRate: session.sampleRate,
    bpm: session.tempo[0]?.bpm ?? null,
    lengthNs: session.lengthNs,
    tracks: session.tracks.filter((track) => track.inTrackList).map((track) => track.name),
    plugins: [...plugins.values()],
  };
}
