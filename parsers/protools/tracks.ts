/** Tracks as the user sees them: the rows of the table joined with their details. */
import type { Track } from '../../lib/model/session.js';
import { type Document, topOf } from './blocks.js';
import { CONTENT } from './content.js';
import { readOldTracks } from './old-tracks.js';
import type { Placed } from './placed.js';
import type { Playlist } from './playlists.js';
import { type CataloguePlugin, insertsOf } from './plugins.js';
import type { OldText } from './text.js';
import { readTrackDetails, type TrackDetails } from './track-details.js';
import { readParents, readTrackTable, type TrackRow } from './track-table.js';

export interface TrackList {
  readonly rows: readonly TrackRow[];
  readonly details: readonly (TrackDetails | null)[];
  readonly parents: readonly (number | null)[];
  /** Saved by version 10 or later: mixer and plug-ins are known. */
  readonly isNew: boolean;
}

export function readTrackList(document: Document, playlists: readonly Playlist[], old: OldText): TrackList {
  const isNew = topOf(document, CONTENT.tracks) !== null;
  const details = isNew ? readTrackDetails(document, old) : readOldTracks(document, old);
  const table = readTrackTable(document, old);
  if (table === null) {
    const rows = details.map((one) => rowOf(one, playlists));
    return { rows, details, parents: rows.map(() => null), isNew };
  }
  const byId = new Map(details.flatMap((one) => (one.id === null ? [] : [[one.id, one] as const])));
  return {
    rows: table,
    details: table.map(({ id }) => takeFrom(byId, id)),
    parents: readParents(document, table),
    isNew,
  };
}

/** The details belong to one row only. */
function takeFrom(byId: Map<string, TrackDetails>, id: string): TrackDetails | null {
  const details = byId.get(id) ?? null;
  byId.delete(id);
  return details;
}

/** Before version 8 the visible name is that of the active playlist. */
function rowOf({ kind, oldName, id, playlists: [active] }: TrackDetails, playlists: readonly Playlist[]): TrackRow {
  const shown = kind === 'audio' && active !== undefined ? playlists[active]?.name : undefined;
  return { name: shown ?? oldName, kind, id: id ?? '' };
}

export function tracksOf(
  document: Document,
  { rows, details, parents }: TrackList,
  catalogue: readonly CataloguePlugin[],
  placed: Placed,
): readonly Track[] {
  return rows.map(({ name, kind }, index) => {
    const one = details[index] ?? null;
    const mixer = one?.mixer;
    return {
      name,
      kind,
      inTrackList: true,
      parent: parents[index] ?? null,
      colour: null,
      volumeDb: mixer?.volumeDb ?? null,
      pan: mixer?.pan ?? null,
      muted: mixer?.muted ?? null,
      soloed: one?.soloed ?? null,
      input: one?.input ?? null,
      output: mixer?.output ?? null,
      sends: mixer?.sends ?? [],
      plugins: insertsOf(document, one?.inserts ?? null, catalogue),
      clips: one === null ? [] : placed.clipsOf(one, index),
      notes: one?.comment ?? null,
      automated: mixer?.automated ?? [],
    };
  });
}
