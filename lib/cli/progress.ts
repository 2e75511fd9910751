/** A bar on stderr for what takes over a second: bytes, speed, time left. */
import { showBytes } from '../text/show.js';
import type { Progress } from '../work/progress.js';

const FIRST_AFTER_MS = 1000;
const EVERY_MS = 100;
const BAR = 30;

/** Phases follow each other; the last one's line is wiped when the next begins or the process ends. */
export function terminalProgress(stream: NodeJS.WriteStream, isShown: boolean): Progress {
  if (!isShown) return { start: () => () => {} };
  let wipe = () => {};
  process.on('exit', () => wipe());
  return {
    start(phase, total) {
      wipe();
      const began = Date.now();
      let last = began;
      let done = 0;
      return (more) => {
        done += more;
        const now = Date.now();
        if (now - began < FIRST_AFTER_MS || now - last < EVERY_MS) return;
        last = now;
        stream.write(`\r\x1b[K${line(phase, done, total, (now - began) / 1000)}`);
        wipe = () => {
          stream.write('\r\x1b[K');
          wipe = () => {};
        };
        if (done >= total) wipe();
      };
    },
  };
}

function line(phase: string, done: number, total: number, seconds: number): string {
  const share = total > 0 ? Math.min(done / total, 1) : 1;
  const full = Math.round(share * BAR);
  const speed = done / seconds;
  const left = speed > 0 ? Math.round(Math.max(total - done, 0) / speed) : 0;
  const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')} left`;
  return `  ${phase.padEnd(12)} ${'━'.repeat(full)}${' '.repeat(BAR - full)} ${String(Math.floor(share * 100)).padStart(3)} %  ${showBytes(done)} of ${showBytes(total)}  ${showBytes(speed)}/s  ${time}`;
}
