import type { CopyJob, CopyMember } from './copy-job.js';

const MAX_MEMBERS = 200;
const MAX_BYTES = 16 * 1024 * 1024;

/** Jobs that take a while each, in the order of the members: a big file alone, small ones together. */
export function copyJobs(container: string | null, members: readonly CopyMember[]): CopyJob[] {
  const jobs: CopyJob[] = [];
  let batch: CopyMember[] = [];
  let bytes = 0;
  const end = () => {
    if (batch.length > 0) jobs.push({ bytes, files: batch.length, container, members: batch });
    batch = [];
    bytes = 0;
  };
  for (const member of members) {
    if (batch.length === MAX_MEMBERS || bytes + member.size > MAX_BYTES) end();
    batch.push(member);
    bytes += member.size;
  }
  end();
  return jobs;
}
