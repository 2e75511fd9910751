import type { CopyJob, CopyMember } from './copy-job.js';

const MAX_MEMBERS = 200;
const MAX_BYTES = 16 * 1024 * 1024;
/** Each of them needs a decoder of its own, prepared before the job begins. */
const MAX_DECODED = 4;

/** Jobs that take a while each, in the order of the members: a big file alone, small ones together. */
export function copyJobs(container: string | null, members: readonly CopyMember[]): CopyJob[] {
  const jobs: CopyJob[] = [];
  let batch: CopyMember[] = [];
  let bytes = 0;
  let decoded = 0;
  const end = () => {
    if (batch.length > 0) jobs.push({ bytes, files: batch.length, container, members: batch });
    batch = [];
    bytes = 0;
    decoded = 0;
  };
  for (const member of members) {
    if (batch.length === MAX_MEMBERS || bytes + member.size > MAX_BYTES || decoded === MAX_DECODED) end();
    batch.push(member);
    bytes += member.size;
    if (member.peaks?.format === 'mp3') decoded++;
  }
  end();
  return jobs;
}
