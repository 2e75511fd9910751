import { expect } from 'chai';
import fc from 'fast-check';
import { PNG } from 'pngjs';
import { orientationOf } from '../../lib/photos/exif.js';
import { pictureHead } from '../../lib/photos/picture-head.js';
import { decodePng } from '../../lib/photos/png.js';
import { scaledDown } from '../../lib/photos/scale.js';
import { PHOTO_LIMITS, photoSources, readPhotos } from '../../lib/recall/photos.js';
import { NO_PROGRESS } from '../../lib/work/progress.js';
import { entry, glassHarbour, locatedSession, parsed, project, ROOT, stat } from '../inspect/sample.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { withTrouble } from '../support/trouble.js';
import { cornersOf, jpegOf, pngOf, pngWith, quarters, turned } from './pictures.js';

const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

async function read(files: Readonly<Record<string, Uint8Array>>) {
  const fs = memoryFileSystem();
  const sources = Object.entries(files).map(([path, bytes]) => {
    fs.put(`/p/${path}`, bytes);
    return { file: `/p/${path}`, path, bytes: bytes.length };
  });
  return readPhotos({ fs, signal: undefined, progress: NO_PROGRESS }, sources);
}

const one = async (bytes: Uint8Array) => {
  const { photos, notes } = await read({ 'x.jpg': bytes });
  return { photo: photos[0] ?? null, why: notes[0]?.text.split('\n')[1] ?? null };
};

