/** Standard MIDI files for tests: the events of one track, each behind its delta in ticks. */
export type MadeEvent = readonly [delta: number, ...bytes: readonly number[]];

export const midiFile = (events: readonly MadeEvent[], { format = 0, tracks = 1, division = 19_200 } = {}): Buffer => {
  const track = Buffer.from([
    ...events.flatMap(([delta, ...bytes]) => [...variable(delta), ...bytes]),
    ...[0, 0xff, 0x2f, 0],
  ]);
  return Buffer.concat([
    chunk('MThd', Buffer.from([0, format, 0, tracks, division >> 8, division & 0xff])),
    ...Array.from({ length: tracks }, () => chunk('MTrk', track)),
  ]);
};

function chunk(tag: string, content: Buffer): Buffer {
  const head = Buffer.from(`${tag}....`, 'latin1');
  head.writeUInt32BE(content.length, 4);
  return Buffer.concat([head, content]);
}

const variable = (value: number): readonly number[] =>
  value < 128 ? [value] : [...variable(value >> 7).map((byte) => byte | 0x80), value & 0x7f];
