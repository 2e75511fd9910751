/** What the commands print with `--json` (docs/json.md). `inspect` has a file of its own. */
import type { Finding } from './finding.js';
import type { ReferenceState } from './inspect.js';
import type { LeftOut } from './package.js';
import type { FormatId } from './session.js';

export interface ErrorOutput {
  readonly schema: 'tapebox-error/1';
  readonly code: string;
  readonly message: string;
  readonly next: string | null;
}

export interface ArchiveOutput {
  readonly schema: 'tapebox-archive/1';
  readonly projects: readonly ArchiveResult[];
}

export interface MayOriginalGo {
  readonly answer: 'yes' | 'not-yet' | 'no';
  readonly reasons: readonly string[];
}

export interface ArchiveResult {
  readonly project: string;
  readonly title: string | null;
  readonly formats: readonly FormatId[];
  readonly package: string | null;
  readonly sidecar: string | null;
  readonly packageId: string | null;
  readonly lineage: { readonly id: string; readonly number: number; readonly previous: string | null } | null;
  readonly unchanged: boolean;
  readonly complete: boolean;
  readonly counts: Readonly<Record<ReferenceState, number>>;
  readonly files: number;
  readonly bytes: number;
  readonly leftOut: readonly { readonly path: string; readonly bytes: number; readonly reason: LeftOut['reason'] }[];
  readonly relinked: readonly {
    readonly session: string;
    readonly references: number;
    readonly how: 'bytes' | 'layout' | 'none-needed';
  }[];
  readonly mayOriginalGo: MayOriginalGo;
  readonly findings: readonly Finding[];
  readonly plan?: readonly {
    readonly from: string | null;
    readonly to: string;
    readonly bytes: number;
    readonly why: string;
  }[];
}

export interface VerifyOutput {
  readonly schema: 'tapebox-verify/1';
  readonly packages: readonly {
    readonly package: string;
    readonly ok: boolean;
    readonly level: 'full' | 'quick';
    readonly files: number;
    readonly bytes: number;
    readonly problems: readonly { readonly code: string; readonly member: string | null; readonly message: string }[];
  }[];
}

export interface RestoreOutput {
  readonly schema: 'tapebox-restore/1';
  readonly package: string;
  readonly restoredTo: string;
  readonly project: string;
  readonly sessions: readonly string[];
  readonly files: number;
  readonly bytes: number;
  readonly findings: readonly Finding[];
}

export interface DrillResult {
  readonly package: string;
  readonly ok: boolean;
  readonly references: {
    readonly total: number;
    readonly inside: number;
    readonly absentBefore: number;
    readonly lost: number;
  };
  readonly mayOriginalGo: MayOriginalGo;
  readonly problems: readonly string[];
}

export interface DrillOutput {
  readonly schema: 'tapebox-drill/1';
  readonly packages: readonly DrillResult[];
}

export interface CompareOutput {
  readonly schema: 'tapebox-compare/1';
  readonly a: string;
  readonly b: string;
  readonly lost: readonly string[];
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly moved: readonly { readonly from: string; readonly to: string }[];
  readonly same: number;
  readonly session: {
    readonly tracks: { readonly lost: readonly string[]; readonly added: readonly string[] };
    readonly plugins: { readonly lost: readonly string[]; readonly added: readonly string[] };
  } | null;
}

export interface NotesOutput {
  readonly schema: 'tapebox-notes/1';
  readonly forms: readonly {
    readonly project: string;
    readonly path: string;
    /** False: a form stood there, and was filled in. */
    readonly isNew: boolean;
    /** Ids of the fields (lib/notes/form.ts). */
    readonly filled: readonly string[];
    readonly open: readonly string[];
  }[];
}

export interface RecallOutput {
  readonly schema: 'tapebox-recall/1';
  readonly sheets: readonly {
    readonly project: string;
    readonly folder: string;
    readonly html: string;
    readonly markdown: string;
    readonly json: string;
    readonly svg: string;
    readonly tracksCsv: string;
    readonly mediaCsv: string;
    readonly zip: string | null;
    readonly findings: readonly Finding[];
  }[];
}
