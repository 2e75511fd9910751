/** Clips (als.md, section 4, "Clips"). Envelopes are skipped, and notes unless they are asked for: they are many. */
import { type ClipDraft, type ClipPlace, newClip, type SetDraft, type TrackDraft } from './drafts.js';
import type { UseDraft } from './media.js';
import { midiPlace } from './midi.js';
import { anywhere, childrenOf, isTrue, numberIn, numberOf, type Place, textOf } from './places.js';
import { samplePlace } from './samples.js';
import { warpPlace } from './warp.js';

/** `MainSequencer`, `FreezeSequencer`, `TakeLanes`: the clips below, in slots or on the time line. */
export function clipsPlace(set: SetDraft, track: TrackDraft, place: ClipPlace): Place {
  return anywhere((tag) => {
    if (tag.name === 'ClipSlotList' && place === 'arrangement') return clipsPlace(set, track, 'session');
    if (tag.name !== 'AudioClip' && tag.name !== 'MidiClip') return 'further';
    const clip = newClip(tag.name === 'AudioClip' ? 'audio' : 'midi', place);
    clip.startBeats = numberIn(tag.attribute('Time'));
    track.clips.push(clip);
    return clipPlace(set, track, clip);
  });
}

function clipPlace(set: SetDraft, track: TrackDraft, clip: ClipDraft): Place {
  const uses: UseDraft[] = [];
  const isPlaced = clip.place === 'arrangement' || clip.place === 'take';
  const { loop } = clip;
  const notes = set.notes !== null && clip.kind === 'midi' && isPlaced ? set.notes : null;
  const inside = childrenOf({
    CurrentStart(tag) {
      clip.startBeats = numberOf(tag) ?? clip.startBeats;
    },
    CurrentEnd(tag) {
      clip.endBeats = numberOf(tag);
    },
    Name(tag) {
      clip.name = textOf(tag);
    },
    Annotation(tag) {
      clip.annotation = textOf(tag);
    },
    Disabled(tag) {
      clip.disabled = isTrue(tag);
    },
    PitchCoarse(tag) {
      clip.semitones = numberOf(tag);
    },
    PitchFine(tag) {
      clip.cents = numberOf(tag);
    },
    SampleVolume(tag) {
      clip.volume = numberOf(tag);
    },
    Loop: () =>
      childrenOf({
        LoopOn(tag) {
          loop.on = isTrue(tag);
        },
        LoopStart(tag) {
          loop.start = numberOf(tag) ?? 0;
        },
        LoopEnd(tag) {
          loop.end = numberOf(tag);
        },
        StartRelative(tag) {
          loop.from = numberOf(tag) ?? 0;
        },
      }),
    IsWarped(tag) {
      clip.isWarped = isTrue(tag);
    },
    ...(clip.kind === 'audio' && isPlaced && { WarpMarkers: () => warpPlace(clip) }),
    ...(notes !== null && { Notes: () => midiPlace(clip, notes) }),
    SampleRef() {
      const use: UseDraft = { track, clip, what: '' };
      return samplePlace(set, 'audio', use, (media) => {
        clip.media = media;
        uses.push(use);
      });
    },
  });
  return {
    ...inside,
    close() {
      for (const use of uses) use.what = clip.name || 'clip';
    },
  };
}
