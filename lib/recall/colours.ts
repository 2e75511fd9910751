/** The colour of a track, in the picture and in the tables alike. */

/** Colours for tracks that have none, by what they are. */
const KIND_COLOURS: Readonly<Record<string, string>> = {
  folder: '#8a6d3b',
  instrument: '#6b4fa0',
  midi: '#6b4fa0',
  bus: '#4a5a6a',
  return: '#4a5a6a',
};
const PLAIN_COLOUR = '#2f6f8f';

export const colourOf = (colour: string | null, kind: string): string =>
  colour !== null && /^#[0-9a-f]{6}$/i.test(colour) ? colour : (KIND_COLOURS[kind] ?? PLAIN_COLOUR);
