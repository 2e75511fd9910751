/** A run that was killed after its package had its name left it without a sidecar: the next run makes it again from the package (reliability.md, section 4). */
import { openPackage, readRecord } from '../check/open.js';
import { verifyPackage } from '../check/verify.js';
import { errnoOf, TapeboxError } from '../model/errors.js';
import { type Finding, finding } from '../model/finding.js';
import { FOLDER_SUFFIX, MANIFEST, PACKAGE_SUFFIX, RECALL, SIDECAR_SUFFIX } from '../model/layout.js';
import type { LocatedProject } from '../model/located.js';
import { fromBytesField } from '../model/path-bytes.js';
import { basename, join } from '../model/paths.js';
import { publishSidecar } from '../seal/seal.js';
import { makeSidecar, type SheetFacts, sidecarSession } from '../seal/sidecar.js';
import type { World } from '../work/world.js';

const MAX_BYTES = 256 * 1024 * 1024;

/** Only packages of this project: those of others are read when their own project is archived. */
export async function restoreSidecars(world: World, folder: string, located: LocatedProject): Promise<Finding[]> {
  const names = new Set(world.fs.list(folder).map((entry) => entry.name));
  const findings: Finding[] = [];
  for (const name of names) {
    const suffix = [PACKAGE_SUFFIX, FOLDER_SUFFIX].find((one) => name.endsWith(one) && name !== one);
    if (suffix === undefined) continue;
    const sidecar = `${name.slice(0, -suffix.length)}${SIDECAR_SUFFIX}`;
    if (names.has(sidecar)) continue;
    findings.push(...(await restoreSidecar(world, join(folder, name), join(folder, sidecar), located)));
  }
  return findings;
}

async function restoreSidecar(
  world: World,
  path: string,
  sidecarPath: string,
  located: LocatedProject,
): Promise<Finding[]> {
  const { fs, signal } = world;
  try {
    const opened = await openPackage(fs, path);
    try {
      const record = readRecord(opened);
      if (fromBytesField(record.project.root, record.project.rootBytes) !== located.project.root) return [];
      const proof = await verifyPackage(fs, path, { level: 'full', sidecar: 'ignore', signal });
      if (!proof.ok || proof.tagManifestSha256 === null) return [damagedFinding(path, proof.problems[0]?.message)];
      const sheet = JSON.parse(opened.read(`${RECALL}recall.json`, MAX_BYTES).toString('utf8')) as SheetFacts;
      const container = {
        name: basename(path),
        form: opened.form,
        ...proof.container,
        tagManifestSha256: proof.tagManifestSha256,
        manifest: opened.read(MANIFEST, MAX_BYTES).toString('utf8'),
      };
      publishSidecar(fs, sidecarPath, makeSidecar(record, sheet.sessions.map(sidecarSession), container));
      return [
        finding('info', 'sidecar-restored', `"${basename(path)}" had no sidecar, and has one again`, basename(path)),
      ];
    } finally {
      opened.close();
    }
  } catch (error) {
    if (error instanceof TapeboxError) return error.exitCode === 5 ? [damagedFinding(path, error.message)] : [];
    if (errnoOf(error) !== null) return [];
    throw error;
  }
}

const damagedFinding = (path: string, message: string | undefined): Finding =>
  finding(
    'warn',
    'damaged-package',
    `"${basename(path)}" is damaged: ${message ?? 'it does not verify'}`,
    basename(path),
    'Take another copy of it, or archive again.',
  );
