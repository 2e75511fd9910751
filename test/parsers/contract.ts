/** What every reader promises (design, section 5), checked over every session that is given to it. */
import { expect } from 'chai';
import { TapeboxError } from '../../lib/model/errors.js';
import type { SessionParser, Splice } from '../../lib/model/parser.js';
import type { ClipNotes, ParsedSession, Reference } from '../../lib/model/session.js';
import { splice } from '../../lib/model/splice.js';
import { READ_LIMITS } from '../../lib/read/read.js';
import { NOTE_LIMITS } from '../../parsers/shared/midi-notes.js';
import { memorySource } from './memory-source.js';

export interface SampleSession {
  readonly name: string;
  readonly bytes: Buffer;
  /** A broken one may be refused. */
  readonly mayRefuse?: boolean;
  /** At least so many damaged copies are read. */
  readonly mutants?: number;
  /** What lies around it, by path relative to its folder, and the name of that folder. */
  readonly files?: Readonly<Record<string, Uint8Array>>;
  readonly folder?: string;
}

/** Bytes that reading a damaged session may take beyond what the process had. */
const MAX_GROWTH = 512 * 1024 * 1024;
const MUTANTS = Number(process.env['TAPEBOX_MUTANTS'] ?? 0);
/** Big files take longer each, so they get fewer mutants: the sum stays a few seconds. */
const mutantsFor = (size: number, least: number): number =>
  MUTANTS || Math.max(4, least, Math.min(60, Math.floor(3_000_000 / (size + 1))));

export function itKeepsTheContract(parser: SessionParser, sample: SampleSession): void {
  const { name, bytes } = sample;
  const readBytes = (content: Uint8Array, midiNotes = false) =>
    parser.read(memorySource(content, name, sample.files, sample.folder), { ...READ_LIMITS, midiNotes });

  describe(`${parser.name}: ${name}`, () => {
    let session: ParsedSession | null = null;

    before(async () => {
      session = await readOrRefuse(() => readBytes(bytes));
      if (!sample.mayRefuse) expect(session, 'is read').not.to.equal(null);
    });

    it('says the same of the same bytes', async () => {
      expect(await readOrRefuse(() => readBytes(bytes))).to.deep.equal(session);
    });

    it('says the same with the notes of its clips, and nothing else than that more', async () => {
      const told = await readOrRefuse(() => readBytes(bytes, true));
      expect(await readOrRefuse(() => readBytes(bytes, true))).to.deep.equal(told);
      expect(told && withoutNotes(told)).to.deep.equal(session);
      if (told) expectSound(told);
    });

    it('points only at media and tracks that are there', () => {
      if (session) expectSound(session);
    });

    it('ends in a session or a refusal, however it is damaged', async () => {
      const memory = process.memoryUsage().rss;
      for (const mutant of mutantsOf(bytes, mutantsFor(bytes.length, sample.mutants ?? 0))) {
        // With the notes, so that all is read that can be.
        const damaged = await readOrRefuse(() => readBytes(mutant, true));
        if (damaged) expectSound(damaged);
        expect(process.memoryUsage().rss - memory, 'memory').to.be.below(MAX_GROWTH);
      }
    });

    if (parser.relink !== 'bytes' || !parser.edits) return;
    const edits = parser.edits.bind(parser);

    it('changes nothing without changes', () => {
      if (session) expect(edits(memorySource(bytes, name), session, [])).to.deep.equal([]);
    });

    it('makes the session find the new places first, and changes nothing else', async () => {
      if (!session) return;
      const document = await readOrRefuse(() => documentOf(bytes, name));
      // What cannot be unpacked to its end cannot be written either.
      if (document === null && sample.mayRefuse) return;
      if (document === null) throw new Error('a sound session comes out of its container');
      const changes = session.media.filter(isWritable).map((reference, at) => ({
        reference,
        target: `${parser.layout.mediaFolder(session as ParsedSession, reference)}/Moved ${at} & ${reference.name}`,
      }));
      const splices = edits(memorySource(bytes, name), session, changes);
      const after = splice(document, splices);
      const again = await readBytes(after);
      const context = { session: again, baseFolder: BASE, projectRoot: BASE, named: () => [] };
      const firsts = again.media.map((reference) => parser.resolve(reference, context)[0]?.path);
      expect(firsts).to.include.members(changes.map(({ target }) => `${BASE}/${target}`));
      expect(withoutPlaces(again)).to.deep.equal(withoutPlaces(session));
      expect(undone(after, splices, document).equals(document), 'outside of the splices').to.equal(true);
    });
  });
}

const BASE = '/project';

/** A name that is a path can be written, but what is compared then are other names. */
const isWritable = ({ sites, place, name }: Reference): boolean =>
  sites.length > 0 && place === 'file' && name !== '' && !/[/\\]/.test(name);

