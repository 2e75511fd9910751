/** The figures that the terminal and the recall sheet both give of a session. */
import type { InspectedReference, InspectedSession, InspectedTrack, ReferenceState } from '../model/inspect.js';

export interface Figures {
  readonly tracks: number;
  readonly clips: number;
  readonly plugins: number;
  readonly pluginKinds: number;
  /** Plug-ins whose settings only they can read. */
  readonly opaquePlugins: number;
}

export function figuresOf(session: InspectedSession): Figures {
  const plugins = session.tracks.flatMap((track) => track.plugins);
  return {
    tracks: session.tracks.filter((track) => track.inTrackList).length,
    clips: session.tracks.reduce((sum, track) => sum + track.clips.length, 0),
    plugins: plugins.length,
    pluginKinds: new Set(plugins.map((plugin) => `${plugin.format} ${plugin.name}`)).size,
    opaquePlugins: plugins.filter((plugin) => plugin.state.bytes > 0 && !plugin.state.readable).length,
  };
}

/** States in which a needed file is not at hand. */
export const ABSENT: ReadonlySet<ReferenceState> = new Set([
  'missing',
  'unreadable',
  'offline',
  'placeholder',
  'ambiguous',
  'refused',
]);

export const isAbsent = (reference: InspectedReference): boolean => reference.needed && ABSENT.has(reference.state);

/** Codes of the findings that say, file by file, what a list of absent files says already. */
export function saidByMedia(session: InspectedSession): ReadonlySet<string> {
  return new Set(session.media.filter(({ state }) => ABSENT.has(state)).map(({ state }) => `media-${state}`));
}

/** References that stand for a file of their own. */
export const isFile = (reference: { readonly state: ReferenceState }): boolean =>
  reference.state !== 'embedded' && reference.state !== 'none';

export interface Heard {
  /** Seconds of sound over all its uses; null where no use has a length. */
  readonly seconds: number | null;
  readonly tracks: readonly string[];
  readonly firstNs: string | null;
  /** The end of the last use whose length is known. */
  readonly lastNs: string | null;
  /** It is used, but only where nobody hears it. */
  readonly isSilent: boolean;
}

/** What a person loses with the file: how long it is heard, where, and from when. */
export function heardOf(reference: InspectedReference, session: InspectedSession): Heard {
  const heard = reference.usedBy.filter((use) => !isSilent(use, session));
  const lengths = heard.flatMap((use) => (use.lengthNs === null ? [] : [BigInt(use.lengthNs)]));
  const ends = heard.flatMap(({ startNs, lengthNs }) =>
    startNs === null || lengthNs === null ? [] : [BigInt(startNs) + BigInt(lengthNs)],
  );
  const starts = heard.flatMap((use) => (use.startNs === null ? [] : [BigInt(use.startNs)]));
  const names = heard.flatMap((use) =>
    use.track === null ? [] : [session.tracks[use.track]?.name ?? ''].filter((name) => name !== ''),
  );
  return {
    seconds: lengths.length === 0 ? null : Number(lengths.reduce((sum, one) => sum + one, 0n)) / 1e9,
    tracks: [...new Set(names)],
    firstNs: starts.length === 0 ? null : String(starts.sort(byValue)[0]),
    lastNs: ends.length === 0 ? null : String(ends.sort(byValue).at(-1)),
    isSilent: reference.usedBy.length > 0 && heard.length === 0,
  };
}

type Use = InspectedReference['usedBy'][number];

/** A muted track, a muted clip, a take that is not chosen: the file is stored, and nobody hears it. */
function isSilent({ track, startNs, lengthNs }: Use, { tracks }: InspectedSession): boolean {
  const one = track === null ? undefined : tracks[track];
  if (one === undefined) return false;
  if (one.muted === true) return true;
  let places = silentPlaces.get(one);
  if (places === undefined) {
    const isHeard = ({ active, muted }: InspectedTrack['clips'][number]) => active && muted !== true;
    const heard = new Set(one.clips.filter(isHeard).map(placeKey));
    const others = one.clips.filter((clip) => !isHeard(clip)).map(placeKey);
    places = new Set(others.filter((key) => !heard.has(key)));
    silentPlaces.set(one, places);
  }
  return places.has(placeKey({ startNs, lengthNs }));
}

const placeKey = ({ startNs, lengthNs }: Pick<Use, 'startNs' | 'lengthNs'>): string => `${startNs} ${lengthNs}`;
/** Looked up for every use of a track's clips, and made once. */
const silentPlaces = new WeakMap<InspectedTrack, ReadonlySet<string>>();

const byValue = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
