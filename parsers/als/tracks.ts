/** Tracks, their mixer and their routing (als.md, section 4). */
import type { XmlTag } from '../shared/xml-events.js';
import {
  envelopesPlace,
  isAutomated,
  newParameter,
  type Parameter,
  parameterPlace,
  TEMPO_EVENTS,
} from './automation.js';
import { clipsPlace } from './clips.js';
import { devicesPlace } from './devices.js';
import type { SetDraft, TrackDraft } from './drafts.js';
import { anywhere, type Child, childrenOf, isTrue, type Place, textOf } from './places.js';

/** `keepsTempo`: the master, whose automation holds the tempo and the meter. */
export function trackPlace(set: SetDraft, track: TrackDraft, keepsTempo: boolean): Place {
  const chain = chainPlace(set, track);
  return childrenOf({
    Name: () =>
      childrenOf({
        EffectiveName(tag) {
          track.effectiveName = textOf(tag);
        },
        UserName(tag) {
          track.userName = textOf(tag);
        },
        Annotation(tag) {
          track.annotation = textOf(tag);
        },
      }),
    TrackGroupId(tag) {
      track.group = textOf(tag);
    },
    Freeze(tag) {
      track.frozen = isTrue(tag);
    },
    AutomationEnvelopes: () => envelopesPlace(track.envelopes, keepsTempo),
    TakeLanes: () => clipsPlace(set, track, 'take'),
    DeviceChain: () => chain,
    // Live 8.
    MasterChain: () => chain,
  });
}

/** `DeviceChain`, and the one inside of it that holds the devices. */
function chainPlace(set: SetDraft, track: TrackDraft): Place {
  return anywhere((tag) => {
    switch (tag.name) {
      case 'Mixer':
        return mixerPlace(track);
      case 'MainSequencer':
        return clipsPlace(set, track, 'arrangement');
      case 'FreezeSequencer':
        return clipsPlace(set, track, 'freeze');
      case 'Devices':
        return devicesPlace(set, track, null);
      case 'AutomationLanes':
      case 'EnvelopeChooser':
      case 'ClipEnvelopeChooserViewState':
        return null;
      default:
        return tag.name.endsWith('Routing') ? routingPlace(track, tag) : 'further';
    }
  });
}

/** As Live shows it: "Ext. In / 1", "Master". */
function routingPlace(track: TrackDraft, { name }: XmlTag): Place {
  let [upper, lower] = ['', ''];
  const inside = childrenOf({
    UpperDisplayString(tag) {
      upper = textOf(tag);
    },
    LowerDisplayString(tag) {
      lower = textOf(tag);
    },
  });
  return {
    ...inside,
    close: () => void track.routings.set(name, [upper, lower].filter((text) => text !== '').join(' / ')),
  };
}

function mixerPlace(track: TrackDraft): Place {
  const { mixer } = track;
  const inside = childrenOf({
    Volume: () => parameterPlace(mixer.volume),
    Pan: () => parameterPlace(mixer.pan),
    Speaker: () => parameterPlace(mixer.speaker),
    Tempo: () => parameterPlace(mixer.tempo, TEMPO_EVENTS),
    TimeSignature: () => parameterPlace(mixer.meter, TEMPO_EVENTS),
    SoloSink(tag) {
      mixer.soloed = isTrue(tag);
    },
    Sends: () => sendsPlace(track),
  });
  return { ...inside, close: () => tellAutomated(track) };
}

/** `TrackSendHolder`: the n-th is for the n-th return. */
const sendsPlace = ({ mixer }: TrackDraft): Place =>
  childrenOf({
    TrackSendHolder() {
      const send: { level: Parameter; enabled: boolean | null } = { level: newParameter(), enabled: null };
      mixer.sends.push(send);
      const enabled: Child = (tag) => {
        send.enabled = isTrue(tag);
      };
      // `EnabledByUser` is the name of Live 12.
      return childrenOf({ Send: () => parameterPlace(send.level), Active: enabled, EnabledByUser: enabled });
    },
  });

function tellAutomated({ mixer, envelopes, automated }: TrackDraft): void {
  const tell = (name: string, parameter: Parameter): void => {
    if (isAutomated(parameter, envelopes)) automated.add(name);
  };
  tell('Volume', mixer.volume);
  tell('Pan', mixer.pan);
  tell('Track on', mixer.speaker);
  tell('Tempo', mixer.tempo);
  tell('Time signature', mixer.meter);
  for (const [at, { level }] of mixer.sends.entries()) tell(`Send ${at + 1}`, level);
}
