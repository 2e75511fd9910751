/** Where quarters stand in time: notes follow the tempo map of the project (reaper.md, section 4, "Tempo" and "MIDI events"). */
import type { TempoPoint } from '../../lib/model/session.js';
import { lastAtMost } from '../shared/sorted.js';

export interface Beats {
  quartersAt(seconds: number): number;
  secondsAt(quarters: number): number;
}

/** From one point of the map on. */
interface Stretch {
  readonly seconds: number;
  readonly quarters: number;
  /** Quarters in a second, and what they gain in each. */
  readonly speed: number;
  readonly gain: number;
}

/** Null where no tempo is known. Before the first point its tempo holds. */
export function beatsOf(tempo: readonly TempoPoint[]): Beats | null {
  const stretches: Stretch[] = [];
  tempo.forEach(({ atNs, bpm, ramp }, at) => {
    const seconds = Number(atNs) / 1e9;
    const before = stretches.at(-1);
    if (before !== undefined && seconds < before.seconds) return;
    const next = tempo[at + 1];
    const long = next === undefined ? 0 : Number(next.atNs) / 1e9 - seconds;
    const gain = ramp === 'linear' && next !== undefined && long > 0 ? (next.bpm - bpm) / 60 / long : 0;
    const quarters = before === undefined ? (seconds * bpm) / 60 : passed(before, seconds - before.seconds);
    stretches.push({ seconds, quarters, speed: bpm / 60, gain });
  });
  const [first] = stretches;
  if (first === undefined) return null;
  const stretchAt = (by: 'seconds' | 'quarters', value: number): Stretch =>
    stretches[lastAtMost(stretches, (stretch) => stretch[by], value)] ?? { ...first, gain: 0 };
  return {
    quartersAt: (seconds) => {
      const stretch = stretchAt('seconds', seconds);
      return passed(stretch, seconds - stretch.seconds);
    },
    secondsAt: (quarters) => {
      const { seconds, quarters: from, speed, gain } = stretchAt('quarters', quarters);
      const more = quarters - from;
      // The root that stays true where the tempo hardly moves.
      return seconds + (2 * more) / (speed + Math.sqrt(Math.max(speed * speed + 2 * gain * more, 0)));
    },
  };
}

const passed = ({ quarters, speed, gain }: Stretch, seconds: number): number =>
  quarters + speed * seconds + (gain * seconds * seconds) / 2;
