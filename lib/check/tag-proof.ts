/** The tag files against their own manifest: what a restore relies on before it writes the first byte. */
import { createHash } from 'node:crypto';
import { damageError } from '../model/errors.js';
import { TAG_MANIFEST } from '../model/layout.js';
import { MAX_MANIFEST_BYTES, parseStrictManifest } from './manifest.js';
import type { OpenPackage } from './open.js';

/** Throws a `damageError` that names the first tag file which is not what the manifest says. */
export function proveTagFiles(opened: OpenPackage): void {
  const listed = parseStrictManifest(opened.read(TAG_MANIFEST, MAX_MANIFEST_BYTES), opened.name);
  for (const [path, sha256] of listed) {
    const found = createHash('sha256').update(opened.read(path, MAX_MANIFEST_BYTES)).digest('hex');
    if (found !== sha256) {
      throw damageError('checksum', `"${path}" in "${opened.name}" is damaged`, 'Take another copy of the package.');
    }
  }
}
