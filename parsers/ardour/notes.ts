/** What the session says in words: its metadata, the sound card, parked takes (ardour.md, section 4, "Notes"). */
import type { Note } from '../../lib/model/session.js';
import { child, childrenNamed, type XmlElement } from '../shared/xml-tree.js';
import { textOf } from './values.js';

/** `Metadata/<artist>text</artist>`; only what is filled in is there. */
export const metadataOf = (session: XmlElement, name: string): string | null =>
  child(child(session, 'Metadata'), name)?.text.trim() || null;

const SHOWN_ELSEWHERE = new Set(['title', 'artist']);

export function sessionNotes(session: XmlElement): readonly Note[] {
  const metadata = (child(session, 'Metadata')?.children ?? [])
    .filter(({ name, text }) => !SHOWN_ELSEWHERE.has(name) && text.trim() !== '')
    .map(({ name, text }) => ({ where: name, text: text.trim() }));
  return [...metadata, ...engineNote(session), ...parkedTakes(session)];
}

/** `<EngineHints backend="ALSA" input-device="…"/>`: the sound card of the recording. */
function engineNote(session: XmlElement): readonly Note[] {
  const hints = child(session, 'EngineHints');
  const words = ['backend', 'device', 'input-device', 'output-device'].flatMap((name) => textOf(hints, name) ?? []);
  return words.length === 0 ? [] : [{ where: 'audio engine', text: [...new Set(words)].join(', ') }];
}

/** Playlists that no track plays now. */
function parkedTakes(session: XmlElement): readonly Note[] {
  const parked = childrenNamed(child(session, 'UnusedPlaylists'), 'Playlist').flatMap((playlist) => {
    const count = childrenNamed(playlist, 'Region').length;
    return count === 0
      ? []
      : [`${textOf(playlist, 'name') ?? 'playlist'} (${count} ${count === 1 ? 'region' : 'regions'})`];
  });
  return parked.length === 0 ? [] : [{ where: 'unused playlists', text: parked.join(', ') }];
}
