/**
 * The copy-and-hash job: source → buffer → CRC-32 and SHA-256 (and peaks, where they are wanted) → target, each byte read once (performance.md, section 9).
 * Hot path: measure (`npm run bench`) before editing. Synchronous and without state but for one buffer a thread, so that it
 * runs inline with a test's port as well as in a worker.
 */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { prepareDecoders } from '../audio/peaks/coded.js';
import { type WaveCollector, waveCollector } from '../audio/peaks/wave.js';
import { errnoOf, workError } from '../model/errors.js';
import type { PeakRequest, Wave } from '../model/peaks.js';
import type { FileSystem, Handle, Stat } from '../ports/file-system.js';
import { writeFully } from '../ports/files.js';
import type { PrepareJob, Task } from '../work/run-jobs.js';

export interface CopyJob {
  /** Sum of the members' sizes: what the job costs. */
  readonly bytes: number;
  readonly files: number;
  /** The file into which members are written at their offsets; null: each member has a file of its own. */
  readonly container: string | null;
  readonly members: readonly CopyMember[];
}

export interface CopyMember {
  readonly source: string;
  readonly offset: number;
  readonly size: number;
  /** What the source was when it was planned; null: nobody else can change it. */
  readonly identity: Identity | null;
  readonly target: ContainerPlace | FilePlace;
  /** Absent: none are wanted. */
  readonly peaks?: PeakRequest | null;
}

/** Header and bytes, back to back, at `at`. The CRC-32 is written into the header at its byte 14. */
export interface ContainerPlace {
  readonly at: number;
  readonly header: Uint8Array;
}

/** A new file. */
export interface FilePlace {
  readonly path: string;
}

export type Identity = Pick<Stat, 'size' | 'mtimeNs' | 'ctimeNs' | 'inode'>;

export interface Copied {
  readonly sha256: string;
  readonly crc32: number;
  /** Where peaks were wanted and there was sound. */
  readonly wave?: Wave;
}

/** Offset of the CRC-32 in a local header (APPNOTE 4.3.7). */
const CRC_AT = 14;
/** What stays in a core's own cache between reading, hashing and writing: with 1 MiB the same work took a third longer. */
const BUFFER_BYTES = 128 * 1024;
let threadBuffer: Buffer | null = null;

export const prepare: PrepareJob<CopyJob> = ({ members }) => prepareDecoders(members.map(({ peaks }) => peaks));

export const copyTask: Task<CopyJob, readonly Copied[]> = { module: import.meta.url, run, prepare };

/** Throws `source-changed` where a source is not what was planned, before, while or after it was read. */
export function run(fs: FileSystem, job: CopyJob, onBytes: (more: number) => void): readonly Copied[] {
  threadBuffer ??= Buffer.allocUnsafeSlow(BUFFER_BYTES);
  const buffer = threadBuffer;
  const container = job.container === null ? null : fs.open(job.container, 'change');
  const sources = openedSources(fs);
  try {
    return job.members.map((member) => {
      const source = sources.open(member.source);
      checkIdentity(fs, source, member);
      const copied =
        'at' in member.target
          ? copyIntoContainer(fs, source, member, member.target, container as Handle, buffer, onBytes)
          : copyIntoFile(fs, source, member, member.target.path, buffer, onBytes);
      checkIdentity(fs, source, member);
      return copied;
    });
  } finally {
    sources.close();
    if (container !== null) fs.close(container);
  }
}

function copyIntoContainer(
  fs: FileSystem,
  source: Handle,
  member: CopyMember,
  { at, header }: ContainerPlace,
  container: Handle,
  buffer: Buffer,
  onBytes: (more: number) => void,
): Copied {
  const start = at + header.length;
  if (header.length + member.size > buffer.length) {
    const copied = pump(fs, source, member, container, start, buffer, onBytes);
    const sealed = Buffer.from(header);
    sealed.writeUInt32LE(copied.crc32, CRC_AT);
    writeFully(fs, container, sealed, 0, sealed.length, at);
    return copied;
  }
  // Small files travel with their header in one write: 20,000 of them would else cost 20,000 more calls.
  buffer.set(header, 0);
  readOrTell(fs, source, member, buffer, header.length, member.size, member.offset);
  const bytes = buffer.subarray(header.length, header.length + member.size);
  const outline = outlineOf(member);
  outline?.update(bytes, member.offset);
  const copied = {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    crc32: crc32(bytes),
    ...waveOf(outline),
  };
  buffer.writeUInt32LE(copied.crc32, CRC_AT);
  writeFully(fs, container, buffer, 0, header.length + member.size, at);
  onBytes(member.size);
  return copied;
}

