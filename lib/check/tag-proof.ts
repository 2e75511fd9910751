/** The tag files against their own manifest: what a restore relies on before it writes the first byte. */
import { createHash } from 'node:crypto';
import { damageError } from '../model/errors.js';
import { TAG_MANIFEST } from '../model/layout.js';
import { MAX_MANIFEST_BYTES } from './manifest.js';
import type { OpenPackage } from './open.js';
import { parseManifest } from './tag-text.js';

/** Throws a `damageError` that names the first tag file which is not what the manifest says. */
export function proveTagFiles(opened: OpenPackage): void {
  const listed = parseManifest(opened.read(TAG_MANIFEST, MAX_MANIFEST_BYTES).toString('utf8')) ?? [];
  const present = new Set(opened.members.map((member) => member.path));
  for (const { path, hash } of listed) {
    const found = present.has(path) ? opened.read(path, MAX_MANIFEST_BYTES) : Buffer.alloc(0);
    if (createHash('sha256').update(found).digest('hex') !== hash) {
      throw damageError('checksum', `"${path}" in "${opened.name}" is damaged`, 'Take another copy of the package.');
    }
  }
}
