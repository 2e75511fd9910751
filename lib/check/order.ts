/** The order of a container: payload first, so that the recall sheet can know all audio, then the tag files (design, section 3). */
import { DATA } from '../model/layout.js';
import { compareBytes } from '../model/path-bytes.js';

const rank = (path: string): number => (path.startsWith(DATA) ? 0 : 1);

/** Compares paths inside a package. */
export const compareMembers = (a: string, b: string): number => rank(a) - rank(b) || compareBytes(a, b);
