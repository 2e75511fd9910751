/** From the bytes of a set to the session model, in one pass that holds nothing of the document. */
import { sessionError, TapeboxError } from '../../lib/model/errors.js';
import { type Finding, finding } from '../../lib/model/finding.js';
import type { ReadOptions, SessionSource } from '../../lib/model/parser.js';
import type { ParsedSession, Platform } from '../../lib/model/session.js';
import { noteCollector } from '../shared/midi-notes.js';
import { XML_LIMITS } from '../shared/xml-events.js';
import { XmlError } from '../shared/xml-fault.js';
import { scanXml } from '../shared/xml-scanner.js';
import { newSet, type SetDraft } from './drafts.js';
import { modelOf } from './model.js';
import { handlerOf } from './places.js';
import { setFolderOf } from './project-folder.js';
import { documentPlace, NoSet } from './set.js';

const BACKUP = 'Look for a whole copy: the Backup folder of the project has the last ten.';

/** The longest values are info texts; a longer one would be looked through again with every piece. */
const LIMITS = { ...XML_LIMITS, maxToken: 4 * 1024 * 1024 };

export async function read(source: SessionSource, options: ReadOptions): Promise<ParsedSession> {
  const set = newSet(setFolderOf(source), options.midiNotes === true ? noteCollector() : null);
  let platform: Platform | null = null;
  const damage: Finding[] = [];
  try {
    const pieces = source.pieces(options.maxStreamedBytes);
    await scanXml(
      firstSeen(pieces, (piece) => (platform = platformOf(piece))),
      handlerOf(documentPlace(set)),
      LIMITS,
    );
  } catch (error) {
    damage.push(damageOf(error, source.name, set));
  }
  return modelOf(set, platform, damage);
}

async function* firstSeen(
  pieces: AsyncIterable<Uint8Array>,
  look: (piece: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const piece of pieces) {
    if (isFirst) look(piece);
    isFirst = false;
    yield piece;
  }
}

/** Live ends lines as its system does (als.md, section 2). */
function platformOf(piece: Uint8Array): Platform | null {
  const end = piece.indexOf(0x0a);
  if (end < 0) return null;
  return piece[end - 1] === 0x0d ? 'windows' : 'macos';
}

/** What was read before the damage stands; without a track nothing can be said, and what is hostile is refused. */
function damageOf(error: unknown, name: string, set: SetDraft): Finding {
  if (error instanceof NoSet) {
    throw sessionError('not-a-session', `"${name}" is no Live set: ${error.message}`, 'Open the .als of the project.');
  }
  if (error instanceof TapeboxError) {
    if (error.code !== 'session-damaged' || set.tracks.length === 0) throw error;
    return finding('error', 'session-damaged', `${error.message}. What could be read was read.`, null, BACKUP);
  }
  if (!(error instanceof XmlError)) throw error;
  const isHostile = error.fault === 'doctype' || error.fault === 'encoding';
  if (set.tracks.length === 0 || isHostile) {
    throw sessionError('session-damaged', `"${name}" cannot be read: ${error.message}`, BACKUP);
  }
  if (error.fault === 'cut') {
    return finding(
      'error',
      'session-cut',
      'The set ends in the middle. What stands before that was read.',
      null,
      BACKUP,
    );
  }
  const message = `The set is damaged: ${error.message}. What stands before that was read.`;
  return finding('error', 'session-damaged', message, null, BACKUP);
}
