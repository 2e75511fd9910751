/** What lies in the opaque state of third-party plug-ins cannot be collected: a person is told where files may be needed. */
import { type Finding, finding } from '../../lib/model/finding.js';
import type { PluginInstance, Track } from '../../lib/model/session.js';

/** Plug-ins that play files of their own, whose state is opaque. */
const SAMPLERS =
  /^(kontakt|sforzando|reaktor|battery|maschine|absynth|halion|groove agent|falcon|uvi|sampletank|engine 2|play\b|opus\b|omnisphere|keyscape|trilian|stylus|addictive drums|superior drummer|ezdrummer|ezkeys|bfd|steven slate drums|ssd|decent ?sampler|sitala|tx16wx|serato sample|spitfire|labs\b|mt-powerdrumkit|drum pro|trash|altiverb|space designer|structure|mini grand|xpand|tl space|trigger)/i;

const CHECK = 'Render this track to audio before the plug-in is gone, and keep its library.';

/** `isOwn`: a plug-in of the DAW itself, whose files the reader finds. */
export function pluginFindings(
  tracks: readonly Track[],
  isOwn: (plugin: PluginInstance) => boolean,
): readonly Finding[] {
  return tracks.flatMap((track, index) =>
    track.plugins
      .filter((plugin) => !isOwn(plugin) && (plugin.hints.length > 0 || SAMPLERS.test(plugin.name)))
      .map(({ name, hints }) => {
        const where = track.name || `Track ${index + 1}`;
        const names =
          hints.length > 0 ? `: its settings name ${hints.slice(0, 3).join(', ')}${hints.length > 3 ? ' …' : ''}` : '';
        const message = `${name} on the track ${where} may need files of its own${names}`;
        return finding('info', 'plugin-may-need-content', message, where, CHECK);
      }),
  );
}
