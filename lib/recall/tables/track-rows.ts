import { firstFew, showPan } from '../../text/show.js';
import { colourOf } from '../colours.js';
import { depthOf } from '../folders.js';
import type { SheetSession } from '../model.js';

export interface TrackRow {
  readonly number: string;
  readonly name: string;
  /** "#rrggbb", as in the picture. */
  readonly colour: string;
  /** How deep it lies in folders. */
  readonly depth: number;
  readonly kind: string;
  readonly input: string;
  readonly output: string;
  readonly fader: string;
  readonly pan: string;
  /** "muted", "solo". */
  readonly state: string;
  readonly inserts: string;
  readonly sends: string;
  readonly automated: string;
  readonly comment: string;
  readonly clips: number;
}

type Send = SheetSession['session']['tracks'][number]['sends'][number];

export interface TrackRows {
  /** The rows of the DAW's track list, numbered as there. */
  readonly listed: readonly TrackRow[];
  /** Channels that only mix: auxes, racks, the master. */
  readonly apart: readonly TrackRow[];
}

/** `most`: how many inserts, sends and envelopes a cell names. */
export function trackRows({ session, faders, sendLevels }: SheetSession, most = 40): TrackRows {
  let number = 0;
  const rows = session.tracks.map((track, index) => ({
    listed: track.inTrackList,
    row: {
      number: track.inTrackList ? String(++number) : '',
      name: track.name,
      colour: colourOf(track.colour, track.kind),
      depth: depthOf(track.parent, session.tracks),
      kind: track.kind,
      input: track.input ?? '',
      output: track.output ?? '',
      fader: faders[index] ?? '',
      pan: track.pan === null ? '' : showPan(track.pan),
      state: [track.muted === true ? 'muted' : '', track.soloed === true ? 'solo' : '']
        .filter((word) => word !== '')
        .join(', '),
      inserts: firstFew(
        track.plugins.map(({ name, bypassed }) => (bypassed === true ? `${name} (off)` : name)),
        most,
        ' · ',
      ),
      sends: firstFew(
        track.sends.map((send, at) => sendText(send, sendLevels[index]?.[at] ?? '')),
        most,
        ' · ',
      ),
      automated: firstFew(track.automated, most),
      comment: track.notes?.trim() ?? '',
      clips: track.clips.length,
    },
  }));
  return {
    listed: rows.flatMap(({ listed, row }) => (listed ? [row] : [])),
    apart: rows.flatMap(({ listed, row }) => (listed ? [] : [row])),
  };
}

/** "Plate -14.0", "Plate -14.0 (pre)", "Hall (off)". */
function sendText({ to, preFader, enabled }: Send, level: string): string {
  const how = [preFader === true ? 'pre' : '', enabled === false ? 'off' : ''].filter((word) => word !== '').join(', ');
  return [to, level, how === '' ? '' : `(${how})`].filter((part) => part !== '').join(' ');
}
