/** What a person should know of plug-ins: opaque state may name files that nobody can collect. */
import { type Finding, finding } from '../../lib/model/finding.js';
import type { Reference, Track } from '../../lib/model/session.js';
import { extension } from '../shared/stored-path.js';

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

/** An .sfz is a text that names its samples, which lie beside it or elsewhere: they are not looked for. */
export const instrumentFindings = (media: readonly Reference[], tracks: readonly Track[]): readonly Finding[] =>
  media
    .filter(({ stored, kind }) => kind === 'sample' && extension(stored) === 'sfz')
    .map(({ name, usedBy }) => {
      const track = tracks[usedBy[0]?.track ?? -1]?.name ?? null;
      const message = `${usedBy[0]?.what ?? 'A plug-in'} plays ${name}, which names samples of its own. They are not collected`;
      return finding('info', 'plugin-may-need-content', message, track, CHECK);
    });
