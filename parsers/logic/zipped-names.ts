/** A bundle that was packed as one ZIP: the Finder does it, and so does iOS (logic.md, section 1; garageband.md, section 1). */
import type { Probe } from '../../lib/model/parser.js';
import { compareBytes } from '../../lib/model/path-bytes.js';
import { zipNames } from '../shared/zip-names.js';

export interface ZippedBundle {
  readonly format: 'logic' | 'garageband';
  /** In front of every name: "Song.logicx/", or nothing. */
  readonly prefix: string;
  /** The document that opens first. */
  readonly document: string;
}

const DOCUMENT = /^((?:[^/]+\/)?)Alternatives\/\d{3}\/ProjectData$/;
const OLD_DOCUMENT = /^((?:[^/]+\.band\/)?)projectData$/i;

export function zippedBundle(probe: Pick<Probe, 'size' | 'bytes' | 'head'>): ZippedBundle | null {
  const isZip = probe.head[0] === 0x50 && probe.head[1] === 0x4b && probe.head[2] === 3 && probe.head[3] === 4;
  return isZip ? bundleAmong(zipNames(probe)) : null;
}

export function bundleAmong(all: readonly string[]): ZippedBundle | null {
  // The resource forks of macOS lie in a tree of the same names.
  const names = all.filter((name) => !name.startsWith('__MACOSX/'));
  const [document] = names.filter((name) => DOCUMENT.test(name)).sort(compareBytes);
  if (document !== undefined) {
    const prefix = DOCUMENT.exec(document)?.[1] ?? '';
    const isBand = names.includes(`${prefix}projectData`) || /\.band\/$/i.test(prefix);
    return { format: isBand ? 'garageband' : 'logic', prefix, document };
  }
  const old = names.find((name) => OLD_DOCUMENT.test(name));
  const prefix = old === undefined ? '' : (OLD_DOCUMENT.exec(old)?.[1] ?? '');
  const hasMedia = names.some((name) => /^(?:Media|Output|Thumbs)\//.test(name.slice(prefix.length)));
  return old !== undefined && hasMedia ? { format: 'garageband', prefix, document: old } : null;
}
