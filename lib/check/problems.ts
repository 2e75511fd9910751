/** What a proof found. It goes on after the first problem: a person wants to know which files are lost. */
import { showPath } from '../model/path-bytes.js';

export interface Problem {
  readonly code: string;
  /** The path inside the package, or null where it is about the whole. */
  readonly member: string | null;
  readonly message: string;
}

/** Told, but no damage: what systems and DAWs leave in an opened package, and what old bag tools wrote differently. */
const HARMLESS = new Set(['litter', 'bag-warning']);

const MOST_PROBLEMS = 200;

export interface Problems {
  add(code: string, member: string | null, message: string): void;
  /** True where something is known to be wrong with that member. */
  has(member: string): boolean;
  /** True where something is wrong at all. */
  any(): boolean;
  list(): readonly Problem[];
}

export function collectProblems(): Problems {
  const serious: Problem[] = [];
  const harmless: Problem[] = [];
  const members = new Set<string>();
  return {
    add(code, member, message) {
      const list = HARMLESS.has(code) ? harmless : serious;
      if (list === serious && member !== null) members.add(member);
      if (list.length < MOST_PROBLEMS) list.push({ code, member, message: showPath(message) });
    },
    has: (member) => members.has(member),
    any: () => serious.length > 0,
    // Thousands of peak files must not hide the one file that is lost.
    list: () => [...serious, ...harmless].slice(0, MOST_PROBLEMS),
  };
}
