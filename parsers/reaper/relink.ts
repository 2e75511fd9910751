/** Makes a session name other files, in place, by bytes (reaper.md, section 5). */
import { sessionError, type TapeboxError } from '../../lib/model/errors.js';
import type { Change, SessionSource, Splice } from '../../lib/model/parser.js';
import { isUndecodable, showPath } from '../../lib/model/path-bytes.js';
import type { ParsedSession, Reference } from '../../lib/model/session.js';
import { canEncode, encodeText, type TextEncoding } from '../shared/text-encoding.js';
import { replaceSamples } from './samplomatic.js';
import { parseVstState, splitBase64, writeVstState } from './vst-state.js';

/** Where a path stands. The spans are those of the document that was read. */
export type Site = TextSite | SampleSite;

/** A value on a line: the span between its quotes. */
export interface TextSite {
  readonly in: 'text';
  readonly start: number;
  readonly end: number;
  /** The quote character, 0 for none; `closed`: the closing one is there too. */
  readonly quote: number;
  readonly closed: boolean;
  readonly encoding: TextEncoding;
}

/** One sample of a ReaSamplOmatic5000: the span of its base64 lines, and which sample. */
export interface SampleSite {
  readonly in: 'samplomatic';
  readonly start: number;
  readonly end: number;
  readonly place: number;
  readonly several: boolean;
}

export function edits(source: SessionSource, session: ParsedSession, changes: readonly Change[]): readonly Splice[] {
  const splices: Splice[] = [];
  const samples = new Map<number, { readonly site: SampleSite; readonly paths: Map<number, string> }>();
  for (const { reference, target } of changes) {
    const path = session.platform === 'windows' ? target.replaceAll('/', '\\') : target;
    for (const site of reference.sites as readonly Site[]) {
      if (site.in === 'text') {
        splices.push(editText(site, path));
      } else {
        refuse(path, site.several ? /[\0\r\n|]/ : /\0/);
        const group = samples.get(site.start) ?? { site, paths: new Map<number, string>() };
        samples.set(site.start, group);
        group.paths.set(site.place, path);
      }
    }
  }
  for (const { site, paths } of samples.values()) splices.push(editSamples(source, site, paths));
  return splices.sort((a, b) => a.start - b.start);
}

/** A session of the days of code pages holds no name from outside of its own (reaper.md, section 5). */
export const canStore = (path: string, reference: Reference): boolean =>
  (reference.sites as readonly Site[]).every((site) => site.in !== 'text' || canEncode(path, site.encoding));

/** Between the quotes where they may stay; there is no escape character, so a path with the quote in it needs another one. */
function editText(site: TextSite, path: string): Splice {
  refuse(path, /[\0\r\n]/);
  if (site.encoding === 'utf-8' && isUndecodable(path)) throw unstorable(path);
  const quote = ['"', "'", '`'].find((mark) => !path.includes(mark));
  if (quote === undefined) throw unstorable(path);
  if (site.closed && quote.charCodeAt(0) === site.quote) {
    return { start: site.start, end: site.end, bytes: encodeText(path, site.encoding) };
  }
  return {
    start: site.quote === 0 ? site.start : site.start - 1,
    end: site.closed ? site.end + 1 : site.end,
    bytes: encodeText(`${quote}${path}${quote}`, site.encoding),
  };
}

function editSamples(source: SessionSource, { start, end }: SampleSite, paths: ReadonlyMap<number, string>): Splice {
  const text = source.bytes(start, end);
  const lines = splitBase64(text, start);
  const parsed = parseVstState(lines);
  if (parsed === null) throw sessionError('session-changed', `${source.name} is not the session that was read`);
  return {
    start,
    end,
    bytes: writeVstState(lines, parsed, replaceSamples(parsed.state, paths), separatorOf(source, lines.end, text)),
  };
}

/** Line end and indentation between two lines, as the block has them. */
function separatorOf(source: SessionSource, end: number, text: Uint8Array): string {
  const between = /\r?\n[ \t]*/.exec(Buffer.from(text).toString('latin1'));
  if (between) return between[0];
  return Buffer.from(source.bytes(end, end + 1)).toString('latin1') === '\r' ? '\r\n' : '\n';
}

function refuse(path: string, forbidden: RegExp): void {
  if (forbidden.test(path)) throw unstorable(path);
}

const unstorable = (path: string): TapeboxError =>
  sessionError('unstorable-path', `REAPER cannot store the path ${showPath(path)}`, 'Rename the file and try again.');
