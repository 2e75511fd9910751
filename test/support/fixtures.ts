/** Fixtures stand beside the checkout, not in it; tests that need them are skipped where they are absent. */
import nodeFs from 'node:fs';
import path from 'node:path';

/** The folder of that name, or null (said once) where it is absent. */
export function fixtureFolder(name: string): string | null {
  const folder = path.join(process.cwd(), '..', 'shared', 'fixtures', name);
  if (nodeFs.existsSync(folder)) return folder;
  process.stderr.write(`skipped: no fixtures at ${folder}\n`);
  return null;
}
