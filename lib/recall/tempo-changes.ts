import type { InspectedSession } from '../model/inspect.js';
import { showTempo } from '../text/show.js';

/** What a person sees change: of several tempos at one moment (how an envelope steps) only the last is heard. */
export function tempoChanges({ tempo, meter }: InspectedSession): readonly TempoChange[] {
  const changes = new Map<string, { tempo?: string; meter?: string; glides?: boolean }>();
  const at = (atNs: string) => changes.get(atNs) ?? {};
  for (const { atNs, bpm, ramp } of tempo)
    changes.set(atNs, { ...at(atNs), tempo: showTempo(bpm), glides: ramp !== 'step' });
  for (const { atNs, numerator, denominator } of meter)
    changes.set(atNs, { ...at(atNs), meter: `${numerator}/${denominator}` });
  return [...changes]
    .map(([atNs, { tempo, meter, glides }]) => ({
      atNs,
      text: [tempo, meter].filter((part) => part !== undefined).join(' '),
      glides: glides === true,
    }))
    .sort((a, b) => Number(BigInt(a.atNs) - BigInt(b.atNs)));
}

export interface TempoChange {
  readonly atNs: string;
  readonly text: string;
  /** It moves on to the next. */
  readonly glides: boolean;
}
