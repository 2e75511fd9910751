/** What the sealing writes into: a ZIP or a folder, filled in the order of the container. */
import type { Copied } from '../copy/copy-job.js';
import type { PeakRequest } from '../model/peaks.js';
import type { Stat } from '../ports/file-system.js';
import type { RunOptions } from '../work/run-jobs.js';

export interface Container {
  /** Adds entries behind those that are there, in their order; resolves to what was written for each (folders: zeros). */
  add(entries: readonly Entry[], options?: RunOptions): Promise<readonly Copied[]>;
  /** Ends the container and brings it to the disk. */
  finish(): void;
  /** Closes what is open; for the way out after a failure as well. */
  close(): void;
}

export interface Entry {
  /** In the package; without an ending '/' for folders. */
  readonly path: string;
  readonly mtimeNs: bigint;
  readonly isExecutable: boolean;
  readonly content: /** `peaks`: what is wanted of its sound on the way; absent: nothing. */
    | { readonly kind: 'file'; readonly from: string; readonly stat: Stat; readonly peaks?: PeakRequest | null }
    | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
    | { readonly kind: 'folder' };
}

export const sizeOf = ({ content }: Entry): number =>
  content.kind === 'file' ? content.stat.size : content.kind === 'bytes' ? content.bytes.length : 0;

/** Seconds for headers: rounded down, also before 1970. */
export const wholeSeconds = (ns: bigint): number =>
  Number(ns >= 0n ? ns / 1_000_000_000n : (ns - 999_999_999n) / 1_000_000_000n);
