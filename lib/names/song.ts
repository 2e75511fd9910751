/** What song a session's file name speaks of, with version, date and mix suffixes taken off (design, section 2, rule 4). */
import { collisionKey } from './collision.js';
import { splitExtension } from './safe.js';

const SUFFIXES: readonly RegExp[] = [
  /[\s_.-]*\(\d+\)$/, // "Song (2)"
  /[\s_.-]+\d{4}-\d{2}-\d{2}(?:[\s_T-]*\d{4,6})?$/, // "Song-2024-01-02_165437"
  /[\s_.-]+\d{6,8}(?:[\s_-]*\d{4,6})?$/, // "Song 240102"
  /[\s_.-]+(?:v|ver|version|rev|take|mix|master|edit|alt|rough|draft|copy)[\s_.-]*\d+[a-z]?$/i, // "Song_mix14", "Song v2b"
  /[\s_.-]+(?:mix|master|final|rough|draft|copy|backup|bak|old|new|alt|edit|instrumental|acapella|clean|radio)$/i,
];

/** A key that is equal for the versions of one song: "Song_mix1.rpp" and "Song v2 final.rpp" both give "SONG". */
export function songKey(fileName: string): string {
  let stem = splitExtension(fileName).stem;
  for (let before = ''; before !== stem; ) {
    before = stem;
    for (const suffix of SUFFIXES) {
      const shorter = stem.replace(suffix, '');
      if (shorter !== '') stem = shorter;
    }
  }
  return collisionKey(stem.trim());
}

/** True where a file's or folder's name begins with the song's name and no letter or digit follows: "Song mix 3.wav". */
export function carriesName(fileName: string, key: string): boolean {
  const name = collisionKey(fileName);
  return name.startsWith(key) && !/^[\p{L}\p{N}]/u.test(name.slice(key.length));
}
