/** The notes of MIDI regions, from the files of the session (ardour.md, sections 3.1, 3.2 and 4, "Positions"). */
import type { SessionSource } from '../../lib/model/parser.js';
import type { Clip, ClipNotes, MidiNote } from '../../lib/model/session.js';
import { noteCollector } from '../shared/midi-notes.js';
import type { MusicTime } from './clock.js';
import { type FileNote, notesOfFile } from './midi-file.js';
import { placesOf } from './places.js';
import type { Source } from './sources.js';

/** `source`: the id of the region's source. */
export type RegionNotes = (source: string, clip: Clip) => ClipNotes | undefined;

/** The biggest of 151 had 7 KB. */
const MAX_FILE = 1024 * 1024;
const MAX_FILES = 16 * MAX_FILE;

export function regionNotes(document: SessionSource, sources: readonly Source[], music: MusicTime): RegionNotes {
  const collector = noteCollector();
  const byId = new Map(sources.map((source) => [source.id, source]));
  const known = new Map<Source, readonly FileNote[] | null>();
  let left = MAX_FILES;

  const read = (source: Source): readonly FileNote[] | null => {
    // Never written: there is no file, and no note.
    if (source.isEmpty) return [];
    const bytes = bytesOf(document, source, Math.min(left, MAX_FILE));
    left -= bytes?.length ?? 0;
    return bytes === null ? null : notesOfFile(bytes);
  };

  return (id, { startNs, lengthNs, offsetNs }) => {
    const source = byId.get(id);
    if (source?.kind !== 'midi' || startNs === null || lengthNs === null || offsetNs === null) return undefined;
    if (!known.has(source)) known.set(source, read(source));
    const notes = known.get(source);
    if (notes == null) return undefined;
    const start = Number(startNs) / 1e9;
    // Where the first tick of the file would be; from there on it goes by quarters.
    const origin = music.quartersAt(Number(startNs - offsetNs) / 1e9);
    function* played(): Generator<MidiNote> {
      for (const { at, length, key } of notes as readonly FileNote[]) {
        const from = music.secondsAt(origin + at);
        yield { at: from - start, length: music.secondsAt(origin + at + length) - from, key };
      }
    }
    return collector.collect(Number(lengthNs) / 1e9, played());
  };
}

/** MIDI of a session lies inside of it: the first of the places is looked into, no other. */
function bytesOf(document: SessionSource, { site }: Source, maxBytes: number): Uint8Array | null {
  const [place] = placesOf(site);
  return place === undefined || place.in !== 'session' ? null : document.beside(place.path, maxBytes);
}
