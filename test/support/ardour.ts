/** Debian's Ardour without a screen (the same program that a studio runs). It writes into the folder that it opens: give it copies. */
import { spawnSync } from 'node:child_process';
import nodeFs from 'node:fs';
import path from 'node:path';

const LIMIT_MS = 180_000;
const REFUSED = 'Invalid or corrupt session state';

/** What a run of Ardour's Lua printed, as rows of cells; null where it could not load the session. */
export function ardourLua(script: string, env: Readonly<Record<string, string>>, scratch: string): string[][] | null {
  const file = path.join(scratch, 'script.lua');
  nodeFs.writeFileSync(file, script);
  const out = patiently(() =>
    spawnSync('ardour7-lua', [file], {
      env: { ...process.env, ...env },
      encoding: 'utf8',
      timeout: LIMIT_MS,
      maxBuffer: 1 << 28,
    }),
  );
  const rows = out.split('\n').map((line) => line.split('\t'));
  return rows.some(([first]) => first === 'LOADFAIL') ? null : rows;
}

/** The samples (32-bit float, interleaved) of the session range, rendered through the master bus. */
export function exportSession(folder: string, snapshot: string, scratch: string): Float32Array {
  const file = path.join(scratch, 'export.wav');
  nodeFs.rmSync(file, { force: true });
  patiently(() =>
    spawnSync('ardour7-export', ['-b', 'float', '-o', file, folder, snapshot], { encoding: 'utf8', timeout: LIMIT_MS }),
  );
  return dataOf(nodeFs.readFileSync(file));
}

/** It sometimes ends by a signal after a run, and what it wrote may be wrong then: only a clean end counts. */
function patiently(
  run: () => { readonly status: number | null; readonly stdout: string; readonly stderr: string },
): string {
  for (let attempt = 1; ; attempt++) {
    const { status, stdout, stderr } = run();
    if (status === 0) return stdout;
    // It throws out of its own state: no other run would end otherwise.
    if (`${stdout}${stderr}`.includes(REFUSED)) return 'LOADFAIL';
    if (attempt === 4) throw new Error(`Ardour ended with ${status}: ${stderr.slice(-500)}`);
  }
}

function dataOf(wav: Buffer): Float32Array {
  for (let at = 12; at + 8 <= wav.length; ) {
    const size = wav.readUInt32LE(at + 4);
    if (wav.toString('latin1', at, at + 4) === 'data') {
      const bytes = wav.subarray(at + 8, at + 8 + size);
      return Float32Array.from({ length: bytes.length >> 2 }, (_, i) => bytes.readFloatLE(i * 4));
    }
    at += 8 + size + (size % 2);
  }
  throw new Error('the export has no sound');
}

export const BACKEND = (rate: string): string => `
local b = AudioEngine:set_backend("None (Dummy)", "", "")
b:set_device_name("Silence"); b:set_sample_rate(${rate})
`;
