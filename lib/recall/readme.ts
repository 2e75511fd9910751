/** The first file that somebody opens in thirty years. */
import { render } from './templates.js';

export interface ReadmeFacts {
  /** Of the package, without suffix. */
  readonly name: string;
  readonly title: string | null;
  readonly artist: string | null;
  readonly daw: string;
  /** Of the project folder inside `data/Project/`. */
  readonly rootName: string;
  /** Of the main session, relative to the project folder. */
  readonly session: string;
  /** True where an untouched copy of a re-linked session is in `data/Original/`. */
  readonly relinked: boolean;
  readonly missing: number;
}

export const readmeText = (facts: ReadmeFacts): string => render('README.txt', facts);