async function documentOf(bytes: Buffer, name: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of memorySource(bytes, name).pieces(READ_LIMITS.maxStreamedBytes))
    pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

/** What the splices put in taken out again, and what they took out put back: the document, where nothing else was changed. */
function undone(after: Buffer, splices: readonly Splice[], document: Buffer): Buffer {
  let shift = 0;
  const back = splices.map(({ start, end, bytes }) => {
    const from = start + shift;
    shift += bytes.length - (end - start);
    return { start: from, end: from + bytes.length, bytes: document.subarray(start, end) };
  });
  return splice(after, back);
}

/** Null for a refusal; anything else that is thrown is a fault. */
async function readOrRefuse<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof TapeboxError && error.exitCode === 4) return null;
    throw error;
  }
}

function expectSound({ tracks, media }: ParsedSession): void {
  const inRange = (index: number | null, length: number) => index === null || (index >= 0 && index < length);
  for (const track of tracks) {
    expect(inRange(track.parent, tracks.length), 'parent').to.equal(true);
    for (const clip of track.clips) {
      expect(inRange(clip.media, media.length), 'media of a clip').to.equal(true);
      if (clip.midi) expectSoundNotes(clip.midi);
    }
  }
  for (const { usedBy } of media)
    for (const use of usedBy) expect(inRange(use.track, tracks.length), 'use').to.equal(true);
  expect(new Set(media.map(({ stored, alternates }) => [stored, ...alternates].join('\n'))).size).to.equal(
    media.length,
  );
}

function expectSoundNotes({ count, notes }: ClipNotes): void {
  expect(notes.length, 'notes').to.be.at.most(Math.min(count, NOTE_LIMITS.perClip));
  notes.forEach(({ at, length, key }, place) => {
    const isSound = at >= (notes[place - 1]?.at ?? 0) && length >= 0 && Number.isInteger(key) && key >= 0 && key <= 127;
    expect(isSound && Number.isFinite(at + length), `note ${place}: ${at} ${length} ${key}`).to.equal(true);
  });
}

/** As it is without `midiNotes`. */
const withoutNotes = (session: ParsedSession): ParsedSession => ({
  ...session,
  tracks: session.tracks.map((track) => ({ ...track, clips: track.clips.map(({ midi: _, ...clip }) => clip) })),
});

/** The model without what depends on places and lengths in the document. */
function withoutPlaces(session: ParsedSession): unknown {
  return {
    ...withoutFileNames(session),
    // A session may forget where it searched: everything lies in its own folder now.
    searchFolders: [],
    tracks: withoutFileNames(session).tracks.map((track) => ({
      ...track,
      // The state of a sampler holds the path, so its length follows.
      plugins: track.plugins.map(({ state, ...plugin }) => ({ ...plugin, readable: state.readable })),
    })),
    media: session.media.map(({ kind, needed, place, evidence, neededNs, usedBy, sites }) => ({
      kind,
      needed,
      place,
      evidence,
      neededNs,
      usedBy,
      sites: sites.length,
    })),
  };
}

/** A device may be called as its file is (Max for Live), and so may what is said of it. */
function withoutFileNames(session: ParsedSession): ParsedSession {
  const stems = session.media.filter(({ kind }) => kind === 'other').map(({ name }) => name.replace(/\.[^.]*$/, ''));
  const cleared = (value: unknown): unknown => {
    if (typeof value === 'string') return stems.reduce((text, stem) => text.replaceAll(stem || value, '*'), value);
    if (Array.isArray(value)) return value.map(cleared);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cleared(one)]));
  };
  const { tracks, notes, findings } = session;
  return {
    ...session,
    ...(cleared({ tracks, notes, findings }) as Pick<ParsedSession, 'tracks' | 'notes' | 'findings'>),
  };
}

/** Cuts, turned bits, lost and doubled pieces: the same ones in every run. */
function* mutantsOf(bytes: Buffer, count: number): Generator<Buffer> {
  const next = randomNumbers(bytes.length + 1);
  for (let at = 0; at < count; at += 1) {
    const place = next(bytes.length + 1);
    if (at % 4 === 0) yield bytes.subarray(0, place);
    else if (at % 4 === 1) yield Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + next(200))]);
    else if (at % 4 === 2)
      yield Buffer.concat([bytes.subarray(0, place), bytes.subarray(Math.max(place - next(200), 0))]);
    else {
      const flipped = Buffer.from(bytes);
      for (let turn = next(8); turn >= 0 && bytes.length > 0; turn -= 1) {
        const byte = next(bytes.length);
        flipped[byte] = (flipped[byte] as number) ^ (1 << next(8));
      }
      yield flipped;
    }
  }
}

/** A seeded generator (mulberry32): integers in [0, below). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}
