/** The bytes of members, never more than the directory promises. */
import { once } from 'node:events';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { packageError } from '../model/errors.js';
import type { Bytes } from './bytes.js';
import type { ZipMember } from './zip.js';

const CHUNK = 64 * 1024;

const broken = (name: string, member: ZipMember, what: string) =>
  packageError('zip-content', `${name} is broken: "${member.path}" ${what}.`);

/** The content in pieces, checked against size and CRC; what is wrong is thrown when it is met. */
export async function* memberChunks(bytes: Bytes, member: ZipMember): AsyncGenerator<Buffer> {
  let size = 0;
  let sum = 0;
  for await (const chunk of member.method === 0 ? storedChunks(bytes, member) : inflatedChunks(bytes, member)) {
    size += chunk.length;
    // Stops a member that declares ten bytes and inflates to gigabytes.
    if (size > member.size) throw broken(bytes.name, member, 'is longer than the directory says');
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (size !== member.size) throw broken(bytes.name, member, 'is shorter than the directory says');
  if (sum !== member.crc32) throw broken(bytes.name, member, 'does not have the checksum that the directory says');
}

/** Reads and checks a member without keeping it. */
export async function checkMember(bytes: Bytes, member: ZipMember): Promise<void> {
  for await (const _ of memberChunks(bytes, member));
}

/** A small member, whole. `unchecked` leaves size and CRC to the caller. */
export function readMember(bytes: Bytes, member: ZipMember, maxBytes: number, how: 'checked' | 'unchecked'): Buffer {
  if (Math.max(member.size, member.compressedSize) > maxBytes) {
    throw broken(bytes.name, member, `is larger than the ${maxBytes} bytes that are read of it`);
  }
  const packed = bytes.read(member.dataOffset, member.compressedSize);
  const content = member.method === 0 ? packed : inflated(bytes, member, packed);
  if (how === 'unchecked') return content;
  if (content.length !== member.size) throw broken(bytes.name, member, 'is shorter than the directory says');
  if (crc32(content) !== member.crc32) {
    throw broken(bytes.name, member, 'does not have the checksum that the directory says');
  }
  return content;
}

function inflated(bytes: Bytes, member: ZipMember, packed: Buffer): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, member.size) });
  } catch {
    throw broken(bytes.name, member, 'cannot be unpacked');
  }
}

function* storedChunks(bytes: Bytes, member: ZipMember): Generator<Buffer> {
  for (let done = 0; done < member.compressedSize; done += CHUNK) {
    const chunk = bytes.read(member.dataOffset + done, Math.min(CHUNK, member.compressedSize - done));
    if (chunk.length === 0) return;
    yield chunk;
  }
}

async function* inflatedChunks(bytes: Bytes, member: ZipMember): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw();
  const feed = async () => {
    for (const chunk of storedChunks(bytes, member)) {
      if (inflate.destroyed) return;
      if (!inflate.write(chunk)) await Promise.race([once(inflate, 'drain'), once(inflate, 'close')]);
    }
    inflate.end();
  };
  const fed = feed().catch((error: Error) => inflate.destroy(error));
  try {
    for await (const chunk of inflate) yield chunk as Buffer;
    await fed;
  } catch {
    throw broken(bytes.name, member, 'cannot be unpacked');
  } finally {
    inflate.destroy();
  }
  if (inflate.bytesWritten !== member.compressedSize) {
    throw broken(bytes.name, member, 'is followed by bytes that belong to no file');
  }
}
