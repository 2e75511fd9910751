/**
 * The session model: what a reader finds in one session file, as plain facts. It follows `tapebox-inspect/1`
 * (docs/json.md), with times as bigint nanoseconds, and carries a little more for what comes later.
 * Gains are dB with -Infinity for silence, pan is -1 (left) to 1 (right). `null`: the file does not say. Nothing is guessed.
 */
import type { Finding } from './finding.js';

export type Ns = bigint;

export type FormatId = 'reaper' | (string & {});
export type Platform = 'windows' | 'macos' | 'linux';
export type Role = 'session' | 'alternative' | 'nested' | 'template' | 'backup' | 'autosave';
export type Coverage = 'full' | 'partial' | 'none';
export type CoverageArea = 'media' | 'tracks' | 'clips' | 'plugins' | 'tempo' | 'markers' | 'mixer';

export interface ParsedSession {
  readonly format: FormatId;
  readonly version: string | null;
  readonly application: string | null;
  /** The platform whose path rules the stored paths follow. */
  readonly platform: Platform | null;
  /** When it was last saved by its own word, nanoseconds since 1970. */
  readonly savedAt: Ns | null;
  readonly title: string | null;
  readonly artist: string | null;
  readonly coverage: Readonly<Record<CoverageArea, Coverage>>;
  readonly sampleRate: number | null;
  readonly bitDepth: number | null;
  readonly tempo: readonly TempoPoint[];
  readonly meter: readonly MeterPoint[];
  readonly lengthNs: Ns | null;
  readonly media: readonly Reference[];
  /** Folders in which the DAW looks for media besides the stored place (REAPER's record paths), as stored, in its order. */
  readonly searchFolders: readonly string[];
  readonly tracks: readonly Track[];
  readonly markers: readonly Marker[];
  readonly notes: readonly Note[];
  /** What the DAW itself drew of the session when it was saved, a JPEG (Logic's `WindowImage.jpg`). Absent: nothing. */
  readonly picture?: Uint8Array;
  readonly findings: readonly Finding[];
}

export type MediaKind = 'audio' | 'video' | 'midi' | 'sample' | 'impulse' | 'session' | 'image' | 'other';

export interface Evidence {
  readonly size?: number;
  readonly frames?: number;
  /** `frames` are counted at this rate; of a file that has another they say nothing. Absent: at the file's own. */
  readonly framesAtRate?: number;
  readonly sampleRate?: number;
  readonly channels?: number;
  readonly bitDepth?: number;
  /** CRC-16 of the first 16,384 bytes as Live stores it (als.md, "Evidence"), decimal. */
  readonly crc?: string;
  readonly id?: string;
  /** An id that stands in the file itself (Pro Tools' `umid`), 24 hex digits. */
  readonly fileId?: string;
  readonly modified?: string;
}

/** One path that the session stores (distinct stored path and meant file). */
export interface Reference {
  /** Exactly as stored, decoded to text; undecodable bytes stand as U+DC80 to U+DCFF. */
  readonly stored: string;
  readonly name: string;
  readonly kind: MediaKind;
  readonly alternates: readonly string[];
  readonly needed: boolean;
  /**
   * Where the session itself says that the file belongs to a library: `factory`, what the DAW's installer brings, or `user`, what
   * a person put in (packs, a user library). Absent: it does not say.
   */
  readonly library?: 'factory' | 'user';
  /** `embedded`: inside the session file; `none`: no file is expected. */
  readonly place: 'file' | 'embedded' | 'none';
  readonly evidence: Evidence;
  /** The furthest point of the file that a clip plays, from the file's beginning; null where nothing bounds its length. */
  readonly neededNs: Ns | null;
  readonly usedBy: readonly Use[];
  /** Where it stands in the document: only the reader that wrote them understands them. */
  readonly sites: readonly unknown[];
}

export interface Use {
  readonly track: number | null;
  readonly what: string;
  readonly startNs: Ns | null;
  readonly lengthNs: Ns | null;
}

