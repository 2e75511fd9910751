/** The answer of a proof. */
import { DATA } from '../model/layout.js';
import type { PackageRecord } from '../model/package.js';
import type { FileSystem } from '../ports/file-system.js';
import type { RunOptions } from '../work/run-jobs.js';
import type { Regenerable } from './litter.js';
import type { Problem } from './problems.js';
import type { Proof } from './verify-content.js';
import { tagManifestSha256 } from './verify-sidecar.js';

export interface VerifyOptions extends RunOptions {
  /** For a ZIP `onBytes` is told about twice its size: the members, and the container as a whole. */
  readonly onBytes?: RunOptions['onBytes'];
  /** `quick`: structure, headers and sizes; no content is hashed. */
  readonly level: 'full' | 'quick';
  readonly sidecar?: 'beside' | 'ignore';
  readonly regenerable?: Regenerable;
}

export interface Verification {
  /** The path that was asked for. */
  readonly package: string;
  readonly ok: boolean;
  readonly level: 'full' | 'quick';
  /** Of the payload. */
  readonly files: number;
  readonly bytes: number;
  /** At most 200. Those with the code `litter` or `bag-warning` do not make it bad. */
  readonly problems: readonly Problem[];
  readonly container: { readonly size: number; readonly sha256: string | null };
  /** Payload path to SHA-256, as the manifest lists it. */
  readonly manifest: ReadonlyMap<string, string>;
  readonly tagManifestSha256: string | null;
  /** Null for a bag of another maker, or where it is damaged. */
  readonly record: PackageRecord | null;
}

/** What was asked, handed through the proof. */
export interface Asked {
  readonly fs: FileSystem;
  readonly path: string;
  readonly options: VerifyOptions;
}

/** The answer once the package was opened. `container`: the SHA-256 of the whole ZIP, where it was hashed. */
export function verification(
  { path, options }: Asked,
  proof: Proof,
  container: string | null,
  manifest: ReadonlyMap<string, string>,
  record: PackageRecord | null,
): Verification {
  const payload = [...proof.members].filter(([member]) => member.startsWith(DATA));
  return {
    package: path,
    ok: !proof.problems.any(),
    level: options.level,
    files: payload.length,
    bytes: payload.reduce((sum, [, { size }]) => sum + size, 0),
    problems: proof.problems.list(),
    container: { size: proof.opened.size, sha256: container },
    manifest,
    tagManifestSha256: tagManifestSha256(proof),
    record,
  };
}
