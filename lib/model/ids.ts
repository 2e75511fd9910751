/** The ids of the design, section 3: all follow from what is in the package; none is random. */
import { createHash } from 'node:crypto';

/** First 32 hex digits of SHA-256 over the payload manifest, the lineage and the number. */
export function packageId(manifest: string, lineageId: string, number: number): string {
  return digest(`${manifest}\n${lineageId}\n${number}`).slice(0, 32);
}

/** Minted at v1, then carried. */
export function mintLineageId(rootName: string, sessionPath: string, format: string, manifest: string): string {
  return digest(`${rootName}\n${sessionPath}\n${format}\n${manifest}`).slice(0, 32);
}

/** Tells in the sidecar that a package came from that place, without telling the place. */
export function rootKey(lineageId: string, root: string, sessionPath: string): string {
  return digest(`${lineageId}\n${root}\n${sessionPath}`);
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
