import { parseStoredPath } from '../model/stored-path.js';

const FACTORY =
  /(^|\/)(program files( \(x86\))?|programdata)\/|\.app\/contents\/|^library\/(application support|audio)\/|(^|\/)core library\/|^usr\/(local\/)?share\//i;

/** True for content that a DAW's installer brings (design, section 2): left out by rule, unless `--libraries all`. */
export function isFactoryContent(stored: string): boolean {
  const path = parseStoredPath(stored);
  return path.style !== 'relative' && FACTORY.test(path.parts.join('/'));
}
