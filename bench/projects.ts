/** Projects for the bench: REAPER sessions with many or big sounds, made where they are measured. */
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';

const MIB = 1024 * 1024;

/** `count` WAVs of `bytes` each, in folders of 100, named by one session. */
export function makeProject(root: string, count: number, bytes: number): void {
  const items: string[] = [];
  for (let i = 0; i < count; i++) {
    const folder = `Audio${Math.floor(i / 100)}`;
    if (i % 100 === 0) mkdirSync(path.join(root, folder), { recursive: true });
    const name = `${folder}/take ${i}.wav`;
    writeWav(path.join(root, name), bytes, i + 1);
    items.push(
      `    <ITEM\n      POSITION ${i % 600}\n      LENGTH 1\n      NAME "take ${i}"\n      <SOURCE WAVE\n        FILE "${name}"\n      >\n    >\n`,
    );
  }
  writeSession(root, items);
}

/** A REAPER session of these items, two hundred on a track. */
export function writeSession(root: string, items: readonly string[]): void {
  const tracks = chunks(items, 200).map(
    (some, index) => `  <TRACK\n    NAME "track ${index + 1}"\n${some.join('')}  >\n`,
  );
  writeFileSync(
    path.join(root, 'Bench.rpp'),
    `<REAPER_PROJECT 0.1 "7.0/linux-x86_64" 1700000000\n  SAMPLERATE 48000 1 0\n  TEMPO 120 4 4\n${tracks.join('')}>\n`,
  );
}

/** Noise, so that nothing on the way can make it smaller. */
function writeWav(file: string, bytes: number, seed: number): void {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(bytes - 8, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(48_000, 24);
  header.writeUInt32LE(144_000, 28);
  header.writeUInt16LE(3, 32);
  header.writeUInt16LE(24, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(bytes - 44, 40);
  const handle = openSync(file, 'w');
  writeSync(handle, header);
  for (let left = bytes - 44, n = 0; left > 0; n++) {
    const piece = noise(Math.min(left, MIB), seed * 1000 + n);
    writeSync(handle, piece);
    left -= piece.length;
  }
  closeSync(handle);
}

function noise(bytes: number, seed: number): Buffer {
  const words = new Uint32Array(Math.ceil(bytes / 4));
  let x = seed >>> 0 || 1;
  for (let i = 0; i < words.length; i++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    words[i] = x;
  }
  return Buffer.from(words.buffer, 0, bytes);
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const out: T[][] = [];
  for (let at = 0; at < items.length; at += size) out.push(items.slice(at, at + size));
  return out;
}
