/**
 * RFC 8493 and its drafts from 0.93: is the bag complete (everything listed is there, nothing unlisted), and is it valid
 * (the checksums hold as well)? Pure but for the files it is given; packaging.md section 1 has the rules.
 */
import { collisionKey } from '../names/collision.js';
import { unsafePath } from './names.js';
import {
  decodeListedPath,
  decodeTagText,
  type Label,
  parseFetch,
  parseLabels,
  parseManifest,
  valuesOf,
} from './tag-text.js';

/** The files of a bag, wherever they are. Paths are relative to the bag, with '/'. */
export interface BagFiles {
  readonly files: readonly { readonly path: string; readonly size: number }[];
  read(path: string, maxBytes: number): Buffer;
  /** Lower-case hex by algorithm; null where a file cannot be read. */
  hash(
    requests: readonly { readonly path: string; readonly algorithms: readonly string[] }[],
  ): Promise<readonly (Readonly<Record<string, string>> | null)[]>;
}

export interface BagProblem {
  readonly code: string;
  readonly member: string | null;
  readonly message: string;
}

export interface BagAnswer {
  readonly version: string | null;
  readonly info: readonly Label[];
  readonly complete: boolean;
  /** Null where nothing was hashed. */
  readonly valid: boolean | null;
  readonly problems: readonly BagProblem[];
  readonly warnings: readonly BagProblem[];
}

type Say = (code: string, member: string | null, message: string) => void;

interface Manifest {
  readonly name: string;
  readonly algorithm: string;
  readonly forTags: boolean;
  readonly hashes: ReadonlyMap<string, string>;
}

interface Bag {
  readonly source: BagFiles;
  readonly sizes: ReadonlyMap<string, number>;
  readonly version: string;
  readonly encoding: string;
  /** Before 1.0. */
  readonly draft: boolean;
  readonly problem: Say;
  readonly warning: Say;
}

const VERSIONS = ['0.93', '0.94', '0.95', '0.96', '0.97', '1.0'];
/** Hex digits by algorithm. */
const ALGORITHMS: Readonly<Record<string, number>> = {
  md5: 32,
  sha1: 40,
  sha224: 56,
  sha256: 64,
  sha384: 96,
  sha512: 128,
};
const MAX_TAG_BYTES = 256 * 1024 * 1024;
const MAX_BAGIT_BYTES = 4096;

export async function checkBag(source: BagFiles, level: 'full' | 'quick'): Promise<BagAnswer> {
  const problems: BagProblem[] = [];
  const warnings: BagProblem[] = [];
  const problem: Say = (code, member, message) => problems.push({ code, member, message });
  const warning: Say = (code, member, message) => warnings.push({ code, member, message });
  const sizes = new Map(source.files.map(({ path, size }) => [path, size]));
  const head = readDeclaration(source, sizes, problem);
  if (head === null) return { version: null, info: [], complete: false, valid: false, problems, warnings };
  const bag: Bag = { source, sizes, ...head, draft: head.version !== '1.0', problem, warning };
  const manifests = readManifests(bag);
  checkListed(bag, manifests);
  checkFetch(bag, manifests);
  const info = readInfo(bag);
  const complete = problems.length === 0;
  if (level === 'full') await checkHashes(bag, manifests);
  const valid = level === 'full' ? problems.length === 0 : null;
  return { version: bag.version, info, complete, valid, problems, warnings };
}

/** bagit.txt: always UTF-8, without a byte order mark. 1.0 allows no blank before the colon. */
function readDeclaration(
  source: BagFiles,
  sizes: ReadonlyMap<string, number>,
  problem: Say,
): { readonly version: string; readonly encoding: string } | null {
  const bad = (what: string) => {
    problem('bag-declaration', 'bagit.txt', `bagit.txt ${what}.`);
    return null;
  };
  const size = sizes.get('bagit.txt');
  if (size === undefined) return bad('is missing');
  if (size > MAX_BAGIT_BYTES) return bad('is far too long');
  const text = source.read('bagit.txt', MAX_BAGIT_BYTES).toString('utf8');
  const match =
    /^BagIt-Version([ \t]*): ?[ \t]*(\d+\.\d+)[ \t]*\r?\nTag-File-Character-Encoding([ \t]*):[ \t]*(\S+)\s*$/.exec(
      text,
    );
  const [, blank, version, blankToo, encoding] = match ?? [];
  if (version === undefined || encoding === undefined) {
    return bad('does not give the version and the encoding in its two lines');
  }
  if (!VERSIONS.includes(version)) return bad(`names BagIt ${version}, which is not known`);
  if (version === '1.0' && (blank !== '' || blankToo !== '')) return bad('has a blank before a colon');
  return { version, encoding };
}

