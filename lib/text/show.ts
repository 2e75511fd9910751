/** Figures as a studio writes them. */

/** Decimal units, as disks are sold: "1.9 GB". */
export function showBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** "48 kHz", "44.1 kHz". */
export const showRate = (hertz: number): string => `${Number((hertz / 1000).toFixed(3))} kHz`;

export const showTempo = (bpm: number): string => `${Number(bpm.toFixed(2))} BPM`;

/** "1 file", "3 files". */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;

/** "-3.4", "−∞" for a fader that is all the way down, nothing where it is not known. */
export function showDb(db: number | null): string {
  if (db === null || Number.isNaN(db)) return '';
  return db === -Infinity ? '−∞' : db.toFixed(1).replace(/^-0\.0$/, '0.0');
}

/** "C", "60 L", "4 R". */
export function showPan(pan: number): string {
  const percent = Math.round(Math.abs(pan) * 100);
  return percent === 0 ? 'C' : `${percent} ${pan < 0 ? 'L' : 'R'}`;
}

/** "mono", "stereo", "6 channels". */
export const showChannels = (channels: number): string =>
  channels === 1 ? 'mono' : channels === 2 ? 'stereo' : `${channels} channels`;

/** The first few of many, and how many more there are. */
export function firstFew(items: readonly string[], most: number, separator = ', '): string {
  if (items.length <= most) return items.join(separator);
  return `${items.slice(0, most).join(separator)}${separator}and ${items.length - most} more`;
}

/** Cut to `length` characters, with a mark where something is gone. */
export const cut = (text: string, length: number): string => {
  if (text.length <= length) return text;
  // A character is at most two units: of a name of a megabyte only its beginning is looked at.
  const characters = [...text.slice(0, 2 * length + 2)];
  return characters.length <= length ? text : `${characters.slice(0, Math.max(0, length - 1)).join('')}…`;
};