describe('readPhotos', () => {
  it('shows JPEG and PNG, and what lies in them where it lay', async () => {
    for (const bytes of [jpegOf(64, 32), pngOf(64, 32)]) {
      const { photo } = await one(bytes);
      expect(photo).to.include({ path: 'x.jpg', width: 64, height: 32 });
      expect(cornersOf(photo?.address ?? '')).to.equal('rgbw');
    }
  });

  it('makes a photo at most 1000 points long, and none larger than it was', async () => {
    expect((await one(jpegOf(1600, 800))).photo).to.include({ width: 1000, height: 500 });
    expect((await one(pngOf(300, 1200))).photo).to.include({ width: 250, height: 1000 });
    expect((await one(pngOf(3000, 2))).photo).to.include({ width: 1000, height: 1 });
    expect((await one(jpegOf(1000, 10))).photo).to.include({ width: 1000, height: 10 });
  });

  /** By EXIF's own pictures: what must be done to set it upright. */
  const TURNS: readonly (readonly [number, string])[] = [
    [1, 'rgbw'],
    [2, 'grwb'],
    [3, 'wbgr'],
    [4, 'bwrg'],
    [5, 'rbgw'],
    [6, 'brwg'],
    [7, 'wgbr'],
    [8, 'gwrb'],
    [0, 'rgbw'],
    [9, 'rgbw'],
  ];
  for (const [orientation, corners] of TURNS) {
    it(`sets upright what was held as EXIF's ${orientation}`, async () => {
      for (const order of ['II', 'MM'] as const) {
        const { photo } = await one(turned(jpegOf(64, 32), orientation, order));
        expect(cornersOf(photo?.address ?? '')).to.equal(corners);
        expect(photo).to.include(
          orientation >= 5 && orientation <= 8 ? { width: 32, height: 64 } : { width: 64, height: 32 },
        );
      }
    });
  }

  it('takes nothing along but the picture', async () => {
    const { photo } = await one(turned(jpegOf(64, 32), 6));
    const bytes = Buffer.from(photo?.address.split(',')[1] ?? '', 'base64').toString('latin1');
    expect(bytes).not.to.match(/Exif|GPS/);
  });

  it('lays what is transparent on white', async () => {
    const data = quarters(64, 32);
    for (let at = 3; at < data.length; at += 4) data[at] = 0;
    expect(cornersOf((await one(pngOf(64, 32, data))).photo?.address ?? '')).to.equal('wwww');
  });

  const box = (brand: string) => Buffer.from(`\0\0\0\x18ftyp${brand}\0\0\0\0`, 'latin1');
  const jpeg = jpegOf(64, 32);
  const claims = (width: number, height: number): Buffer => {
    const bytes = Buffer.from(jpeg);
    const at = bytes.indexOf(Buffer.from([0xff, 0xc0]));
    bytes.writeUInt16BE(height, at + 5);
    bytes.writeUInt16BE(width, at + 7);
    return bytes;
  };
  const REFUSED: readonly (readonly [string, Buffer, RegExp])[] = [
    ['nothing', Buffer.alloc(0), /it is empty/],
    ['HEIC', box('heic'), /not HEIC/],
    ['TIFF', Buffer.from('II*\0\x08\0\0\0'), /not TIFF/],
    ['WebP', Buffer.from('RIFF\0\0\0\0WEBP'), /not WebP/],
    ['a text', Buffer.from('dear Anna'), /no JPEG or PNG/],
    ['a JPEG without a picture', Buffer.from([0xff, 0xd8, 0xff, 0xd9]), /broken/],
    ['a JPEG cut in the middle', jpeg.subarray(0, jpeg.length >> 1), /broken/],
    ['a JPEG of 4,000 megapixels', claims(65_000, 65_000), /4225 megapixels/],
    ['a PNG of 2,000,000 megapixels', pngWith({ width: 2 ** 31 - 1, height: 1000 }, Buffer.alloc(9)), /megapixels/],
    ['a PNG that ends early', pngWith({ width: 64, height: 32 }, Buffer.alloc(9)), /broken/],
    ['a PNG of no size', pngWith({ width: 0, height: 32 }, Buffer.alloc(9)), /broken/],
    ['a PNG of an unknown kind', pngWith({ width: 4, height: 4, colour: 5 }, Buffer.alloc(99)), /broken/],
    [
      'an interlaced PNG that unpacks to too much',
      pngWith({ width: 9, height: 9, interlace: 1 }, Buffer.alloc(5_000_000)),
      /broken/,
    ],
    [
      '40 megapixels of 16 bits',
      pngWith({ width: 8000, height: 5000, depth: 16, colour: 6 }, Buffer.alloc(9)),
      /memory or time/,
    ],
  ];
  for (const [what, bytes, why] of REFUSED) {
    it(`lists ${what} and says why it is not shown`, async () => {
      const made = await one(bytes);
      expect(made.photo).to.equal(null);
      expect(made.why).to.match(why);
    });
  }

  it('refuses a JPEG of very many passes', async () => {
    const scan = jpeg.indexOf(Buffer.from([0xff, 0xda]));
    const head = jpeg.subarray(scan, scan + 2 + jpeg.readUInt16BE(scan + 2));
    const large = claims(6000, 6000);
    const many = Buffer.concat([
      large.subarray(0, scan),
      ...Array.from({ length: 500 }, () => head),
      large.subarray(scan),
    ]);
    expect((await one(many)).why).to.match(/memory or time/);
  });

  it('lists what cannot be read', async () => {
    const fs = memoryFileSystem();
    fs.put('/p/a.jpg', jpeg);
    const source = (name: string) => ({ file: `/p/${name}`, path: name, bytes: 1 });
    const port = withTrouble(fs, { failing: { '/p/a.jpg': 'EACCES' } });
    const { notes } = await readPhotos({ fs: port, signal: undefined, progress: NO_PROGRESS }, [
      source('a.jpg'),
      source('b.jpg'),
    ]);
    expect(notes[0]?.text).to.equal(
      '2 photos are listed and not shown here:\na.jpg: it cannot be read (EACCES)\nb.jpg: it cannot be read (ENOENT)',
    );
  });

  it('shows at most twelve, and no more than the page has room for', async () => {
    const noise = Buffer.alloc(1000 * 750 * 4);
    for (let at = 0; at < noise.length; at++) noise[at] = (at * 7919 + (at >> 5) * 104_729) & 255;
    const large = jpegOf(1000, 750, noise);
    const { photos, notes } = await read(Object.fromEntries(Array.from({ length: 14 }, (_, n) => [`${n}.jpg`, large])));
    expect(photos.length).to.be.at.most(PHOTO_LIMITS.photos).and.at.least(6);
    expect(photos.reduce((sum, { address }) => sum + address.length, 0)).to.be.at.most(PHOTO_LIMITS.page);
    expect(notes[0]?.text).to.include('the page has no room for more');
  });

  it('gives the same for the same', async () => {
    expect(await read({ 'a.jpg': jpeg, 'b.png': pngOf(64, 32) })).to.deep.equal(
      await read({ 'a.jpg': jpeg, 'b.png': pngOf(64, 32) }),
    );
  });

  it('ends soon, and never fails, whatever is in the file', async () => {
    const pictures = [jpeg, turned(jpeg, 6), pngOf(64, 32)];
    const changes = fc.array(fc.tuple(fc.nat(4000), fc.nat(255)), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...pictures), changes, fc.nat(4000), async (picture, edits, end) => {
        const bytes = Buffer.from(picture.subarray(0, end < 2000 ? picture.length : end));
        for (const [at, value] of edits) if (bytes.length > 0) bytes[at % bytes.length] = value;
        const started = performance.now();
        const { photos, notes } = await read({ 'x.jpg': bytes });
        expect(photos.length + notes.length).to.equal(1);
        expect(performance.now() - started).to.be.below(20_000);
      }),
      { numRuns: 300 },
    );
  }).timeout(240_000);
});