export type TrackKind =
  | 'audio'
  | 'midi'
  | 'instrument'
  | 'folder'
  | 'bus'
  | 'return'
  | 'vca'
  | 'master'
  | 'video'
  | 'marker'
  | 'other';

export interface Track {
  readonly name: string;
  readonly kind: TrackKind;
  readonly inTrackList: boolean;
  readonly parent: number | null;
  readonly colour: string | null;
  readonly volumeDb: number | null;
  readonly pan: number | null;
  readonly muted: boolean | null;
  readonly soloed: boolean | null;
  readonly input: string | null;
  readonly output: string | null;
  readonly sends: readonly Send[];
  readonly plugins: readonly PluginInstance[];
  readonly clips: readonly Clip[];
  readonly notes: string | null;
  readonly automated: readonly string[];
}

export interface Send {
  readonly to: string;
  readonly levelDb: number | null;
  readonly preFader: boolean | null;
  readonly enabled: boolean | null;
}

export type PluginFormat =
  | 'VST2'
  | 'VST3'
  | 'AU'
  | 'AAX'
  | 'RTAS'
  | 'TDM'
  | 'CLAP'
  | 'LV2'
  | 'LADSPA'
  | 'DX'
  | 'JS'
  | 'native'
  | 'unknown';

export interface PluginInstance {
  readonly name: string;
  readonly maker: string | null;
  readonly format: PluginFormat;
  readonly identifier: string | null;
  readonly bypassed: boolean | null;
  readonly preset: string | null;
  readonly within: string | null;
  readonly state: { readonly bytes: number; readonly readable: boolean };
  readonly settings: readonly { readonly name: string; readonly value: string; readonly unit: string | null }[];
  readonly hints: readonly string[];
}

export interface Clip {
  readonly name: string | null;
  readonly kind: 'audio' | 'midi' | 'video' | 'other';
  readonly startNs: Ns | null;
  readonly lengthNs: Ns | null;
  readonly offsetNs: Ns | null;
  readonly media: number | null;
  readonly muted: boolean | null;
  readonly gainDb: number | null;
  readonly fadeIn: Fade | null;
  readonly fadeOut: Fade | null;
  readonly active: boolean;
  /** What an exact rendering of the clip needs besides, where the file says so. */
  readonly playRate: number | null;
  readonly pitchSemitones: number | null;
  readonly reversed: boolean | null;
  readonly looped: boolean | null;
  /** How fast its file runs by on the whole, where markers push it to and fro inside: good for a picture only. Absent: `playRate` says all. */
  readonly meanRate?: number;
  /** The stretch of the file that it repeats. Absent: all of the file, or not known. */
  readonly loop?: { readonly startNs: Ns; readonly lengthNs: Ns };
  readonly lane: number | null;
  readonly take: number | null;
  /** Of a MIDI clip, where the reader was asked for them (`ReadOptions.midiNotes`). Absent: not asked for, or not read. */
  readonly midi?: ClipNotes;
}

/** The notes of one clip, for a picture. */
export interface ClipNotes {
  /** All that it plays, also where `notes` lists a part of them. */
  readonly count: number;
  /** By their beginning; of very many every second, fourth, eighth … one. */
  readonly notes: readonly MidiNote[];
}

/** Seconds, from the beginning of the clip: exact enough to be drawn. */
export interface MidiNote {
  readonly at: number;
  readonly length: number;
  /** 0 to 127. */
  readonly key: number;
}

export interface Fade {
  readonly lengthNs: Ns;
  /** The DAW's own number or word for the curve. */
  readonly shape: string | null;
}

export interface TempoPoint {
  readonly atNs: Ns;
  readonly atBeats: number | null;
  readonly bpm: number;
  readonly ramp: 'step' | 'linear' | 'curve';
}

export interface MeterPoint {
  readonly atNs: Ns;
  readonly atBar: number | null;
  readonly numerator: number;
  readonly denominator: number;
}

export interface Marker {
  readonly name: string;
  readonly atNs: Ns | null;
  readonly lengthNs: Ns | null;
  readonly colour: string | null;
}

export interface Note {
  readonly where: string;
  readonly text: string;
}
