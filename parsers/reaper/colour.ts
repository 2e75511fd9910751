import { numberOf } from './grammar.js';

const IS_SET = 0x1000000;

/** `PEAKCOL`, marker colours: a colour only when bit 24 is set; red in the lowest byte (reaper.md, section 4). */
export function colourOf(word: string | undefined): string | null {
  const value = numberOf(word);
  if (value === null || !Number.isInteger(value) || (value & IS_SET) === 0) return null;
  const channels = [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff];
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
