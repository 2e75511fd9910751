/** One reference per stored path and meant file, with all its uses. */
import type { Evidence, MediaKind } from '../../lib/model/session.js';
import { rfc3339 } from '../../lib/model/time.js';
import type { ClipDraft, TrackDraft } from './drafts.js';
import type { FileFacts, FileRefSite, Way } from './file-ref.js';

/** What stands beside a FileRef. */
export interface SampleFacts {
  readonly frames: number | null;
  readonly sampleRate: number | null;
  /** Seconds since 1970. */
  readonly modified: number | null;
}

export interface UseDraft {
  readonly track: TrackDraft;
  /** The clip that plays it, where one does. */
  readonly clip: ClipDraft | null;
  what: string;
}

/** A place in the document where the file is named. */
export interface Site extends FileRefSite {
  /** The tag of the Max device whose patch it is. */
  readonly device: string | null;
  /** The folder of the set, as seen from its project's (`Surroundings` has no path): '.', 'Backup'. Null where it cannot be told. */
  readonly setFolder: string | null;
}

export interface MediaDraft {
  readonly stored: string;
  readonly name: string;
  readonly kind: MediaKind;
  readonly alternates: readonly string[];
  library: FileFacts['library'];
  evidence: Evidence;
  readonly uses: UseDraft[];
  readonly sites: Site[];
}

export interface MediaCollector {
  readonly drafts: readonly MediaDraft[];
  /** Returns its place in the list. */
  add(file: FileFacts, kind: MediaKind, sample: SampleFacts | null, use: UseDraft, device: string | null): number;
}

export function mediaCollector(setFolder: string | null): MediaCollector {
  const drafts: MediaDraft[] = [];
  const places = new Map<string, number>();
  return {
    drafts,
    add(file, kind, sample, use, device) {
      const key = `${file.stored}\n${file.relative ?? ''}`;
      const place = places.get(key) ?? drafts.length;
      const known = drafts[place];
      const draft = known ?? newDraft(file, kind);
      if (known === undefined) {
        places.set(key, place);
        drafts.push(draft);
      }
      if (draft.library !== 'factory') draft.library = file.library ?? draft.library;
      draft.evidence = { ...evidenceOf(file, sample), ...draft.evidence };
      draft.uses.push(use);
      draft.sites.push({ ...file.site, way: sameWay(draft, file.site.way), device, setFolder });
      return place;
    },
  };
}

const newDraft = (file: FileFacts, kind: MediaKind): MediaDraft => ({
  stored: file.stored,
  name: file.name,
  kind,
  alternates: [file.relative, file.hint].filter((path) => path !== null && path !== file.stored) as string[],
  library: null,
  evidence: {},
  uses: [],
  sites: [],
});

/** Hundreds of zones name one file in the same way: it is kept once. */
const sameWay = (draft: MediaDraft, way: Way): Way => {
  const last = draft.sites.at(-1)?.way;
  return last !== undefined && isSame(last, way) ? last : way;
};

const isSame = (a: Way, b: Way): boolean =>
  a.type === b.type && a.relative === b.relative && a.absolute === b.absolute && a.hint === b.hint;

/** Zero is "not stored" (als.md, section 3, "Evidence"). */
function evidenceOf(file: FileFacts, sample: SampleFacts | null): Evidence {
  const { frames, sampleRate, modified } = sample ?? { frames: null, sampleRate: null, modified: null };
  return {
    ...(file.size && { size: file.size }),
    ...(file.crc && { crc: String(file.crc) }),
    ...(frames && { frames }),
    ...(frames && sampleRate && { framesAtRate: sampleRate }),
    ...(sampleRate && { sampleRate }),
    ...(modified && { modified: rfc3339(BigInt(Math.trunc(modified)) * 1_000_000_000n) }),
  };
}
