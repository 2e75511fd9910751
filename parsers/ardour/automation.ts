/** Which parameters of a route follow a curve: those whose list holds events (ardour.md, section 4). */
import { child, childrenNamed, type XmlElement } from '../shared/xml-tree.js';
import { textOf } from './values.js';

const NAMES: Readonly<Record<string, string>> = {
  gain: 'volume',
  trim: 'trim',
  mute: 'mute',
  solo: 'solo',
  send: 'send',
  'pan-azimuth': 'pan',
  'pan-width': 'pan width',
  'pan-elevation': 'pan elevation',
};

export function automatedIn(route: XmlElement): readonly string[] {
  return [...new Set([...listsOf(route, null, new Map()), ...oldLists(route)])];
}

/** Names of the parameters of a processor, by number. */
type Controls = ReadonlyMap<string, string>;

const controlsOf = (processor: XmlElement): Controls =>
  new Map(
    childrenNamed(processor, 'Controllable').flatMap((one) => {
      const [number, name] = [textOf(one, 'parameter'), textOf(one, 'name')];
      return number === null || name === null ? [] : [[number, name] as const];
    }),
  );

function* listsOf(holder: XmlElement, processor: XmlElement | null, controls: Controls): Generator<string> {
  for (const one of holder.children) {
    if (one.name === 'AutomationList') {
      const id = textOf(one, 'automation-id');
      if (id !== null && child(one, 'events') !== undefined) yield nameOf(id, processor, controls);
    } else if (one.name === 'Processor') yield* listsOf(one, one, controlsOf(one));
    else if (one.name === 'Automation' || one.name === 'Pannable') yield* listsOf(one, processor, controls);
  }
}

/** `parameter-4` is the Controllable of that number. */
function nameOf(id: string, processor: XmlElement | null, controls: Controls): string {
  const owner = processor === null ? null : textOf(processor, 'name');
  const isOwn = ['amp', 'trim', 'main-outs'].includes((processor && textOf(processor, 'type')) ?? 'amp');
  const number = /^parameter-(\d+)$/.exec(id)?.[1];
  const name = (number === undefined ? null : controls.get(number)) ?? NAMES[id] ?? id;
  return owner === null || isOwn ? name : `${owner} ${name}`;
}

/** 2.x has no names: what a list moves is told by where it stands. */
function* oldLists(route: XmlElement): Generator<string> {
  const io = child(route, 'IO');
  const holds = (holder: XmlElement | undefined): boolean =>
    childrenNamed(holder, 'AutomationList').some(
      (list) => !list.attributes.has('automation-id') && child(list, 'events') !== undefined,
    );
  if (holds(child(io, 'Automation'))) yield 'volume';
  const panners = childrenNamed(child(io, 'Panner'), 'StreamPanner');
  if (panners.some((panner) => holds(child(panner, 'Automation')))) yield 'pan';
  for (const insert of childrenNamed(route, 'Insert')) {
    const plugin = textOf(child(child(insert, 'Redirect'), 'IO'), 'name') ?? 'plug-in';
    const names = new Map(
      childrenNamed(child(insert, 'controls'), 'controllable').map((one) => [
        textOf(one, 'parameter'),
        textOf(one, 'name'),
      ]),
    );
    for (const port of childrenNamed(child(insert, 'PortAutomation'), 'port')) {
      const number = textOf(port, 'number');
      if (holds(port)) yield `${plugin} ${names.get(number) ?? `port ${number}`}`;
    }
  }
}
