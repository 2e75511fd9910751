/** The document as a whole: which element stands for what (als.md, sections 1 and 4). */
import { type LocatorDraft, newTrack, type SceneDraft, type SetDraft } from './drafts.js';
import { childrenOf, isTrue, numberOf, type Place, textOf } from './places.js';
import { trackPlace } from './tracks.js';

/** Thrown where the document is XML and no set: the reason in words. */
export class NoSet extends Error {}

export const documentPlace = (set: SetDraft): Place => ({
  open(root) {
    if (root.name !== 'Ableton') throw new NoSet('it is not of Ableton Live');
    set.creator = root.attribute('Creator');
    return {
      open(tag) {
        if (tag.name !== 'LiveSet') throw new NoSet(`it holds a preset of Live (${tag.name.slice(0, 40)}), not a set`);
        return setPlace(set);
      },
    };
  },
});

function setPlace(set: SetDraft): Place {
  const master = (tag: { readonly name: string }): Place => {
    set.master = newTrack(tag.name, null);
    return trackPlace(set, set.master, true);
  };
  return childrenOf({
    Tracks: () => ({
      open(tag) {
        const track = newTrack(tag.name, tag.attribute('Id'));
        set.tracks.push(track);
        return trackPlace(set, track, false);
      },
    }),
    MasterTrack: master,
    // Live 12.
    MainTrack: master,
    PreHearTrack(tag) {
      set.preHear = newTrack(tag.name, null);
      return trackPlace(set, set.preHear, false);
    },
    SendsPre: () =>
      childrenOf({
        SendPreBool(tag) {
          set.sendsPre.push(isTrue(tag));
        },
      }),
    Locators: () => childrenOf({ Locators: () => childrenOf({ Locator: () => locatorPlace(set) }) }),
    SceneNames: () => scenesPlace(set),
    Scenes: () => scenesPlace(set),
    Annotation(tag) {
      set.annotation = textOf(tag);
    },
  });
}

function locatorPlace(set: SetDraft): Place {
  const locator: LocatorDraft = { beats: null, name: '', annotation: '' };
  set.locators.push(locator);
  return childrenOf({
    Time(tag) {
      locator.beats = numberOf(tag);
    },
    Name(tag) {
      locator.name = textOf(tag);
    },
    Annotation(tag) {
      locator.annotation = textOf(tag);
    },
  });
}

/** Live 10 and older have the name on the scene itself, Live 11 and later below it. */
const scenesPlace = (set: SetDraft): Place =>
  childrenOf({
    Scene(tag) {
      const scene: SceneDraft = { name: textOf(tag), annotation: '', tempo: null, meter: null };
      set.scenes.push(scene);
      let [tempo, meter]: [string | null, number | null] = [null, null];
      return childrenOf({
        Name(name) {
          scene.name = textOf(name);
        },
        Annotation(text) {
          scene.annotation = textOf(text);
        },
        Tempo(value) {
          tempo = textOf(value);
        },
        IsTempoEnabled(enabled) {
          if (isTrue(enabled)) scene.tempo = tempo;
        },
        TimeSignatureId(value) {
          meter = numberOf(value);
        },
        IsTimeSignatureEnabled(enabled) {
          if (isTrue(enabled)) scene.meter = meter;
        },
      });
    },
  });