describe('pictureHead and orientationOf', () => {
  it('never fail, whatever they are given', () => {
    const start = fc.constantFrom(
      'ffd8',
      'ffd8ffc0',
      'ffd8ffc4',
      '89504e470d0a1a0a0000000d49484452',
      '49492a0008000000',
      '4d4d002a00000008',
    );
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 80 }), (hex, rest) => {
        const bytes = Buffer.concat([Buffer.from(hex, 'hex'), rest]);
        pictureHead(bytes);
        expect(orientationOf(bytes)).to.be.within(1, 8);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('decodePng', () => {
  const KINDS: readonly (readonly [number, number])[] = [
    ...[1, 2, 4, 8, 16].map((depth) => [0, depth] as const),
    ...[8, 16].flatMap((depth) => [2, 4, 6].map((colour) => [colour, depth] as const)),
    ...[1, 2, 4, 8].map((depth) => [3, depth] as const),
  ];
  const channels: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

  it('reads every kind as another reader does', () => {
    const size = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        size,
        size,
        fc.boolean(),
        fc.nat(),
        fc.boolean(),
        (kind, width, height, interlaced, seed, keyed) => {
          const [colour, depth] = kind;
          const lengths = (interlaced ? ADAM7 : [[0, 0, 1, 1] as const]).flatMap(([x, y, dx, dy]) => {
            const [w, h] = [Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)];
            return w > 0 && h > 0 ? [[Math.ceil((w * depth * (channels[colour] as number)) / 8), h] as const] : [];
          });
          let next = seed;
          const random = () => {
            next = (Math.imul(next, 1_103_515_245) + 12_345) >>> 0;
            return (next >> 16) & 255;
          };
          const rows = lengths.flatMap(([bytes, h]) =>
            Array.from({ length: h }, () => Buffer.from([random() % 5, ...Array.from({ length: bytes }, random)])),
          );
          const more = [
            ...(colour === 3 ? [['PLTE', Buffer.from(Array.from({ length: 768 }, random))] as const] : []),
            ...(keyed && colour === 3 ? [['tRNS', Buffer.from(Array.from({ length: 256 }, random))] as const] : []),
          ];
          const bytes = pngWith(
            { width, height, depth, colour, interlace: interlaced ? 1 : 0 },
            Buffer.concat(rows),
            more,
          );
          const head = pictureHead(bytes);
          if ('why' in head) throw new Error(head.why);
          const [ours, theirs] = [decodePng(bytes, head).data, PNG.sync.read(bytes).data];
          expect(ours.length).to.equal(theirs.length);
          // Of 16 bits they keep the nearest eight in their own way.
          for (let at = 0; at < ours.length; at++)
            expect(Math.abs((ours[at] as number) - (theirs[at] as number))).to.be.at.most(1);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('takes the colour that stands for transparent', () => {
    const content = Buffer.from([0, 1, 2, 3, 9, 9, 9]);
    const bytes = pngWith({ width: 2, height: 1 }, content, [['tRNS', Buffer.from([0, 1, 0, 2, 0, 3])]]);
    const head = pictureHead(bytes);
    if ('why' in head) throw new Error(head.why);
    expect([...decodePng(bytes, head).data]).to.deep.equal([1, 2, 3, 0, 9, 9, 9, 255]);
  });

  it('never gives what is not in the file', () => {
    const bytes = pngWith({ width: 64, height: 32 }, Buffer.alloc(9));
    const head = pictureHead(bytes);
    if ('why' in head) throw new Error(head.why);
    for (let n = 0; n < 300; n++) expect(() => decodePng(bytes, head)).to.throw('ends early');
  });
});

describe('scaledDown', () => {
  it('gives the mean of what each point covers', () => {
    const data = Uint8Array.from([0, 0, 0, 255, 100, 100, 100, 255, 200, 200, 200, 255, 100, 100, 100, 255]);
    expect([...scaledDown({ width: 2, height: 2, data }, 1).data]).to.deep.equal([100, 100, 100, 255]);
    expect([...scaledDown({ width: 4, height: 1, data }, 2).data]).to.deep.equal([50, 50, 50, 255, 150, 150, 150, 255]);
  });
});

describe('photoSources', () => {
  it('has the photos of the project, and before them those that the user named', () => {
    const document = (path: string, packedAs: string) => ({ path, name: packedAs, packedAs, stat: stat(5) });
    const sources = photoSources(glassHarbour(), [
      document('/mnt/desk.png', 'desk.png'),
      document('/mnt/letter.pdf', 'letter.pdf'),
      document(`${ROOT}/IMG/rack.jpg`, 'rack.jpg'),
    ]);
    expect(sources.map(({ path }) => path)).to.deep.equal(['Notes/desk.png', 'IMG/rack.jpg', 'Photos/outboard.jpg']);
    const both = project([locatedSession(parsed(), [])], [entry('desk.jpg')]);
    expect(photoSources(both, [document(`${ROOT}/desk.jpg`, 'desk.jpg')])).to.deep.equal([
      { file: `${ROOT}/desk.jpg`, path: 'desk.jpg', bytes: 5 },
    ]);
  });
});