function readManifests(bag: Bag): Manifest[] {
  const manifests: Manifest[] = [];
  for (const name of bag.sizes.keys()) {
    const match = /^(tag)?manifest-([a-z0-9]+)\.txt$/.exec(name);
    if (!match) continue;
    const [, tag, algorithm = ''] = match;
    if (ALGORITHMS[algorithm] === undefined) {
      bag.warning('bag-algorithm', name, `${name} uses a checksum that is not known here; it was not used.`);
      continue;
    }
    manifests.push({
      name,
      algorithm,
      forTags: tag !== undefined,
      hashes: readHashes(bag, name, algorithm, tag === undefined),
    });
  }
  if (!manifests.some((manifest) => !manifest.forTags)) {
    bag.problem('bag-manifest', null, 'The bag has no list of its files (manifest) that could be checked.');
  }
  return manifests;
}

function readText(bag: Bag, name: string): string | null {
  const text = decodeTagText(bag.source.read(name, MAX_TAG_BYTES), bag.encoding);
  if (text === null) bag.problem('bag-encoding', name, `${name} is not ${bag.encoding} text, as bagit.txt promises.`);
  return text;
}

function readHashes(bag: Bag, name: string, algorithm: string, payload: boolean): ReadonlyMap<string, string> {
  const hashes = new Map<string, string>();
  const spellings = new Map<string, string>();
  const text = readText(bag, name);
  const lines = text === null ? [] : parseManifest(text);
  if (lines === null) bag.problem('bag-manifest', name, `${name} has a line that is no checksum with a path.`);
  for (const line of lines ?? []) {
    const path = decodeListedPath(line.path, bag.draft);
    if (line.starred) bag.warning('bag-manifest', path, `${name} marks "${path}" with an asterisk, as md5sum does.`);
    if (line.dotted) bag.warning('bag-manifest', path, `${name} writes "./" before "${path}".`);
    if (line.hash.length !== ALGORITHMS[algorithm]) {
      bag.problem('bag-manifest', path, `${name} has no whole ${algorithm} checksum for "${path}".`);
    }
    if (!isInside(bag, name, path, payload)) continue;
    noteSpelling(bag, name, path, spellings);
    const earlier = hashes.get(path);
    if (earlier !== undefined) {
      const say = bag.draft && earlier === line.hash ? bag.warning : bag.problem;
      say('bag-listed-twice', path, `${name} lists "${path}" twice.`);
    }
    hashes.set(path, line.hash);
  }
  return hashes;
}

/** Paths are judged by their text, the same on every platform. */
function isInside(bag: Bag, name: string, path: string, payload: boolean): boolean {
  const unsafe = unsafePath(path) ?? (payload && !path.startsWith('data/') ? 'lies outside of data/' : null);
  if (unsafe !== null) bag.problem('bag-path', null, `${name} lists ${JSON.stringify(path)}, which ${unsafe}.`);
  return unsafe === null;
}

const SYSTEM_FILES = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini)$/i;

function noteSpelling(bag: Bag, name: string, path: string, spellings: Map<string, string>): void {
  if (SYSTEM_FILES.test(path)) {
    bag.warning('bag-system-file', path, `${name} lists "${path}", which systems remove and make again as they like.`);
  }
  const key = collisionKey(path);
  const twin = spellings.get(key);
  if (twin !== undefined && twin !== path) {
    bag.warning('bag-twin', path, `${name} lists "${path}" and "${twin}", which are one file on some systems.`);
  }
  spellings.set(key, path);
}

