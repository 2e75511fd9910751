/** `SampleRef`: a file that the set needs, with what Live knows of it (als.md, section 3). */
import type { MediaKind } from '../../lib/model/session.js';
import { kindByExtension } from '../shared/media-kind.js';
import type { SetDraft } from './drafts.js';
import { type FileFacts, fileRefPlace } from './file-ref.js';
import type { SampleFacts, UseDraft } from './media.js';
import { childrenOf, numberOf, type Place } from './places.js';

/** `done` gets the place of the file in the list of media. */
export function samplePlace(
  set: SetDraft,
  kind: MediaKind,
  use: UseDraft,
  done: (media: number) => void = () => {},
): Place {
  let file: FileFacts | null = null;
  const sample: { -readonly [K in keyof SampleFacts]: SampleFacts[K] } = {
    frames: null,
    sampleRate: null,
    modified: null,
  };
  const inside = childrenOf({
    FileRef: (tag) => fileRefPlace(tag, (found) => (file = found)),
    LastModDate(tag) {
      sample.modified = numberOf(tag);
    },
    DefaultDuration(tag) {
      sample.frames = numberOf(tag);
    },
    DefaultSampleRate(tag) {
      sample.sampleRate = numberOf(tag);
    },
  });
  return {
    ...inside,
    close() {
      if (file === null) return;
      done(set.media.add(file, kindOf(kind, file), sample, use, null));
    },
  };
}

/** A video is the sample of an audio clip (als.md, section 3). */
const kindOf = (kind: MediaKind, { name }: FileFacts): MediaKind =>
  kind === 'audio' && kindByExtension(name) === 'video' ? 'video' : kind;
