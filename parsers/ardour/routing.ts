/** Inputs, outputs and sends of a route (ardour.md, section 4, "Routing"). */
import type { Send } from '../../lib/model/session.js';
import { decibels } from '../shared/decibels.js';
import { child, childrenNamed, type XmlElement } from '../shared/xml-tree.js';
import { flagOf, numberOf, textOf } from './values.js';

/** Names of ports as stored; 2.x: `outputs="{master/in 1}{master/in 2}"`. */
export function connectionsOf(element: XmlElement, direction: 'Input' | 'Output'): string | null {
  const ends = childrenNamed(element, 'IO').flatMap((io) => {
    const old = textOf(io, direction === 'Input' ? 'inputs' : 'outputs');
    if (old !== null) return old.split(/[{},]/).filter((end) => end !== '');
    if (textOf(io, 'direction') !== direction) return [];
    return childrenNamed(io, 'Port').flatMap((port) =>
      childrenNamed(port, 'Connection').flatMap((connection) => textOf(connection, 'other') ?? []),
    );
  });
  return ends.length === 0 ? null : shortened(ends);
}

/** "Master/audio_in 1+2": the ports of one owner together. */
function shortened(ends: readonly string[]): string {
  const numbers = new Map<string, string[]>();
  for (const end of new Set(ends)) {
    const [, owner = end, number = ''] = /^(.*[^\d])(\d+)$/s.exec(end) ?? [];
    const known = numbers.get(owner);
    if (known) known.push(number);
    else numbers.set(owner, [number]);
  }
  return [...numbers].map(([owner, list]) => owner + list.join('+')).join(', ');
}

/** `names`: the routes by their ids. Listening to the monitor is no send of the mix. */
export function readSends(route: XmlElement, names: ReadonlyMap<string, string>): readonly Send[] {
  const fader = route.children.findIndex((one) => one.name === 'Processor' && textOf(one, 'type') === 'amp');
  return route.children.flatMap((one, at): readonly Send[] => {
    if (one.name === 'Send') return [oldSend(one)];
    const type = one.name === 'Processor' ? textOf(one, 'type') : null;
    if (type !== 'send' && type !== 'intsend') return [];
    const role = textOf(one, 'role');
    if (type === 'intsend' && (role === 'Listen' || role === 'Monitor')) return [];
    const target = textOf(one, 'target');
    const to = type === 'intsend' && target !== null ? names.get(target) : connectionsOf(one, 'Output');
    return [
      {
        to: to ?? textOf(one, 'name') ?? '',
        levelDb: gainOf(one),
        preFader: fader < 0 ? null : at < fader,
        enabled: flagOf(one, 'active'),
      },
    ];
  });
}

/** The level stands at the send itself, in some versions in an amplifier of its own. */
function gainOf(send: XmlElement): number | null {
  const amps = childrenNamed(send, 'Processor').filter((one) => textOf(one, 'type') === 'amp');
  for (const holder of [send, ...amps]) {
    const gain = controlOf(holder, 'gaincontrol', 'send');
    if (gain !== null) return decibels(gain);
  }
  return null;
}

function oldSend(send: XmlElement): Send {
  const redirect = child(send, 'Redirect');
  const io = child(redirect, 'IO');
  const placement = textOf(redirect, 'placement');
  return {
    to: (redirect === undefined ? null : connectionsOf(redirect, 'Output')) ?? textOf(io, 'name') ?? '',
    levelDb: decibels(numberOf(io, 'gain')),
    preFader: placement === null ? null : placement === 'PreFader',
    enabled: flagOf(redirect, 'active'),
  };
}

/** The value of `<Controllable name="…" value="…">` right below. */
export function controlOf(holder: XmlElement | undefined, ...names: readonly string[]): number | null {
  const control = childrenNamed(holder, 'Controllable').find((one) => names.includes(one.attributes.get('name') ?? ''));
  return numberOf(control, 'value');
}
