/** What a person should know of plug-ins: opaque state may name files that nobody can collect. */
import { type Finding, finding } from '../../lib/model/finding.js';
import type { Track } from '../../lib/model/session.js';

const CHECK = 'Render this track to audio before the plug-in is gone, and keep its library.';

export const pluginFindings = (tracks: readonly Track[]): readonly Finding[] =>
  tracks.flatMap((track) =>
    track.plugins
      .filter(({ hints }) => hints.length > 0)
      .map(({ name, hints }) => {
        const names = `${hints.slice(0, 3).join(', ')}${hints.length > 3 ? ' …' : ''}`;
        const message = `${name} on the track ${track.name} may need files of its own: its settings name ${names}`;
        return finding('info', 'plugin-may-need-content', message, track.name, CHECK);
      }),
  );
