/** What a person should know about a set that was read. */
import { type Finding, finding } from '../../lib/model/finding.js';
import type { Track } from '../../lib/model/session.js';
import { pluginFindings } from '../shared/plugin-content.js';
import type { SetDraft } from './drafts.js';
import { shownName } from './notes.js';

export const findingsOf = (set: SetDraft, tracks: readonly Track[]): readonly Finding[] => [
  ...frozenTracks(set, tracks),
  ...pluginFindings(tracks, ({ format }) => format === 'native'),
];

/** Frozen tracks sound without their plug-ins, as long as their rendered files are there. */
function frozenTracks(set: SetDraft, tracks: readonly Track[]): readonly Finding[] {
  const names = set.tracks.flatMap(({ frozen }, index) => (frozen ? shownName(tracks[index]?.name ?? '', index) : []));
  if (names.length === 0) return [];
  const shown = `${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;
  const what = names.length === 1 ? `The track ${shown} is` : `${names.length} tracks are`;
  const message = `${what} frozen: Live plays rendered files${names.length === 1 ? '' : ` (${shown})`}`;
  const next = 'Nothing now. To change the sound of a frozen track, it must be unfrozen, and its plug-ins be there.';
  return [finding('info', 'tracks-frozen', message, null, next)];
}