function copyIntoFile(
  fs: FileSystem,
  source: Handle,
  member: CopyMember,
  path: string,
  buffer: Buffer,
  onBytes: (more: number) => void,
): Copied {
  const target = fs.open(path, 'create');
  let copied: Copied;
  try {
    copied = pump(fs, source, member, target, 0, buffer, onBytes);
  } catch (error) {
    fs.close(target);
    throw error;
  }
  fs.close(target); // on NFS a full disk is told only here
  return copied;
}

function pump(
  fs: FileSystem,
  source: Handle,
  member: CopyMember,
  target: Handle,
  start: number,
  buffer: Buffer,
  onBytes: (more: number) => void,
): Copied {
  const hash = createHash('sha256');
  const outline = outlineOf(member);
  let crc = 0;
  for (let done = 0; done < member.size; ) {
    const length = Math.min(buffer.length, member.size - done);
    readOrTell(fs, source, member, buffer, 0, length, member.offset + done);
    const piece = buffer.subarray(0, length);
    hash.update(piece);
    crc = crc32(piece, crc);
    outline?.update(piece, member.offset + done);
    writeFully(fs, target, buffer, 0, length, start + done);
    done += length;
    onBytes(length);
  }
  return { sha256: hash.digest('hex'), crc32: crc, ...waveOf(outline) };
}

const outlineOf = ({ peaks }: CopyMember): WaveCollector | null => (peaks ? waveCollector(peaks) : null);

function waveOf(outline: WaveCollector | null): Pick<Copied, 'wave'> {
  const wave = outline?.wave() ?? null;
  return wave === null ? {} : { wave };
}

/** Reads exactly `length` bytes; a source that ends early has changed. */
function readOrTell(
  fs: FileSystem,
  source: Handle,
  member: CopyMember,
  buffer: Buffer,
  offset: number,
  length: number,
  position: number,
): void {
  for (let done = 0; done < length; ) {
    const n = readOnce(fs, source, member, buffer, offset + done, length - done, position + done);
    if (n === 0) throw sourceChanged(member);
    done += n;
  }
}

function readOnce(
  fs: FileSystem,
  source: Handle,
  member: CopyMember,
  buffer: Buffer,
  offset: number,
  length: number,
  position: number,
): number {
  try {
    return fs.read(source, buffer, offset, length, position);
  } catch (error) {
    throw readFailed(member.source, error);
  }
}

function checkIdentity(fs: FileSystem, source: Handle, member: CopyMember): void {
  const { identity } = member;
  if (identity === null) return;
  const now = fs.lookAt(source);
  const same =
    now.size === identity.size &&
    now.mtimeNs === identity.mtimeNs &&
    now.ctimeNs === identity.ctimeNs &&
    now.inode === identity.inode;
  if (!same) throw sourceChanged(member);
}

const sourceChanged = (member: CopyMember) =>
  workError(
    'source-changed',
    `"${member.source}" changed while it was read`,
    'Close the DAW and everything else that writes there, then run again.',
  );

function readFailed(path: string, error: unknown): unknown {
  const errno = errnoOf(error);
  return errno === null
    ? error
    : workError(
        'read-failed',
        `"${path}" cannot be read (${errno})`,
        'Check the drive and the permissions, then run again.',
      );
}

/** Keeps the last source open: the members of a package all lie in one file. */
function openedSources(fs: FileSystem) {
  let path: string | null = null;
  let handle: Handle | null = null;
  const close = () => {
    const last = handle;
    handle = null;
    path = null;
    if (last !== null) fs.close(last);
  };
  const open = (wanted: string): Handle => {
    if (handle !== null && path === wanted) return handle;
    close();
    try {
      handle = fs.open(wanted, 'read');
    } catch (error) {
      throw readFailed(wanted, error);
    }
    path = wanted;
    return handle;
  };
  return { open, close };
}
