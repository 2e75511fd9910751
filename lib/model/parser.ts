/** The contract between the pipeline and a reader (design, section 5). A reader knows this file, the model and parsers/shared, nothing else. */
import type { FormatId, ParsedSession, Reference, Role } from './session.js';

export interface SessionParser {
  readonly format: FormatId;
  /** As its users call it: "REAPER". */
  readonly name: string;
  /** True for a format in which DAWs hand songs to each other: beside a session it is another form of that one. */
  readonly isExchange?: boolean;
  /** What the DAW does when it opens a session of this format, for a person; a reader that knows more tells it as `on-opening`. */
  readonly opening?: string;
  /** From content and neighbours; never by the extension alone. Null: not a session of this DAW. */
  detect(probe: Probe): Detection | null;
  /** Pure: same bytes, same model. Throws a `sessionError` where nothing can be said. */
  read(source: SessionSource, options: ReadOptions): Promise<ParsedSession>;
  /** How a moved file is made known: by editing the session, by putting it where the DAW looks first, or not at all. */
  readonly relink: 'bytes' | 'layout' | 'none-needed';
  /** The edits that make `changes` true; only for `relink: 'bytes'`. */
  edits?(source: SessionSource, session: ParsedSession, changes: readonly Change[]): readonly Splice[];
  /** True where the session can store that path at the places of this reference. Absent: it can store any. Pure. */
  canStore?(path: string, reference: Reference): boolean;
  readonly layout: MediaLayout;
  /** The places where the DAW itself would look, in its order. Pure: it opens nothing. */
  resolve(reference: Reference, context: ResolveContext): readonly Candidate[];
  /** Media inside of the session as a file of its own; null where other programs could not open it. Pure. */
  embedded?(source: SessionSource, reference: Reference): EmbeddedFile | null;
  /** True for a file that the DAW makes again (overviews, caches). `path` is relative to the project root, with '/'. */
  regenerable(path: string): boolean;
  /** True for a file that belongs to a project of this DAW by its name alone (backups, undo histories). */
  owns(path: string): boolean;
}

/** What detection may look at. */
export interface Probe extends Surroundings {
  readonly size: number;
  /** The first 4096 bytes, or fewer. */
  readonly head: Uint8Array;
  /** The bytes [start, end), clamped to the size. */
  bytes(start: number, end: number): Uint8Array;
}

/** What lies around a session file. Folders are relative to its own: '.', '..', 'interchange'. */
export interface Surroundings {
  /** Base name of the file or bundle. */
  readonly name: string;
  /** Name of the folder that holds it. */
  readonly folder: string;
  /** Base names in a folder, in the order of their bytes; none where there is no such folder. */
  list(folder: string): readonly string[];
  /** A small file in the session's own folder, in the bundle or project around it, or below, with '/' ("../../x.plist"); null where there is none, or where it is larger than `maxBytes`. */
  beside(path: string, maxBytes: number): Uint8Array | null;
}

export interface Detection {
  /** `alternative`: one of several in a bundle, and not the one that opens first. */
  readonly role: Exclude<Role, 'nested'>;
  /** The folder that the stored relative paths start from, relative to the session's own folder: '.', '..', '../..'. */
  readonly base: string;
  /** True: that folder is the DAW's own, and all of it is one project (design, section 2, rule 1). */
  readonly ownFolder?: boolean;
  /** The folder that is the session for its users, relative to the session's own folder: '../..' for a document inside a bundle. */
  readonly bundle?: string;
}

/** Random access to one session document, bounded. A reader never opens a path. */
export interface SessionSource extends Surroundings {
  readonly size: number;
  /** The bytes [start, end), clamped to the size. */
  bytes(start: number, end: number): Uint8Array;
  /** The whole document; throws `too-large` over `maxBytes`. */
  all(maxBytes: number): Uint8Array;
  /**
   * The document in pieces of at most 256 KiB, unpacked where it is gzip. A piece is good until the next is asked for. Throws
   * `too-large` over `maxBytes` (unpacked), and `session-damaged` after the last piece that a broken container gave.
   */
  pieces(maxBytes: number): AsyncIterable<Uint8Array>;
}

export interface ReadOptions {
  /** Bytes that a reader may hold of one document (default 256 MiB). */
  readonly maxBytes: number;
  /** Bytes that may flow past a reader that holds none of them (default 2 GiB). */
  readonly maxStreamedBytes: number;
  /** True: the notes of MIDI clips are wanted, for a picture (`Clip.midi`). They cost time and memory. */
  readonly midiNotes?: boolean;
}

export interface Change {
  readonly reference: Reference;
  /** The new place, relative to the base folder of the session (`Detection.base`), with '/'. */
  readonly target: string;
}

/** Replace the bytes [start, end) of the decoded document. Splices do not overlap and are sorted by `start`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
}

export interface MediaLayout {
  /** Where a file from outside goes, relative to the base folder of the session, with '/'. */
  mediaFolder(session: ParsedSession, reference: Reference): string;
  /** Folders that must exist beside what was collected, relative to the base folder, also when empty. */
  readonly folders: readonly string[];
}

/** Media that lie in the session, as they would lie on a disk. */
export interface EmbeddedFile {
  /** With its extension; it need not be a name that a disk can hold. */
  readonly name: string;
  readonly size: number;
  /** At most 256 KiB each; fewer than `size` bytes where the session is cut. A piece is good until the next is asked for. */
  pieces(): Iterable<Uint8Array>;
}

export interface ResolveContext {
  readonly session: ParsedSession;
  /** Absolute, on this machine: where the stored relative paths start from. */
  readonly baseFolder: string;
  readonly projectRoot: string;
  /** The files below the project root with that base name (case and normal form ignored): absolute paths in the order of their bytes. */
  named(name: string): readonly string[];
}

export interface Candidate {
  /** Absolute, on this machine. */
  readonly path: string;
  /** "project-relative", "record path", "same name in the project". */
  readonly rule: string;
  /** True: found by its name alone, not by its place. What the file holds can then speak against it. */
  readonly byName?: boolean;
  /** True: a place where the DAW's own search would begin, of no weight by itself: the file there is taken on evidence only. */
  readonly isHint?: boolean;
}

/** One line of the registry. `names` only spares the opening of every file of a folder; content decides. */
export interface ParserEntry {
  readonly format: FormatId;
  readonly names: RegExp;
  /** `SessionParser.detect` alone: a file that is no session must not cost the loading of every reader. */
  detect(): Promise<SessionParser['detect']>;
  load(): Promise<SessionParser>;
}
