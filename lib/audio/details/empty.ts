import type { AudioDetails } from '../../model/audio-details.js';

/** A file that says nothing about itself. */
export const NO_DETAILS: AudioDetails = {
  bext: null,
  ixml: null,
  markers: [],
  loops: [],
  unityNote: null,
  instrument: null,
  acid: null,
  tempo: null,
  region: null,
  texts: [],
  comments: [],
  tags: null,
  objectAudio: null,
  channelMask: null,
  isShortened: false,
};
