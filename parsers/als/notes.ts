/** What people wrote into the set: info texts, and scenes with a name of their own (als.md, section 4, "Notes"). */
import type { Note } from '../../lib/model/session.js';
import { nameOfDevice, nameOfTrack, type SceneDraft, type SetDraft, type TrackDraft } from './drafts.js';
import { meterOf } from './tempo.js';

/** The info text of a track is in the track itself. */
export function notesOf(set: SetDraft, tracks: readonly TrackDraft[]): readonly Note[] {
  const notes = [
    { where: 'project', text: set.annotation },
    ...set.scenes.map(sceneNote),
    ...set.locators.map(({ name, annotation }) => ({ where: `Locator "${name}"`, text: annotation })),
    ...tracks.flatMap((track, index) => notesOfTrack(track, index)),
  ];
  return notes.filter(({ text }) => text.trim() !== '');
}

function notesOfTrack(track: TrackDraft, index: number): readonly Note[] {
  const name = shownName(nameOfTrack(track), index);
  return [
    ...track.clips.map((clip) => ({ where: `${name}: ${clip.name || 'clip'}`, text: clip.annotation })),
    ...track.devices.map((device) => ({
      where: `${name}: ${device.userName || nameOfDevice(device)}`,
      text: device.annotation,
    })),
  ];
}

/** Live 8 stores no name where it makes one itself. */
export const shownName = (name: string, index: number): string => name || `Track ${index + 1}`;

/** Old sets number their scenes by name; that says nothing. */
function sceneNote({ name, annotation, tempo, meter: value }: SceneDraft, index: number): Note {
  const meter = value === null ? null : meterOf(value);
  const facts = [
    annotation,
    tempo === null ? '' : `tempo ${tempo}`,
    meter === null ? '' : `time signature ${meter.numerator}/${meter.denominator}`,
  ].filter((text) => text !== '');
  const own = /^\s*\d*\s*$/.test(name) ? '' : name;
  const scene = `Scene ${index + 1}`;
  if (facts.length === 0) return { where: scene, text: own };
  return { where: own === '' ? scene : `${scene} "${own}"`, text: facts.join('\n') };
}
