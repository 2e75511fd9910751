/** `tapebox/record.json` and the sidecar, bounded and checked before anything believes them. */
import { packageError } from '../model/errors.js';
import { SIDECAR_SUFFIX } from '../model/layout.js';
import type { PackageRecord, Sidecar } from '../model/package.js';
import { fromBytesField } from '../model/path-bytes.js';
import { climbs, unsafePath } from './names.js';
import {
  absentOr,
  count,
  exactly,
  flag,
  listOf,
  matching,
  nullOr,
  object,
  parseShaped,
  type Shape,
  text,
  textThat,
} from './shape.js';

export const MAX_RECORD_BYTES = 256 * 1024 * 1024;

const sha256 = matching(/^[0-9a-f]{64}$/);
const moment = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
const nanoseconds = matching(/^-?\d{1,20}$/);
const anything: Shape = (value, at) => (value === undefined ? at : null);
const payloadPath = textThat((path) => path.startsWith('data/') && unsafePath(path) === null);
/** What no manifest can hold is allowed, climbing is not. */
const placePath = textThat((path) => !climbs(path));
const placeBytes = textThat((base64) => !climbs(fromBytesField('', base64)));
const restore = { restoreAs: absentOr(nullOr(placePath)), restoreAsBytes: absentOr(placeBytes) };
const lineage = { id: text, number: count, previous: nullOr(text) };

const recordShape = object({
  schema: exactly('tapebox-record/1'),
  program: text,
  sealed: moment,
  lineage: object(lineage),
  project: object({ root: text, rootName: text }),
  files: listOf(
    object({
      path: payloadPath,
      original: nullOr(text),
      ...restore,
      size: count,
      mode: count,
      mtime: nullOr(nanoseconds),
      sha256,
      crc32: matching(/^[0-9a-f]{8}$/),
      why: text,
    }),
  ),
  folders: listOf(object({ path: payloadPath, ...restore, mode: count, mtime: nanoseconds })),
  links: listOf(object({ path: placePath, pathBytes: absentOr(placeBytes), target: text, inside: flag })),
  sessions: listOf(object({ path: text, format: text, role: text, media: listOf(anything) })),
  leftOut: listOf(object({ path: text, size: count, reason: text })),
  decisions: listOf(object({ kind: text, what: text })),
  findings: listOf(object({ code: text, severity: text, message: text })),
});

const sidecarShape = object({
  schema: exactly('tapebox-sidecar/1'),
  program: text,
  package: object({
    name: text,
    form: matching(/^(zip|folder)$/),
    size: count,
    sha256: nullOr(sha256),
    id: text,
    tagManifestSha256: sha256,
    sealed: moment,
  }),
  lineage: object({ ...lineage, rootKey: text }),
  sessions: listOf(object({ path: text, format: text })),
  complete: flag,
  missing: listOf(anything),
  exitCode: count,
  findings: listOf(anything),
  bytes: count,
  files: listOf(object({ path: text, size: count, sha256 })),
});

/** Throws a `packageError` where it is not the record of a package. `name` is the package's, for the message. */
export function parseRecord(bytes: Buffer, name: string): PackageRecord {
  const parsed = parseShaped<PackageRecord>(bytes, recordShape);
  if ('value' in parsed) return parsed.value;
  throw packageError('record', `The record in ${name} (tapebox/record.json) ${parsed.wrong}.`);
}

export function parseSidecar(bytes: Buffer, name: string): Sidecar {
  const parsed = parseShaped<Sidecar>(bytes, sidecarShape);
  if ('value' in parsed) return parsed.value;
  throw packageError('sidecar', `The sidecar ${name} ${parsed.wrong}.`, 'It can be made again from the package.');
}

/** "…/Song_v01.tapebox.zip" and "…/Song_v01.tapebox" to "…/Song_v01.tapebox.json". */
export const sidecarPathOf = (packagePath: string): string =>
  packagePath.replace(/(\.tapebox)?(\.zip)?\/*$/i, '') + SIDECAR_SUFFIX;