/** Everything listed is there; every payload file is listed: in every manifest since 1.0, in any before. */
function checkListed(bag: Bag, manifests: readonly Manifest[]): void {
  const missing = new Set<string>();
  for (const { name, hashes } of manifests) {
    for (const path of hashes.keys()) {
      if (bag.sizes.has(path) || missing.has(path)) continue;
      missing.add(path);
      bag.problem('bag-missing', path, `"${path}" is missing; ${name} lists it.`);
    }
  }
  const lists = manifests.filter((manifest) => !manifest.forTags);
  for (const path of bag.sizes.keys()) {
    if (!path.startsWith('data/')) continue;
    const listing = lists.filter((manifest) => manifest.hashes.has(path)).length;
    if (listing === 0 || (!bag.draft && listing < lists.length)) {
      bag.problem('bag-unlisted', path, `"${path}" is not listed in ${listing === 0 ? 'any' : 'every'} manifest.`);
    }
  }
}

/** Nothing is ever fetched: a file that is only promised is missing. */
function checkFetch(bag: Bag, manifests: readonly Manifest[]): void {
  if (!bag.sizes.has('fetch.txt')) return;
  bag.warning(
    'bag-fetch',
    'fetch.txt',
    'The bag names files to be fetched from elsewhere (fetch.txt). Nothing is fetched.',
  );
  const text = readText(bag, 'fetch.txt');
  const paths = text === null ? [] : parseFetch(text);
  if (paths === null) {
    bag.problem('bag-fetch', 'fetch.txt', 'fetch.txt has a line that is no address, length and path.');
  }
  for (const listed of paths ?? []) {
    const path = decodeListedPath(listed, bag.draft);
    if (!isInside(bag, 'fetch.txt', path, true)) continue;
    if (!manifests.some((manifest) => manifest.hashes.has(path))) {
      bag.problem('bag-fetch', path, `fetch.txt names "${path}", which no manifest lists.`);
    }
  }
}

function readInfo(bag: Bag): readonly Label[] {
  // Drafts before 0.96 called it package-info.txt.
  const name = ['bag-info.txt', 'package-info.txt'].find((candidate) => bag.sizes.has(candidate));
  if (name === undefined) return [];
  const text = readText(bag, name);
  const labels = text === null ? [] : parseLabels(text);
  if (labels === null) {
    bag.problem('bag-info', name, `${name} has a line that is no "Label: value".`);
    return [];
  }
  const oxum = valuesOf(labels, 'Payload-Oxum');
  if (oxum.length > 1) bag.problem('bag-oxum', name, `${name} gives the payload's size (Payload-Oxum) more than once.`);
  const payload = [...bag.sizes].filter(([path]) => path.startsWith('data/'));
  const truth = `${payload.reduce((sum, [, size]) => sum + size, 0)}.${payload.length}`;
  if (oxum[0] !== undefined && oxum[0] !== truth) {
    bag.problem('bag-oxum', name, `${name} promises a payload of ${oxum[0]} (bytes.files); there are ${truth}.`);
  }
  return labels;
}

async function checkHashes(bag: Bag, manifests: readonly Manifest[]): Promise<void> {
  const wanted = new Map<string, Map<string, string>>();
  for (const { algorithm, hashes } of manifests) {
    for (const [path, hash] of hashes) {
      if (!bag.sizes.has(path)) continue;
      const expected = wanted.get(path) ?? new Map<string, string>();
      wanted.set(path, expected.set(algorithm, hash));
    }
  }
  const requests = [...wanted].map(([path, expected]) => ({ path, algorithms: [...expected.keys()] }));
  const answers = await bag.source.hash(requests);
  requests.forEach(({ path }, index) => {
    const answer = answers[index];
    for (const [algorithm, hash] of wanted.get(path) ?? []) {
      if (answer?.[algorithm] === hash) continue;
      const what = answer ? 'is not the file that was packed: its checksum differs' : 'cannot be read';
      bag.problem('bag-checksum', path, `"${path}" ${what}.`);
      break;
    }
  });
}
