import type { Lineage, Sidecar } from '../model/package.js';
import type { Stat } from '../ports/file-system.js';

/** The destination and what planning needs to know of the disk, looked at once. */
export interface Survey {
  /** Absolute. */
  readonly destination: string;
  readonly freeBytes: number;
  readonly largestFile: number | null;
  /** Names in the destination. */
  readonly names: readonly string[];
  /** The packages that have a sidecar there; they themselves may have been moved elsewhere. */
  readonly shelf: readonly ShelfEntry[];
  /** Names of sidecars there that cannot be read, so that it is not known which project's they are. */
  readonly unreadSidecars: readonly string[];
  /** The newest package of this project's lineage; null where it begins. */
  readonly previous: ShelfEntry | null;
  /** Files of the project that may not be read, relative to the root. */
  readonly unreadable: ReadonlySet<string>;
  /** AppleDouble files beside media from outside, by the real path of the media. */
  readonly forks: ReadonlyMap<string, { readonly path: string; readonly stat: Stat }>;
  /** First digits of the SHA-256 of the main session. */
  readonly sessionId: string | null;
}

export interface ShelfEntry {
  /** Absolute. */
  readonly sidecarPath: string;
  readonly packagePath: string;
  readonly name: string;
  readonly lineage: Lineage & { readonly rootKey: string };
  readonly sidecar: Sidecar;
}
