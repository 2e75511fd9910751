/** `inspect FILE` on what is no session is answered before yargs is loaded, which alone takes longer than the looking (README, Figures). */
import { sessionAt } from '../discover/discover.js';
import { nodeFileSystem } from '../ports/node-file-system.js';
import { failure } from './context.js';

const FLAGS = new Set(['--json', '--quiet', '--no-progress', '--debug']);

/** The exit code of a refusal; null where the whole command line must be looked at. */
export async function refusal([command, ...rest]: readonly string[]): Promise<number | null> {
  const [path, ...others] = rest.filter((word) => !FLAGS.has(word));
  if (command !== 'inspect' || path === undefined || others.length > 0 || path.startsWith('-')) return null;
  try {
    await sessionAt(nodeFileSystem, path);
    return null;
  } catch (error) {
    return failure(error, { json: rest.includes('--json'), debug: rest.includes('--debug') });
  }
}
