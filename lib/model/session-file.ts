/** A session file as people know it: a bundle is one thing to them, whatever it holds. */
import type { SessionFile } from './located.js';
import { basename, relativeTo } from './paths.js';

/** "Song.rpp", "Song.logicx". */
export const sessionName = ({ bundle, path }: SessionFile): string => basename(bundle ?? path);

/** "Song", for titles and package names. */
export const sessionTitle = (file: SessionFile): string => sessionName(file).replace(/\.[^.]+$/, '');

/** Relative to the root, with '/': '.' where the root is the bundle itself, 'Alternatives/001' for another one in it. */
export const shownPath = (root: string, file: SessionFile): string => relativeTo(root, file.shown);
