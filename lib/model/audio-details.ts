/** What a media file says about itself beside its numbers: read on demand, for recall sheets and reports. Plain data; nothing is guessed. */

export interface AudioDetails {
  readonly bext: BroadcastExtension | null;
  readonly ixml: IxmlFacts | null;
  readonly markers: readonly AudioMarker[];
  readonly loops: readonly AudioLoop[];
  /** The MIDI note at which a sample sounds as it was recorded. */
  readonly unityNote: number | null;
  readonly instrument: AudioInstrument | null;
  readonly acid: AcidFacts | null;
  /** Beats a minute, where the file says so: Logic's cue, ACID loops, tags. */
  readonly tempo: number | null;
  /** What it was when Pro Tools recorded it. */
  readonly region: AudioRegion | null;
  /** LIST INFO, CAF info, texts of AIFF, tags: in the words of the format ("INAM", "TITLE", "AUTH"). */
  readonly texts: readonly AudioText[];
  readonly comments: readonly AudioComment[];
  readonly tags: AudioTags | null;
  /** Object audio (ADM): never to be dropped. `tracks` by the `chna` chunk. */
  readonly objectAudio: { readonly tracks: number | null } | null;
  readonly channelMask: number | null;
  /** True: more is in the file than was read; limits are in lib/audio/details. */
  readonly isShortened: boolean;
}

/** `bext`: the recorder's own record. Empty text: it is not filled in. */
export interface BroadcastExtension {
  readonly version: number;
  readonly description: string;
  readonly originator: string;
  readonly originatorReference: string;
  /** As written: "2024-05-17", "23-00-00". */
  readonly date: string;
  readonly time: string;
  /** Samples since midnight. */
  readonly timeReference: bigint;
  /** 128 hexadecimal digits; null where it is none. */
  readonly umid: string | null;
  readonly loudness: BroadcastLoudness | null;
  readonly codingHistory: string;
}

/** LUFS, LU and dBTP; null where not measured. */
export interface BroadcastLoudness {
  readonly integrated: number | null;
  readonly range: number | null;
  readonly maxTruePeak: number | null;
  readonly maxMomentary: number | null;
  readonly maxShortTerm: number | null;
}

export interface IxmlFacts {
  readonly project: string | null;
  readonly scene: string | null;
  readonly take: string | null;
  readonly tape: string | null;
  readonly circled: boolean | null;
  readonly note: string | null;
  readonly fileUid: string | null;
  readonly userBits: string | null;
  readonly timecodeRate: string | null;
  readonly timecodeFlag: string | null;
  readonly fileSampleRate: number | null;
  /** Samples since midnight. */
  readonly timeReference: bigint | null;
  readonly originalFilename: string | null;
  readonly familyName: string | null;
  readonly familyUid: string | null;
  readonly tracks: readonly {
    readonly channel: number | null;
    readonly name: string | null;
    readonly function: string | null;
  }[];
}

export interface AudioMarker {
  readonly id: number;
  readonly frame: number;
  readonly name: string;
  readonly note: string | null;
  /** Frames, of a marker that is a region. */
  readonly length: number | null;
}

export interface AudioLoop {
  readonly kind: 'sample' | 'sustain' | 'release';
  readonly type: 'forward' | 'ping-pong' | 'backward' | 'other';
  readonly start: number;
  /** The first frame behind the loop. */
  readonly end: number;
}

export interface AudioInstrument {
  readonly note: number;
  readonly lowNote: number;
  readonly highNote: number;
  readonly lowVelocity: number;
  readonly highVelocity: number;
}

export interface AcidFacts {
  readonly isOneShot: boolean;
  readonly rootNote: number | null;
  readonly beats: number;
  /** "4/4" */
  readonly meter: string | null;
  readonly tempo: number | null;
}

export interface AudioRegion {
  readonly name: string;
  /** 48 hexadecimal digits. */
  readonly fileId: string;
  readonly frames: bigint;
  /** Samples. */
  readonly originalTime: bigint;
  readonly userTime: bigint;
}

export interface AudioText {
  readonly what: string;
  readonly text: string;
}

export interface AudioComment {
  /** "2024-05-17T13:45:30Z" */
  readonly at: string | null;
  readonly text: string;
}

export interface AudioTags {
  readonly title: string | null;
  readonly artist: string | null;
  readonly tempo: number | null;
  readonly key: string | null;
}
