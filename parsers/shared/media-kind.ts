/** What a file is by its name, for sessions that do not say it themselves. */
import type { MediaKind } from '../../lib/model/session.js';
import { extension } from './stored-path.js';

const AUDIO =
  'aac ac3 aif aifc aiff amr ape au bwf caf flac m4a m4b mka mp1 mp2 mp3 mpc oga ogg opus ra rf64 sd2 snd tta w64 wav wave wma wv';
const VIDEO = '3gp asf avi flv m2ts m4v mkv mov mp4 mpeg mpg mts mxf ogv qt ts vob webm wmv';
const IMAGE = 'bmp gif ico jpeg jpg lcf pcx pdf png svg tga tif tiff webp';

const KINDS: ReadonlyMap<string, MediaKind> = new Map([
  ...AUDIO.split(' ').map((name) => [name, 'audio'] as const),
  ...VIDEO.split(' ').map((name) => [name, 'video'] as const),
  ...IMAGE.split(' ').map((name) => [name, 'image'] as const),
  ['mid', 'midi'],
  ['midi', 'midi'],
  ['rpp', 'session'],
]);

/** Null where the extension tells nothing. */
export const kindByExtension = (path: string): MediaKind | null => KINDS.get(extension(path)) ?? null;

/** Extensions of audio files, for searches in opaque state. */
export const AUDIO_EXTENSIONS: readonly string[] = AUDIO.split(' ');
