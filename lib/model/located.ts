/** The values that flow through the pipeline (design, section 6): what discover, read and locate hand on. Plain data. */
import type { Stat } from '../ports/file-system.js';
import type { Finding } from './finding.js';
import type { CandidateReport, ReferenceState } from './inspect.js';
import type { Decision } from './package.js';
import type { ParsedSession, Reference, Role } from './session.js';

/** Everything below a project root, looked at once, in the order of bytes. */
export interface Tree {
  /** Absolute. */
  readonly root: string;
  /** Of the root itself. */
  readonly stat: Stat;
  readonly entries: readonly TreeEntry[];
  /** False where the walk was cut short, because the folder is not one project (a home, a volume). */
  readonly whole: boolean;
}

export interface TreeEntry extends Stat {
  /** Relative to the root, with '/'. */
  readonly path: string;
  /** Of a link: what it stores. */
  readonly target: string | null;
  /** Of a folder that could not be listed, or a file that could not be looked at: its errno. */
  readonly trouble: string | null;
}

export interface Project {
  /** Absolute. */
  readonly root: string;
  readonly tree: Tree;
  /** True: the whole folder is the project. False: it takes only what `others` does not name. */
  readonly whole: boolean;
  /** Paths relative to the root that belong to something else. */
  readonly others: ReadonlySet<string>;
  /** Main session first. */
  readonly sessions: readonly SessionFile[];
  readonly findings: readonly Finding[];
}

export interface SessionFile {
  /** Absolute. */
  readonly path: string;
  readonly format: string;
  readonly role: Role;
  /** Absolute: where its stored relative paths start from. */
  readonly baseFolder: string;
  /** True: that folder is the DAW's own, and one project. */
  readonly ownFolder: boolean;
  /** Absolute: the folder that is the session for its users; null where the file itself is. */
  readonly bundle: string | null;
  /** Absolute: what stands for it before people: the file, its bundle, or its folder in a bundle with several. */
  readonly shown: string;
}

export interface LocatedProject {
  readonly project: Project;
  /** The sessions that were read: main, alternatives and nested ones, in the order of `Project.sessions`, nested from outside last. */
  readonly sessions: readonly LocatedSession[];
  /** Backups and autosaves: kept as they are, not re-linked. */
  readonly kept: readonly SessionFile[];
  readonly decisions: readonly Decision[];
  readonly findings: readonly Finding[];
}

export interface LocatedSession {
  readonly file: SessionFile;
  readonly parserName: string;
  /** What the DAW does when it opens a session of this format; null where the reader tells it for this very session. */
  readonly opening: string | null;
  readonly relink: 'bytes' | 'layout' | 'none-needed';
  readonly stat: Stat;
  readonly session: ParsedSession;
  /** Parallel to `session.media`. */
  readonly references: readonly LocatedReference[];
}

export interface LocatedReference {
  readonly reference: Reference;
  readonly state: ReferenceState;
  /** Absolute, as the DAW would open it; null unless found or relocated. */
  readonly path: string | null;
  /** The same with all links followed. */
  readonly realPath: string | null;
  readonly stat: Stat | null;
  readonly by: string | null;
  readonly candidates: readonly CandidateReport[];
  /** What the file's header says; null where it was not read or says nothing. */
  readonly audio: AudioFacts | null;
  /** As `Evidence.crc`; null where the session stores none. */
  readonly crc: string | null;
  /** True: a Git LFS pointer or the like lies at the place; the sound itself is elsewhere. */
  readonly isPlaceholder: boolean;
  /** A person accepted that it is lost, by name and date. */
  readonly lossAccepted: boolean;
  /** Folders in which it was looked for. */
  readonly searched: readonly string[];
}

/** What the header of a media file says, and how much of it is there. Null: it does not say. */
export interface AudioFacts {
  /** "WAV", "AIFF", "FLAC"; '' where the file is none, and `problems` says what it is instead. */
  readonly container: string;
  /** "pcm-int", "pcm-float", "ima-adpcm", "mp3", "alac". */
  readonly codec: string | null;
  readonly sampleRate: number | null;
  readonly channels: number | null;
  /** Bits that mean something. */
  readonly bitDepth: number | null;
  /** Bits that a sample takes in the file: 32 where 24 are stored in 32. Null for compressed sound. */
  readonly containerBits: number | null;
  /** Frames that can really be read. */
  readonly frames: number | null;
  /** What the header promises; null where it promises what is there. */
  readonly framesByHeader: number | null;
  readonly lengthNs: bigint | null;
  /** Bytes that the header promises and that are not there; null where the file is whole. */
  readonly missingBytes: number | null;
  /** Bytes behind the last chunk. */
  readonly trailingBytes: number;
  /** The id by which Pro Tools knows the file, as `Evidence.fileId`. */
  readonly id: string | null;
  readonly sound: SoundPlace | null;
  readonly problems: readonly AudioProblem[];
}

/** Where uncompressed sound lies in the file, in one piece. */
export interface SoundPlace {
  readonly start: number;
  readonly bytes: number;
  readonly byteOrder: 'little' | 'big';
  /** True: bytes without a sign where the container's have one (`raw ` in AIFF-C). */
  readonly isUnsigned?: true;
}

/** What is odd or broken in a file (formats/audio-files.md, section 3). */
export type AudioProblem =
  | 'riff-size-zero'
  | 'data-size-zero'
  | 'riff-size-unknown'
  | 'data-size-unknown'
  | 'file-cut'
  | 'riff-size-wrong'
  | 'trailing-bytes'
  | 'pad-missing'
  | 'no-fmt'
  | 'fmt-nonsense'
  | 'partial-frame'
  | 'all-zero'
  | 'zero-run'
  | 'no-resource-fork';
