/** `tapebox-inspect/1` and the parts of it that other outputs share (docs/json.md). */
import type { Finding } from './finding.js';
import type { Coverage, CoverageArea, Evidence, FormatId, MediaKind, Role } from './session.js';

export type ReferenceState =
  | 'found'
  | 'relocated'
  | 'missing'
  | 'unreadable'
  | 'offline'
  | 'placeholder'
  | 'ambiguous'
  | 'library'
  | 'refused'
  | 'embedded'
  | 'none';

export const REFERENCE_STATES: readonly ReferenceState[] = [
  'found',
  'relocated',
  'missing',
  'unreadable',
  'offline',
  'placeholder',
  'ambiguous',
  'library',
  'refused',
  'embedded',
  'none',
];

export interface InspectOutput {
  readonly schema: 'tapebox-inspect/1';
  readonly path: string;
  readonly projects: readonly Inspection[];
}

export interface Inspection {
  readonly projectRoot: string;
  readonly sessions: readonly InspectedSession[];
  readonly findings: readonly Finding[];
}

export interface InspectedSession {
  readonly format: FormatId;
  readonly version: string | null;
  readonly application: string | null;
  readonly path: string;
  readonly role: Role;
  readonly title: string | null;
  readonly coverage: Readonly<Record<CoverageArea, Coverage>>;
  readonly relink: 'bytes' | 'layout' | 'none-needed' | 'unknown';
  readonly sampleRate: number | null;
  readonly bitDepth: number | null;
  readonly tempo: readonly { atNs: string; atBeats: number | null; bpm: number; ramp: 'step' | 'linear' | 'curve' }[];
  readonly meter: readonly { atNs: string; atBar: number | null; numerator: number; denominator: number }[];
  readonly lengthNs: string | null;
  readonly media: readonly InspectedReference[];
  readonly tracks: readonly InspectedTrack[];
  readonly markers: readonly { name: string; atNs: string | null; lengthNs: string | null; colour: string | null }[];
  readonly notes: readonly { where: string; text: string }[];
  readonly findings: readonly Finding[];
}

export interface InspectedReference {
  readonly stored: string;
  readonly storedBytes?: string;
  readonly name: string;
  readonly nameBytes?: string;
  readonly kind: MediaKind;
  readonly alternates: readonly string[];
  readonly needed: boolean;
  readonly state: ReferenceState;
  readonly resolved: string | null;
  readonly resolvedBytes?: string;
  readonly resolvedBy: string | null;
  readonly evidence: Evidence;
  readonly candidates?: readonly CandidateReport[];
  readonly usedBy: readonly { track: number | null; what: string; startNs: string | null; lengthNs: string | null }[];
}

export interface CandidateReport {
  readonly path: string;
  readonly agrees: readonly string[];
  readonly contradicts: readonly string[];
  readonly unknown: readonly string[];
}

export interface InspectedTrack {
  readonly name: string;
  readonly kind: string;
  readonly inTrackList: boolean;
  readonly parent: number | null;
  readonly colour: string | null;
  readonly volumeDb: number | null;
  readonly pan: number | null;
  readonly muted: boolean | null;
  readonly soloed: boolean | null;
  readonly input: string | null;
  readonly output: string | null;
  readonly sends: readonly { to: string; levelDb: number | null; preFader: boolean | null; enabled: boolean | null }[];
  readonly plugins: readonly InspectedPlugin[];
  readonly clips: readonly InspectedClip[];
  readonly notes: string | null;
  readonly automated: readonly string[];
}

export interface InspectedPlugin {
  readonly name: string;
  readonly maker: string | null;
  readonly format: string;
  readonly identifier: string | null;
  readonly bypassed: boolean | null;
  readonly preset: string | null;
  readonly within: string | null;
  readonly state: { bytes: number; readable: boolean };
  readonly settings: readonly { name: string; value: string; unit: string | null }[];
  readonly hints: readonly string[];
}

export interface InspectedClip {
  readonly name: string | null;
  readonly kind: 'audio' | 'midi' | 'video' | 'other';
  readonly startNs: string | null;
  readonly lengthNs: string | null;
  readonly offsetNs: string | null;
  readonly media: number | null;
  readonly muted: boolean | null;
  readonly gainDb: number | null;
  readonly fadeInNs: string | null;
  readonly fadeOutNs: string | null;
  readonly active: boolean;
}
