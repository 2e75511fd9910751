/**
 * The canonical stored ZIP. Sizes are known before the bytes, so every member's place is known before the first is read, and
 * workers write whole files at their places (performance.md, section 9).
 */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { copyJobs } from '../copy/batches.js';
import { type Copied, type CopyMember, copyTask } from '../copy/copy-job.js';
import type { FileSystem } from '../ports/file-system.js';
import { writeFully } from '../ports/files.js';
import { runJobs } from '../work/run-jobs.js';
import { type Container, type Entry, sizeOf, wholeSeconds } from './container.js';
import { centralHeader, endRecords, localHeader, type ZipMember } from './zip-headers.js';

/** `path`: a new file; `top`: the one folder in it. */
export function zipContainer(fs: FileSystem, path: string, top: string): Container {
  const handle = fs.open(path, 'create');
  const members: ZipMember[] = [];
  let end = 0;
  let isOpen = true;

  const place = (entry: Entry) => {
    const name = `${top}/${entry.path}${entry.content.kind === 'folder' ? '/' : ''}`;
    const member = {
      name,
      size: sizeOf(entry),
      crc32: 0,
      seconds: wholeSeconds(entry.mtimeNs),
      isExecutable: entry.isExecutable,
      offset: end,
    };
    const header = localHeader(member);
    const at = end;
    end += header.length + member.size;
    return { entry, member, header, at };
  };
  const writeBytes = ({ member, at }: ReturnType<typeof place>, bytes: Uint8Array): Copied => {
    const copied = { sha256: createHash('sha256').update(bytes).digest('hex'), crc32: crc32(bytes) };
    const header = localHeader({ ...member, crc32: copied.crc32 });
    writeFully(fs, handle, header, 0, header.length, at);
    writeFully(fs, handle, bytes, 0, bytes.length, at + header.length);
    return copied;
  };
  const close = () => {
    const wasOpen = isOpen;
    // Also where closing fails: the handle is gone then, and its number may be somebody else's already.
    isOpen = false;
    if (wasOpen) fs.close(handle);
  };
  return {
    async add(entries, options) {
      const placed = entries.map(place);
      const results = new Map<Entry, Copied>();
      const files: { readonly entry: Entry; readonly member: CopyMember }[] = [];
      for (const one of placed) {
        const { content } = one.entry;
        if (content.kind === 'file') files.push({ entry: one.entry, member: copyMember(content, one) });
        else results.set(one.entry, writeBytes(one, content.kind === 'bytes' ? content.bytes : Buffer.alloc(0)));
      }
      const jobs = copyJobs(
        path,
        files.map((file) => file.member),
      );
      const copied = (await runJobs(fs, copyTask, jobs, options)).flat();
      files.forEach((file, index) => {
        results.set(file.entry, copied[index] as Copied);
      });
      return placed.map(({ entry, member }) => {
        const result = results.get(entry) as Copied;
        members.push({ ...member, crc32: result.crc32 });
        return result;
      });
    },
    finish() {
      const directory = Buffer.concat(members.map(centralHeader));
      const tail = Buffer.concat([directory, endRecords(members.length, directory.length, end)]);
      writeFully(fs, handle, tail, 0, tail.length, end);
      fs.flush(handle);
      close();
    },
    close,
  };
}

function copyMember(
  { from, stat, peaks = null }: Extract<Entry['content'], { kind: 'file' }>,
  { at, header }: { readonly at: number; readonly header: Buffer },
): CopyMember {
  return { source: from, offset: 0, size: stat.size, identity: stat, target: { at, header }, peaks };
}
