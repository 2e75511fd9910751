/** Parameters and their automation (als.md, section 4, "Parameter value"). */
import { anywhere, childrenOf, numberIn, type Place, textOf } from './places.js';

/** What is kept of one automation: a set can hold millions of events, and only those of the tempo are asked for one by one. */
export interface Events {
  /** Time in beats and value, in turn. */
  readonly numbers: number[];
  /** True: there were more than are kept. */
  isCut: boolean;
  /** True: some are joined by a curve, whose form is not known. */
  hasCurves: boolean;
}

export interface Parameter {
  /** The value as it stood when the set was saved. */
  manual: string | null;
  /** By which an envelope of the track means this parameter (Live 10 and later). */
  target: string | null;
  /** Live 8 and 9 keep the automation here. */
  readonly events: Events;
}

const KEPT_EVENTS = 100_000;

export const noEvents = (): Events => ({ numbers: [], isCut: false, hasCurves: false });
export const newParameter = (): Parameter => ({ manual: null, target: null, events: noEvents() });

/** `kept`: how many events are wanted; two tell whether there is automation at all. */
export const parameterPlace = (parameter: Parameter, kept = 2): Place =>
  childrenOf({
    Manual(tag) {
      parameter.manual = textOf(tag);
    },
    AutomationTarget(tag) {
      parameter.target = tag.attribute('Id');
    },
    ArrangerAutomation: () => eventsPlace(parameter.events, kept),
  });

/** `FloatEvent`, `EnumEvent`, `BoolEvent`, at any depth. */
export const eventsPlace = (events: Events, kept: number): Place =>
  anywhere((tag) => {
    if (!tag.name.endsWith('Event')) return 'further';
    if (events.numbers.length >= 2 * kept) {
      events.isCut = true;
      return null;
    }
    const [time, value] = [numberIn(tag.attribute('Time')), logical(tag.attribute('Value'))];
    if (time !== null && value !== null) events.numbers.push(time, value);
    if (tag.attribute('CurveControl1X') !== null) events.hasCurves = true;
    return null;
  });

const logical = (text: string | null): number | null => (text === 'true' ? 1 : text === 'false' ? 0 : numberIn(text));

/** One envelope of a track. */
interface Envelope {
  target: string | null;
  readonly events: Events;
}

/** By the id of the parameter that they move. */
export type Envelopes = Map<string, Events>;

/** `AutomationEnvelopes` of a track (Live 10 and later). It stands before the parameters. */
export const envelopesPlace = (envelopes: Envelopes, keepAll: boolean): Place =>
  anywhere((tag) => {
    if (tag.name !== 'AutomationEnvelope') return 'further';
    const envelope: Envelope = { target: null, events: noEvents() };
    const inside = childrenOf({
      EnvelopeTarget: () =>
        childrenOf({
          PointeeId(id) {
            envelope.target = textOf(id);
          },
        }),
      Automation: () => eventsPlace(envelope.events, keepAll ? KEPT_EVENTS : 2),
    });
    return {
      ...inside,
      close() {
        if (envelope.target !== null) envelopes.set(envelope.target, envelope.events);
      },
    };
  });

export const TEMPO_EVENTS = KEPT_EVENTS;

/** The events that move a parameter, wherever they stand; null where none does. */
export function eventsOf(parameter: Parameter, envelopes: Envelopes): Events | null {
  const own = parameter.target === null ? undefined : envelopes.get(parameter.target);
  const events = own ?? parameter.events;
  return events.numbers.length > 0 ? events : null;
}

/** A single event is the value that the parameter always has. */
export const isAutomated = (parameter: Parameter, envelopes: Envelopes): boolean =>
  (eventsOf(parameter, envelopes)?.numbers.length ?? 0) > 2;

/** Live 8 writes no value beside the automation: there the first event is the value at the start. */
export const numberAtStart = ({ manual, events }: Parameter): number | null =>
  manual === null ? (events.numbers[1] ?? null) : logical(manual);

/** Null where it does not say. */
export function switchOf(parameter: Parameter): boolean | null {
  const value = numberAtStart(parameter);
  return value === null ? null : value !== 0;
}
