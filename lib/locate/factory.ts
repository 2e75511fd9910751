import { parseStoredPath } from '../model/stored-path.js';

/** Where the installers of DAWs put sounds (design, section 2; logic.md, section 5). Packs of others are no factory content: they vanish. */
const FACTORY: readonly RegExp[] = [
  /\.app\/contents\//i,
  /(^|\/)core library\//i, // Live
  /^library\/audio\/(apple loops|impulse responses\/apple)\//i,
  /^library\/application support\/(logic|garageband)\//i,
  /^program files( \(x86\))?\/(image-line|reaper( \(x64\))?|steinberg|presonus|bitwig studio|renoise[^/]*)\//i,
  /^programdata\/ableton\//i,
  /^usr\/(local\/)?share\/(ardour\d*|hydrogen|lmms|muse[^/]*|qtractor|rosegarden|zrythm)\//i,
];

/** True for content that a DAW's installer brings (design, section 2): left out by rule, unless `--libraries all`. */
export function isFactoryContent(stored: string): boolean {
  const path = parseStoredPath(stored);
  const text = path.parts.join('/');
  return path.style !== 'relative' && FACTORY.some((place) => place.test(text));
}
