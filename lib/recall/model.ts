/**
 * What a recall sheet is made from: plain data without a path outside the project, a user or a host name. `sheetOf` makes it
 * that way, so that nothing which draws a sheet has to think of it. Nothing here is known only after sealing.
 */
import type { Extras } from '../inspect/extras.js';
import type { AudioDetails } from '../model/audio-details.js';
import type { Finding } from '../model/finding.js';
import type { InspectedSession, ReferenceState } from '../model/inspect.js';
import type { AudioFacts, LocatedProject } from '../model/located.js';
import type { SoundCheck } from '../model/peaks.js';
import type { Clip, Note } from '../model/session.js';
import type { FilledField } from '../notes/form.js';
import type { Bar } from './bars.js';

/** What the caller knows: the project as located, names and notes as the user gave them, and what the plan will do. */
export interface RecallInput {
  readonly located: LocatedProject;
  readonly title: string | null;
  readonly artist: string | null;
  readonly client: string | null;
  /** Notes besides the session's own: notes.md, --note, texts from outside. Fields of the notes form in them are found. */
  readonly notes: readonly Note[];
  /** By their real path; a file that is not here was not asked. */
  readonly details?: ReadonlyMap<string, AudioDetails>;
  /** Names in `data/Notes` of documents from outside, photos among them. Absent: none. */
  readonly documents?: readonly string[];
  /** Made small before, by `readPhotos`. Absent: none. */
  readonly photos?: readonly Photo[];
  /** Absent: a sheet as the program has it of itself. */
  readonly house?: House;
  /** What the caller found out besides. Absent: nothing. */
  readonly findings?: readonly Finding[];
  /** Null: nothing is packed (the sheet is made of the project where it lies). */
  readonly plan: RecallPlan | null;
}

export interface RecallPlan {
  /** Files that come along from outside: absolute path → the place in the project folder of the package. */
  readonly collected: ReadonlyMap<string, string>;
  /** Absolute paths of sessions whose references are re-linked; the untouched ones are in Original. */
  readonly relinked: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

export interface Sheet {
  readonly title: string;
  readonly artist: string | null;
  readonly client: string | null;
  readonly packed: boolean;
  /** The main session first. Those that were not read are not here. */
  readonly sessions: readonly SheetSession[];
  /** Backups and autosaves, relative to the project root. */
  readonly kept: readonly string[];
  readonly extras: Extras;
  /** Audio in the project that nothing uses, neither a session nor as a mix or stem: relative paths with their sizes. */
  readonly unused: readonly { readonly path: string; readonly size: number }[];
  /** Without what stands in `form`. */
  readonly notes: readonly Note[];
  /** All fields of the notes form, in its order: console, microphones, credits … */
  readonly form: readonly FilledField[];
  readonly photos: readonly Photo[];
  readonly house: House;
  readonly findings: readonly Finding[];
}

export interface SheetSession {
  /** "REAPER". */
  readonly daw: string;
  /** RFC 3339; the session's own word, else the time of its file. */
  readonly saved: string;
  readonly relinked: boolean;
  readonly session: InspectedSession;
  /** Parallel to `session.media`. */
  readonly media: readonly SheetMedia[];
  /** What the DAW drew of the session when it was saved, a JPEG; null where there is none. */
  readonly picture: Uint8Array | null;
  /** What the picture spans. */
  readonly seconds: number;
  /** Null where the tempo cannot be told exactly. */
  readonly bars: readonly Bar[] | null;
  /** Parallel to `session.tracks`: their clips with all that a picture needs of them. */
  readonly clips: readonly (readonly Clip[])[];
  /** Parallel to `session.tracks`: the fader with its silence, which the public model cannot tell from "not known". */
  readonly faders: readonly string[];
  /** The same of their sends, parallel to these. */
  readonly sendLevels: readonly (readonly string[])[];
  /** Of the files that are here, each once. */
  readonly mediaBytes: number;
}

export interface SheetMedia {
  readonly name: string;
  readonly state: ReferenceState;
  /** `collected`: from outside, in the package; `outside`: found there, and not packed. */
  readonly place: 'inside' | 'collected' | 'outside' | 'nowhere';
  /** Inside the project, or where it lies there in the package: its path. Else the name alone. */
  readonly shown: string;
  readonly size: number | null;
  readonly audio: AudioFacts | null;
  /** What the file says of itself; null where it was not asked. */
  readonly details: AudioDetails | null;
  /** What was noticed of its sound when that was read; null where it was not. */
  readonly check: SoundCheck | null;
  /** In how many places it was looked for. */
  readonly searched: number;
}

/** Parts of the sheet that a studio may put in another order or hide, by name. What stands above them is fixed: the answer comes first. */
export const SECTIONS = [
  'song',
  'tracks',
  'tempo',
  'routing',
  'plugins',
  'media',
  'notes',
  'photos',
  'sessions',
  'findings',
] as const;
export type Section = (typeof SECTIONS)[number];

/** How a studio wants its sheets to look: from its own settings, never from a project. */
export interface House {
  readonly studio: string | null;
  /** A picture as the address of an image in the page itself ("data:image/png;base64,…"). */
  readonly logo: string | null;
  /** "#rrggbb", for markers, regions and the focus; one for light pages and one for dark ones. */
  readonly accent: { readonly light: string; readonly dark: string } | null;
  /** Those first, in this order; the others follow in the order of `SECTIONS`. */
  readonly order: readonly Section[];
  readonly hidden: ReadonlySet<Section>;
}

export const NO_HOUSE: House = { studio: null, logo: null, accent: null, order: [], hidden: new Set() };

/** A photo of the project, made small enough to stand in the page. */
export interface Photo {
  /** Relative to the project root; `Notes/…` for one from outside. */
  readonly path: string;
  /** "data:image/jpeg;base64,…". */
  readonly address: string;
  readonly width: number;
  readonly height: number;
}
