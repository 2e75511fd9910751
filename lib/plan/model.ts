/** The plan: everything that will be done, as plain data. `--dry-run` prints it; `archive` carries out exactly it, or stops. */
import type { Finding } from '../model/finding.js';
import type { LocatedSession } from '../model/located.js';
import type { Decision, LeftOut, RecordLink, WhyInside } from '../model/package.js';
import type { Change } from '../model/parser.js';
import type { Stat } from '../ports/file-system.js';

export interface Plan {
  /** Without suffix: the top folder of the package. */
  readonly name: string;
  readonly form: 'zip' | 'folder';
  /** Absolute. */
  readonly destination: string;
  readonly about: About;
  /** `id` is null where the lineage begins: it is minted from the payload. */
  readonly lineage: { readonly id: string | null; readonly number: number; readonly previous: string | null };
  readonly project: { readonly root: string; readonly rootName: string };
  /** Payload files but for Recall, in the order of the container. */
  readonly files: readonly PlannedFile[];
  readonly folders: readonly PlannedFolder[];
  readonly links: readonly RecordLink[];
  readonly sessions: readonly PlannedSession[];
  readonly leftOut: readonly LeftOut[];
  readonly decisions: readonly Decision[];
  readonly findings: readonly Finding[];
  /** Every needed reference is found, relocated, embedded or left out by rule. */
  readonly complete: boolean;
  /** Sum of the sizes of `files`, re-linked sessions at their old size. */
  readonly bytes: number;
}

/** What a person or the session says of the song. */
export interface About {
  readonly title: string | null;
  readonly artist: string | null;
  readonly client: string | null;
  readonly studio: string | null;
}

export interface PlannedFile {
  /** In the package: "data/Project/Song/kick.wav". */
  readonly path: string;
  readonly content:
    | { readonly kind: 'copy'; readonly from: string; readonly stat: Stat }
    /** The session of that index, with its edits. */
    | { readonly kind: 'relinked'; readonly session: number; readonly from: string; readonly stat: Stat }
    | { readonly kind: 'made'; readonly bytes: Uint8Array };
  /** Relative to the folder that restore makes; null where it follows from `path`. */
  readonly restoreAs: string | null;
  readonly why: WhyInside;
}

export interface PlannedFolder {
  readonly path: string;
  readonly restoreAs: string | null;
  readonly mode: number;
  /** Null: made by tapebox. */
  readonly mtimeNs: bigint | null;
  /** Nothing lies in it: only then it is a member of its own. */
  readonly isEmpty: boolean;
}

export interface PlannedSession {
  readonly located: LocatedSession;
  /** In the package. */
  readonly path: string;
  /** Folder in the package from which its relative paths start. */
  readonly base: string;
  readonly changes: readonly Change[];
  /** What the session cannot store: left as it is, for a person. */
  readonly byHand: readonly Change[];
  /** Parallel to the references: where the file lies in the package; null where it does not. */
  readonly packaged: readonly (string | null)[];
}
