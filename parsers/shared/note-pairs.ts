/** Beginnings and ends of notes, as MIDI has them: an end belongs to the earliest beginning of its channel and key that still sounds. */

export interface NotePairs {
  /** `voice`: channel * 128 + key. */
  begin(voice: number, at: number): void;
  /** Where that note began; null where none sounds. */
  end(voice: number): number | null;
  /** Those that have no end. */
  rest(): Iterable<readonly [voice: number, at: number]>;
}

interface Queue {
  readonly starts: number[];
  /** How many of them have ended. */
  ended: number;
}

export const voiceOf = (channel: number, key: number): number => channel * 128 + key;
export const keyOf = (voice: number): number => voice % 128;

export function notePairs(): NotePairs {
  const queues = new Map<number, Queue>();
  return {
    begin(voice, at) {
      const queue = queues.get(voice);
      if (queue === undefined) queues.set(voice, { starts: [at], ended: 0 });
      else queue.starts.push(at);
    },
    end(voice) {
      const queue = queues.get(voice);
      const start = queue?.starts[queue.ended];
      if (queue === undefined || start === undefined) return null;
      queue.ended += 1;
      if (queue.ended === queue.starts.length) queues.delete(voice);
      return start;
    },
    *rest() {
      for (const [voice, { starts, ended }] of queues)
        for (let at = ended; at < starts.length; at += 1) yield [voice, starts[at] as number];
    },
  };
}
