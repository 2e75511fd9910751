/** `manifest-sha256.txt` in the one form that tapebox writes: 64 lower-case hex digits, two blanks, path, LF. */
import { packageError } from '../model/errors.js';
import { MANIFEST } from '../model/layout.js';
import { compareBytes } from '../model/path-bytes.js';

export const MAX_MANIFEST_BYTES = 256 * 1024 * 1024;

/** Throws a `packageError` where it has any other form. `name` is the package's, for the message. */
export function parseStrictManifest(bytes: Buffer, name: string): ReadonlyMap<string, string> {
  const text = bytes.toString('utf8');
  const hashes = new Map<string, string>();
  for (const line of text.split('\n').slice(0, -1)) {
    // Without `s` a dot does not match U+2028 and U+2029, which a name may hold.
    const match = /^([0-9a-f]{64}) {2}(data\/.+)$/s.exec(line);
    const [, hash, path] = match ?? [];
    if (hash === undefined || path === undefined || hashes.has(path)) {
      throw packageError('manifest', `${name} has a line in ${MANIFEST} that tapebox does not write.`);
    }
    hashes.set(path, hash);
  }
  if (!text.endsWith('\n') && text !== '') {
    throw packageError('manifest', `${name} has a ${MANIFEST} that is cut off.`);
  }
  return hashes;
}

/** The manifest as tapebox would write it, in the order of the container. */
export function strictManifest(hashes: Iterable<readonly [path: string, sha256: string]>): Buffer {
  const lines = [...hashes].sort(([a], [b]) => compareBytes(a, b));
  return Buffer.from(lines.map(([path, sha256]) => `${sha256}  ${path}\n`).join(''), 'utf8');
}
