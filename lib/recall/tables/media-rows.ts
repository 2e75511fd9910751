import { ABSENT, heardOf, isAbsent } from '../../inspect/figures.js';
import { soundOf } from '../../inspect/text.js';
import type { InspectedReference } from '../../model/inspect.js';
import { showLength } from '../../model/time.js';
import { count, firstFew, showBytes } from '../../text/show.js';
import type { SheetMedia, SheetSession } from '../model.js';
import { stretchOf } from '../song-time.js';
import { aboutFile } from './about-file.js';

export interface MediaRow {
  readonly name: string;
  readonly state: string;
  readonly look: 'bad' | 'warn' | 'ok';
  readonly length: string;
  readonly sound: string;
  readonly size: string;
  readonly where: string;
  /** Where in the song, and on which tracks. */
  readonly used: string;
  /** What the file says of itself, what was found odd in it, where a missing one was looked for. */
  readonly about: readonly string[];
}

/** What is missing first, then what came from outside, then the rest in the order of the session: the first `most` of them. */
export function mediaRows(sheet: SheetSession, most = Number.POSITIVE_INFINITY): MediaRow[] {
  const ranked = sheet.session.media.map((reference, index) => {
    const one = sheet.media[index] as SheetMedia;
    return { rank: rankOf(reference, one), reference, one };
  });
  ranked.sort((a, b) => a.rank - b.rank);
  return ranked.slice(0, most).map(({ reference, one }) => rowOf(reference, one, sheet));
}

const rowOf = (reference: InspectedReference, one: SheetMedia, sheet: SheetSession): MediaRow => ({
  name: one.name,
  ...stateOf(reference, one),
  length: lengthOf(reference, one),
  sound: soundOf(reference.evidence, one.audio),
  size: one.size === null ? '' : showBytes(one.size),
  where: one.shown,
  used: usedText(reference, sheet),
  about: [...searchText(reference, one), ...aboutFile(one, sheet.session.sampleRate)],
});

function rankOf(reference: InspectedReference, media: SheetMedia): number {
  if (isAbsent(reference)) return 0;
  if (ABSENT.has(reference.state)) return 1;
  return media.place === 'inside' ? 3 : 2;
}

function stateOf(reference: InspectedReference, { place, state }: SheetMedia): Pick<MediaRow, 'state' | 'look'> {
  if (isAbsent(reference)) return { state, look: 'bad' };
  if (ABSENT.has(state)) return { state: `${state}, not needed`, look: 'ok' };
  if (state === 'embedded') return { state: 'in the session', look: 'ok' };
  if (state === 'none') return { state: 'no file needed', look: 'ok' };
  if (state === 'library') return { state: 'factory content', look: 'warn' };
  if (place === 'collected') return { state: 'collected', look: 'warn' };
  return place === 'outside' ? { state: 'outside', look: 'warn' } : { state: 'in the project', look: 'ok' };
}

/** By the file's header; for a missing file by what the session remembers of it. */
function lengthOf({ evidence }: InspectedReference, { audio }: SheetMedia): string {
  if (audio !== null && audio.lengthNs !== null) return showLength(audio.lengthNs);
  const { frames, sampleRate } = evidence;
  if (frames === undefined || !sampleRate) return '';
  return `${showLength(BigInt(Math.round((frames / sampleRate) * 1e9)))} stored`;
}

/** "bar 61–85, Ac Gtr (double)", from the first moment to the last. */
function usedText(reference: InspectedReference, sheet: SheetSession): string {
  const { tracks, firstNs, lastNs } = heardOf(reference, sheet.session);
  const when = firstNs === null ? '' : stretchOf(firstNs, lastNs ?? firstNs, sheet);
  return [when, firstFew(tracks, 4)].filter((part) => part !== '').join(', ');
}

const MAX_CANDIDATES = 3;

function searchText(reference: InspectedReference, { searched }: SheetMedia): string[] {
  if (!ABSENT.has(reference.state)) return [];
  const candidates = (reference.candidates ?? []).slice(0, MAX_CANDIDATES).map(({ path, agrees, contradicts }) => {
    const why = [
      contradicts.length > 0 ? `not it: ${contradicts.join(', ')}` : '',
      agrees.length > 0 ? `fits: ${agrees.join(', ')}` : '',
    ];
    return `nearest: ${path}${why.some((part) => part !== '') ? ` (${why.filter((part) => part !== '').join('; ')})` : ''}`;
  });
  return [...(searched > 0 ? [`looked for in ${count(searched, 'place')}`] : []), ...candidates];
}
