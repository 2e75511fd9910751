/** What lies on a slot: the segments of AAF, brought to the few shapes that count for clips and positions (aaf.md, sections 2.3 and 4). */
import { CLASS, GAIN, PAN, PROPERTY } from './ids.js';
import { type AafObject, bytesOf, type ObjectFile } from './objects.js';
import { guidOf, i64Of, indirectOf, mobIdOf, textOf, u16Of, u32Of } from './values.js';

/** Lengths, starts and positions are in edit units of the slot. */
export type Segment =
  | SourceClip
  | Timecode
  | Marker
  | { readonly kind: 'gap' | 'transition'; readonly length: bigint }
  | { readonly kind: 'sequence'; readonly length: bigint; readonly parts: readonly Segment[] }
  | Layers;

export interface SourceClip {
  readonly kind: 'clip';
  readonly length: bigint;
  /** Null: no source, as silence is stored. */
  readonly mob: string | null;
  readonly slot: number | null;
  readonly start: bigint;
  readonly fadeIn: bigint | null;
  readonly fadeOut: bigint | null;
}

export interface Timecode {
  readonly kind: 'timecode';
  readonly length: bigint;
  /** In frames. */
  readonly start: bigint;
  readonly framesPerSecond: number;
  readonly isDrop: boolean;
}

export interface Marker {
  readonly kind: 'marker';
  readonly length: bigint;
  readonly position: bigint | null;
  readonly text: string;
}

/** Segments that begin together: the inputs of an operation, the slots of a scope, what was chosen of several. */
export interface Layers {
  readonly kind: 'layers';
  readonly length: bigint;
  readonly parts: readonly Segment[];
  /** 1 is 0 dB. */
  readonly gain: Setting;
  /** 0 is left, 1 is right. */
  readonly pan: Setting;
}

/** Null: the operation does not set it. */
export type Setting = number | 'varies' | null;

/** Deeper than effects in effects are ever nested. */
const MAX_DEPTH = 64;

/** Each object is read once, so that all together are no more than the file holds. `onTooDeep` hears of what is left out. */
export function readSegment(file: ObjectFile, object: AafObject, onTooDeep: () => void, depth = 0): Segment {
  const length = positive(i64Of(object, PROPERTY.length));
  if (depth > MAX_DEPTH) {
    onTooDeep();
    return { kind: 'gap', length };
  }
  const all = (property: number): Segment[] =>
    Array.from(file.children(object, property), (one) => readSegment(file, one, onTooDeep, depth + 1));
  const one = (child: AafObject | null): Segment[] =>
    child === null ? [] : [readSegment(file, child, onTooDeep, depth + 1)];
  const layers = (parts: readonly Segment[]): Layers => ({ kind: 'layers', length, parts, gain: null, pan: null });
  switch (object.kind) {
    case CLASS.sourceClip:
      return sourceClip(object, length);
    case CLASS.sequence:
      return { kind: 'sequence', length, parts: all(PROPERTY.components) };
    case CLASS.operationGroup:
      return { ...layers(all(PROPERTY.inputs)), ...settings(file, object) };
    case CLASS.nestedScope:
      return layers(all(PROPERTY.scopeSlots));
    case CLASS.selector:
      return layers(one(file.child(object, PROPERTY.selected)));
    case CLASS.pulldown:
      return layers(one(file.child(object, PROPERTY.pulldownInput)));
    case CLASS.essenceGroup:
      return layers(one(firstOf(file.children(object, PROPERTY.choices))));
    case CLASS.transition:
      return { kind: 'transition', length };
    case CLASS.timecode:
      return {
        kind: 'timecode',
        length,
        start: i64Of(object, PROPERTY.timecodeStart) ?? 0n,
        framesPerSecond: u16Of(object, PROPERTY.framesPerSecond) ?? 0,
        isDrop: bytesOf(object, PROPERTY.dropFrame)?.[0] === 1,
      };
    case CLASS.descriptiveMarker:
    case CLASS.commentMarker: {
      const position = i64Of(object, PROPERTY.position);
      return { kind: 'marker', length, position, text: textOf(object, PROPERTY.comment) ?? '' };
    }
    default:
      return { kind: 'gap', length };
  }
}

function sourceClip(object: AafObject, length: bigint): SourceClip {
  return {
    kind: 'clip',
    length,
    mob: mobIdOf(object, PROPERTY.sourceMob),
    slot: u32Of(object, PROPERTY.sourceSlot),
    start: i64Of(object, PROPERTY.start) ?? 0n,
    fadeIn: i64Of(object, PROPERTY.fadeIn),
    fadeOut: i64Of(object, PROPERTY.fadeOut),
  };
}

function settings(file: ObjectFile, object: AafObject): Pick<Layers, 'gain' | 'pan'> {
  const operation = guidOf(object, PROPERTY.operation);
  const settingOf = (known: typeof GAIN | typeof PAN): Setting => {
    if (operation !== known.operation) return null;
    for (const parameter of file.children(object, PROPERTY.parameters)) {
      if (guidOf(parameter, PROPERTY.parameterId) !== known.parameter) continue;
      if (parameter.kind !== CLASS.constantValue) return 'varies';
      const value = indirectOf(parameter, PROPERTY.constant);
      return typeof value === 'number' ? value : null;
    }
    return null;
  };
  return { gain: settingOf(GAIN), pan: settingOf(PAN) };
}

const positive = (length: bigint | null): bigint => (length !== null && length > 0n ? length : 0n);

function firstOf<T>(all: Iterable<T>): T | null {
  for (const one of all) return one;
  return null;
}
