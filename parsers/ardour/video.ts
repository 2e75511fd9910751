/** The film of a session: `Extra/Videotimeline@Filename` (ardour.md, section 3.3). */
import type { Reference } from '../../lib/model/session.js';
import { baseName } from '../shared/stored-path.js';
import { child, type XmlElement } from '../shared/xml-tree.js';
import type { Clock } from './clock.js';
import type { Folders } from './folders.js';
import { flagOf, textOf } from './values.js';

export function readVideo(session: XmlElement, { video }: Folders, clock: Clock): readonly Reference[] {
  const element = child(child(session, 'Extra'), 'Videotimeline');
  const stored = textOf(element, 'Filename');
  const span = element?.spans.get('Filename');
  if (stored === null || span === undefined) return [];
  const startNs = clock.at(textOf(element, 'VideoOffset'));
  return [
    {
      stored,
      name: baseName(stored),
      kind: 'video',
      alternates: [],
      needed: true,
      // Not local: the name of a film on a video server.
      place: flagOf(element, 'LocalFile') === false ? 'none' : 'file',
      evidence: {},
      neededNs: null,
      usedBy: [{ track: null, what: 'video timeline', startNs, lengthNs: null }],
      sites: [
        {
          name: span,
          origin: null,
          stored: { name: stored, origin: '' },
          folders: video,
          isNew: true,
          search: { audio: null, midi: null, raid: null, path: null },
        },
      ],
    },
  ];
}
