/** The details of tracks up to version 9 (protools.md, section 4.2). The mixer of these is not known. */
import { type Block, childOf, childrenOf, cursorIn, type Document, topOf } from './blocks.js';
import { CONTENT } from './content.js';
import { NO_MIXER } from './mixer.js';
import type { OldText } from './text.js';
import { choiceAt, nameOf, type TrackDetails } from './track-details.js';
import { MOST_TRACKS } from './track-table.js';

const PLAYLIST_BEFORE_MIDI = 13;

export function readOldTracks(document: Document, old: OldText): readonly TrackDetails[] {
  const block = topOf(document, CONTENT.oldTracks);
  if (block === null) return [];
  const details: TrackDetails[] = [];
  const count = cursorIn(document, block).u32() ?? 0;
  for (const track of childrenOf(document, block, block.body + 4)) {
    if (details.length === Math.min(count, MOST_TRACKS)) break;
    details.push(detailsOf(document, track, old));
  }
  if (details.length !== count) document.damaged.add('tracks');
  return details;
}

function detailsOf(document: Document, track: Block, old: OldText): TrackDetails {
  const inner = childOf(document, track, CONTENT.oldAudioInner) ?? track;
  const head = childOf(document, inner, CONTENT.trackHead);
  return {
    kind: kindOf(track),
    ...nameOf(document, childOf(document, head ?? inner, ...CONTENT.trackName), old),
    inserts: null,
    mixer: NO_MIXER,
    input: null,
    soloed: null,
    comment: null,
    ...playlistsOf(document, track, inner),
  };
}

function kindOf({ content }: Block): TrackDetails['kind'] {
  if (content === CONTENT.oldAudioTrack) return 'audio';
  return content === CONTENT.oldMidiTrack ? 'midi' : 'other';
}

function playlistsOf(document: Document, track: Block, inner: Block) {
  if (track.content === CONTENT.oldAudioTrack && inner !== track) return choiceAt(document, track, inner.end, 4);
  const midi = track.content === CONTENT.oldMidiTrack ? childOf(document, track, CONTENT.oldMidiInner) : null;
  if (midi !== null) return choiceAt(document, track, midi.start - PLAYLIST_BEFORE_MIDI, 4);
  return { playlists: [], hasActivePlaylist: false };
}
