/** The tempo map of Ardour 2 to 4, which counts in bars: `start="bar|beat|tick"` (ardour.md, section 4, "Tempo"). */
import type { XmlElement } from '../shared/xml-tree.js';
import { type MeterChange, noteOf, notePerMinute, perBar, type TempoChange, type TempoMap } from './tempo.js';
import { textOf } from './values.js';

interface Place {
  readonly bar: number;
  readonly beat: number;
  readonly tick: number;
}

const TICKS_PER_BEAT = 1920;

/** Walks over all changes in their order; a beat is one note of the meter. */
export function barPoints(tempos: readonly XmlElement[], meters: readonly XmlElement[]): TempoMap {
  const changes: TempoChange[] = [];
  const bars: MeterChange[] = [];
  let [seconds, quarters] = [0, 0];
  let last: Place = { bar: 1, beat: 1, tick: 0 };
  let tempo = { bpm: 120, note: 4 };
  let meter = { numerator: 4, denominator: 4 };
  for (const { element, at } of inOrder([...meters, ...tempos])) {
    const beats =
      (at.bar - last.bar) * meter.numerator + (at.beat - last.beat) + (at.tick - last.tick) / TICKS_PER_BEAT;
    const way = (beats * 4) / meter.denominator;
    quarters += way;
    seconds += (way * 60 * tempo.note) / (tempo.bpm * 4);
    last = at;
    if (element.name === 'Meter') {
      const numerator = perBar(element);
      if (numerator === null) continue;
      meter = { numerator, denominator: noteOf(element) };
      bars.push({ seconds, bar: at.bar, ...meter });
    } else {
      const bpm = notePerMinute(element);
      if (bpm === null) continue;
      tempo = { bpm, note: noteOf(element) };
      changes.push({ seconds, quarters, ...tempo, endBpm: bpm });
    }
  }
  return { changes, meters: bars };
}

function inOrder(elements: readonly XmlElement[]) {
  return elements
    .flatMap((element) => {
      const at = placeOf(textOf(element, 'start'));
      return at === null ? [] : [{ element, at }];
    })
    .sort((a, b) => a.at.bar - b.at.bar || a.at.beat - b.at.beat || a.at.tick - b.at.tick);
}

function placeOf(text: string | null): Place | null {
  const match = /^(\d{1,9})\|(\d{1,9})\|(\d{1,9})$/.exec(text ?? '');
  return match === null ? null : { bar: Number(match[1]), beat: Number(match[2]), tick: Number(match[3]) };
}
