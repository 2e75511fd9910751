/** The files that outlive the program: `tapebox/record.json` and the sidecar, format 1. Fields are only added, never changed in meaning. */
import type { Finding } from './finding.js';
import type { InspectedReference } from './inspect.js';
import type { Coverage, FormatId } from './session.js';

export type WhyInside =
  | 'project'
  | 'session'
  | 'original-session'
  | 'relinked-session'
  | 'collected'
  | 'note'
  | 'recall'
  | 'resource-fork';

export type WhyLeftOut = 'regenerable' | 'excluded' | 'other-project' | 'package' | 'not-a-file' | 'unreadable';

export interface Lineage {
  readonly id: string;
  readonly number: number;
  readonly previous: string | null;
}

export interface RecordFile {
  /** In the package, with '/': "data/Project/Song/Audio/kick.wav". */
  readonly path: string;
  /** Absolute; null for what tapebox made. */
  readonly original: string | null;
  readonly originalBytes?: string;
  /** Where restore puts it, relative to `DIR/<name>/`, when not derived from `path`. */
  readonly restoreAs: string | null;
  readonly restoreAsBytes?: string;
  readonly size: number;
  readonly mode: number;
  /** Decimal nanoseconds since 1970; null: the time of sealing. */
  readonly mtime: string | null;
  readonly sha256: string;
  readonly crc32: string;
  readonly why: WhyInside;
}

export interface RecordFolder {
  readonly path: string;
  readonly restoreAs?: string;
  readonly restoreAsBytes?: string;
  readonly mode: number;
  readonly mtime: string;
}

export interface RecordLink {
  /** Relative to the package's `data/Project/`, with the link's own name. */
  readonly path: string;
  readonly pathBytes?: string;
  readonly target: string;
  readonly targetBytes?: string;
  /** The target lies inside the project, and restore makes the link again. */
  readonly inside: boolean;
}

export interface Decision {
  readonly kind: 'map' | 'accept-file' | 'accept-loss';
  readonly what: string;
  readonly to: string | null;
  readonly by: string | null;
  readonly at: string;
}

export interface LeftOut {
  readonly path: string;
  readonly pathBytes?: string;
  readonly size: number;
  readonly reason: WhyLeftOut;
}

export interface PackageRecord {
  readonly schema: 'tapebox-record/1';
  readonly program: string;
  readonly sealed: string;
  readonly lineage: Lineage;
  readonly project: {
    readonly root: string;
    readonly rootBytes?: string;
    readonly rootName: string;
    readonly title: string | null;
    readonly artist: string | null;
    readonly client: string | null;
    readonly studio: string | null;
  };
  readonly files: readonly RecordFile[];
  readonly folders: readonly RecordFolder[];
  readonly links: readonly RecordLink[];
  readonly sessions: readonly RecordSession[];
  readonly leftOut: readonly LeftOut[];
  readonly decisions: readonly Decision[];
  readonly findings: readonly Finding[];
}

export interface RecordSession {
  /** In the package. */
  readonly path: string;
  readonly format: FormatId;
  readonly version: string | null;
  readonly role: string;
  readonly coverage: Readonly<Record<string, Coverage>>;
  readonly relink: string;
  readonly media: readonly (InspectedReference & { readonly packaged: string | null })[];
}

export interface Sidecar {
  readonly schema: 'tapebox-sidecar/1';
  readonly program: string;
  readonly package: {
    readonly name: string;
    readonly form: 'zip' | 'folder';
    readonly size: number;
    readonly sha256: string | null;
    readonly id: string;
    readonly tagManifestSha256: string;
    readonly sealed: string;
  };
  readonly lineage: Lineage & { readonly rootKey: string };
  readonly title: string | null;
  readonly artist: string | null;
  readonly client: string | null;
  readonly sessions: readonly SidecarSession[];
  readonly complete: boolean;
  readonly missing: readonly { readonly name: string; readonly stored: string }[];
  readonly exitCode: 0 | 3;
  readonly findings: readonly Finding[];
  readonly bytes: number;
  readonly files: readonly { readonly path: string; readonly size: number; readonly sha256: string }[];
}

export interface SidecarSession {
  readonly path: string;
  readonly format: FormatId;
  readonly application: string | null;
  readonly saved: string | null;
  readonly sampleRate: number | null;
  readonly bpm: number | null;
  readonly lengthNs: string | null;
  readonly tracks: readonly string[];
  readonly plugins: readonly { readonly name: string; readonly maker: string | null; readonly count: number }[];
}

/** One immutable file per proof, named `<package id>.<first 16 hex digits of its own SHA-256>.proof.json`. */
export interface Proof {
  readonly schema: 'tapebox-proof/1';
  readonly packageId: string;
  readonly packageName: string;
  readonly size: number;
  readonly sha256: string | null;
  readonly place: {
    readonly id: string;
    readonly name: string | null;
    readonly kind: 'folder' | 'rclone';
    readonly medium: 'ssd' | 'hdd' | 'nas' | 'tape' | 'optical' | 'cloud' | 'other' | null;
    readonly offsite: boolean;
    readonly volume: string | null;
  };
  readonly at: string;
  readonly how: 'sealed' | 'full-hash' | 'provider-hash' | 'download' | 'drill';
  readonly result: 'good' | 'damaged' | 'gone';
  readonly details: string | null;
}
