/** REAPER sessions and sounds, made for tests. */

/** A valid 16-bit mono WAV at 48 kHz whose samples follow from `seed`. */
export function wav(frames = 480, seed = 1): Buffer {
  const bytes = Buffer.alloc(44 + frames * 2);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(48_000, 24);
  bytes.writeUInt32LE(96_000, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(frames * 2, 40);
  for (let i = 0; i < frames; i++) bytes.writeInt16LE(((i * 7919 * seed) % 20_000) - 10_000, 44 + i * 2);
  return bytes;
}

/** A session with one track that plays each file for `seconds`; `platform` decides whose path rules it follows. */
export function rpp(
  files: readonly string[],
  { platform = 'linux-x86_64', seconds = 0.005, saved = 1_690_000_000 } = {},
): Buffer {
  const items = files.map((file, index) => {
    const type = /\.rpp$/i.test(file) ? 'RPP_PROJECT' : 'WAVE';
    const quote = !file.includes('"') ? '"' : !file.includes("'") ? "'" : '`';
    return `    <ITEM\n      POSITION ${index}\n      LENGTH ${seconds}\n      LOOP 0\n      NAME item${index}\n      <SOURCE ${type}\n        FILE ${quote}${file}${quote}\n      >\n    >\n`;
  });
  return Buffer.from(
    `<REAPER_PROJECT 0.1 "6.80/${platform}" ${saved}\n  SAMPLERATE 48000 0 0\n  TEMPO 120 4 4\n  <TRACK\n    NAME takes\n${items.join('')}  >\n>\n`,
  );
}
