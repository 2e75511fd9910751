import type { Peaks } from '../../model/peaks.js';

/** No sample is further from zero than `most`. */
export const isQuiet = ({ lows, highs }: Peaks, most: number): boolean =>
  lows.every((low) => low >= -most) && highs.every((high) => high <= most);
