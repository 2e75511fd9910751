/** Photos of consoles, racks and take sheets, made small enough to stand in the page. None is changed, and none stops a run. */
import { extrasOf, isPhotoName } from '../inspect/extras.js';
import { errnoOf } from '../model/errors.js';
import type { LocatedProject } from '../model/located.js';
import { showPath } from '../model/path-bytes.js';
import { isInside, join, relativeTo } from '../model/paths.js';
import type { Note } from '../model/session.js';
import type { NamedDocument } from '../notes/document-names.js';
import { type NoPicture, type PictureHead, pictureHead } from '../photos/picture-head.js';
import type { FileSystem } from '../ports/file-system.js';
import { readWhole } from '../ports/files.js';
import { count } from '../text/show.js';
import type { World } from '../work/world.js';
import { type House, NO_HOUSE, type Photo } from './model.js';

export interface PhotoSource {
  /** Absolute. */
  readonly file: string;
  /** As in `Photo`. */
  readonly path: string;
  readonly bytes: number;
}

export const PHOTO_LIMITS = {
  photos: 12,
  /** Of all addresses in the page, in characters. */
  page: 1_500_000,
  fileBytes: 40_000_000,
  pixels: 40_000_000,
  /** Points that the decoder goes over, in all its passes: of one photo, and of all together. */
  work: 400_000_000,
  allWork: 400_000_000,
  heldBytes: 700_000_000,
  side: 1000,
} as const;

/** From good to small, until a photo takes no more than its share of the page. */
const STEPS = [
  { side: PHOTO_LIMITS.side, quality: 75 },
  { side: 800, quality: 70 },
  { side: 640, quality: 60 },
] as const;

/** Those that the user named first: the page has room for some only. None where the studio's sheets have no photos. */
export function photoSources(
  located: LocatedProject,
  documents: readonly NamedDocument[],
  house: House = NO_HOUSE,
): readonly PhotoSource[] {
  if (house.hidden.has('photos')) return [];
  const { root, tree } = located.project;
  const sizes = new Map(tree.entries.map(({ path, size }) => [path, size]));
  const named = documents
    .filter(({ packedAs }) => isPhotoName(packedAs))
    .map(({ path, packedAs, stat }) => ({
      file: path,
      bytes: stat.size,
      path: isInside(root, path) ? relativeTo(root, path) : `Notes/${packedAs}`,
    }));
  const hasPhotos = tree.entries.some(({ path }) => isPhotoName(path));
  const own = (hasPhotos ? extrasOf(located).photos : []).map((path) => ({
    file: join(root, path),
    bytes: sizes.get(path) ?? 0,
    path,
  }));
  return [...new Map([...own, ...named].map((one) => [one.file, one])).values()].sort(
    (a, b) => Number(named.some(({ file }) => file === b.file)) - Number(named.some(({ file }) => file === a.file)),
  );
}

/** `notes`: which photos are listed only, and why. */
export async function readPhotos(
  { fs, signal, progress }: Pick<World, 'fs' | 'signal' | 'progress'>,
  sources: readonly PhotoSource[],
): Promise<{ readonly photos: readonly Photo[]; readonly notes: readonly Note[] }> {
  if (sources.length === 0) return { photos: [], notes: [] };
  const shrink = await shrinker();
  const onBytes = progress.start(
    'photos',
    sources.reduce((sum, { bytes }) => sum + bytes, 0),
  );
  const photos: Photo[] = [];
  const unshown: string[] = [];
  let page: number = PHOTO_LIMITS.page;
  let work: number = PHOTO_LIMITS.allWork;
  for (const [index, { file, path, bytes }] of sources.entries()) {
    // Decoding blocks: between two photos Ctrl-C is heard.
    await new Promise((next) => setImmediate(next));
    signal?.throwIfAborted();
    const slots = Math.min(PHOTO_LIMITS.photos - photos.length, sources.length - index);
    const read = slots === 0 ? NO_ROOM : readPicture(fs, file, work);
    // Also what turns out to be broken in its last line has taken its time.
    if (!('why' in read)) work -= workOf(read.head);
    const made = 'why' in read ? read : shrink(read, Math.floor(page / Math.max(1, slots)), page);
    if ('why' in made) unshown.push(`${showPath(path)}: ${made.why}`);
    else {
      photos.push({ path, ...made });
      page -= made.address.length;
    }
    onBytes(bytes);
  }
  return { photos, notes: unshown.length === 0 ? [] : [unshownNote(unshown)] };
}

const NO_ROOM: NoPicture = { why: 'the page has no room for more' };
const MAX_LISTED = 50;

function unshownNote(lines: readonly string[]): Note {
  const more = lines.length > MAX_LISTED ? [`and ${lines.length - MAX_LISTED} more`] : [];
  const head = `${count(lines.length, 'photo is', 'photos are')} listed and not shown here:`;
  return { where: 'photos', text: [head, ...lines.slice(0, MAX_LISTED), ...more].join('\n') };
}

interface Picture {
  readonly bytes: Buffer;
  readonly head: PictureHead;
}

/** Only what the decoders can be trusted with. */
function readPicture(fs: FileSystem, file: string, room: number): Picture | NoPicture {
  try {
    const bytes = readWhole(fs, file, PHOTO_LIMITS.fileBytes);
    const head = pictureHead(bytes);
    if ('why' in head) return head;
    const points = head.width * head.height;
    if (points > PHOTO_LIMITS.pixels) return { why: `it has ${Math.round(points / 1e6)} megapixels` };
    if (workOf(head) > PHOTO_LIMITS.work || head.bytes > PHOTO_LIMITS.heldBytes)
      return { why: 'to open it takes too much memory or time' };
    return workOf(head) > room ? NO_ROOM : { bytes, head };
  } catch (error) {
    const code = errnoOf(error);
    if (code === null) throw error;
    return { why: code === 'EFBIG' ? 'it is larger than 40 MB' : `it cannot be read (${code})` };
  }
}

const workOf = ({ width, height, passes }: PictureHead): number => width * height * passes;

type Shrink = (picture: Picture, share: number, room: number) => Omit<Photo, 'path'> | NoPicture;

/** The decoders are loaded only where there is a photo. */
async function shrinker(): Promise<Shrink> {
  const [{ decodePicture, encodeJpeg }, { scaledDown, upright }] = await Promise.all([
    import('../photos/decode.js'),
    import('../photos/scale.js'),
  ]);
  return ({ bytes, head }, share, room) => {
    const pixels = decodePicture(bytes, head);
    if (pixels === null) return { why: 'it is broken' };
    let small = upright(scaledDown(pixels, PHOTO_LIMITS.side), head.orientation);
    let address = '';
    for (const { side, quality } of STEPS) {
      small = scaledDown(small, side);
      address = `data:image/jpeg;base64,${encodeJpeg(small, quality).toString('base64')}`;
      if (address.length <= share) break;
    }
    return address.length > room ? NO_ROOM : { address, width: small.width, height: small.height };
  };
}
