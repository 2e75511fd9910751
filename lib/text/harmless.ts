/**
 * Names and notes come from strangers' sessions. Here they lose what could act instead of being read: control characters
 * (a terminal obeys them), direction overrides (they show a name backwards) and what XML and UTF-8 cannot hold.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u001f\u007f]/g;
/** C1 controls, marks and overrides of direction, line separators, byte order marks, non-characters, tag characters. */
const HIDDEN =
  /[\u0080-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}]/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** One line that is safe to print and to write into any text; what was taken out stays visible as a mark. */
export function harmless(text: string): string {
  return text
    .replace(/\r\n|[\n\t]/g, ' ')
    .replace(CONTROLS, picture)
    .replace(HIDDEN, '\ufffd')
    .replace(LONE_SURROGATE, '\ufffd');
}

/** The same for several lines: line ends stay. */
export const harmlessLines = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map(harmless)
    .join('\n');

/** Unicode has a picture for each control character: U+2400 on. */
const picture = (character: string): string => {
  const code = character.charCodeAt(0);
  return String.fromCharCode(code === 0x7f ? 0x2421 : 0x2400 + code);
};
