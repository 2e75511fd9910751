/** The document of a session as a tree, without what no reader asks for (ardour.md, section 2). */
import { sessionError, TapeboxError } from '../../lib/model/errors.js';
import { type Finding, finding } from '../../lib/model/finding.js';
import type { ReadOptions, SessionSource } from '../../lib/model/parser.js';
import { XmlError } from '../shared/xml-fault.js';
import { child, readXmlTree, TooManyElements, type XmlElement } from '../shared/xml-tree.js';

/** About 1 KB each in memory; a session with 30 tracks has 12,000. */
const MAX_ELEMENTS = 400_000;

/** Kept with their place in the document, without what they hold: curves, and the state of plug-ins. */
const OPAQUE: ReadonlySet<string> = new Set(['chunk', 'events', 'script', 'Crossfade', 'Script', 'parameters-data']);

const IGNORED: ReadonlySet<string> = new Set([
  ...['Bundles', 'Connections', 'ControlProtocols', 'MIDIPorts', 'Selection', 'Speakers', 'TriggerBindings'],
  ...['ConfiguredInput', 'ConfiguredOutput', 'CustomSinks', 'PresetOutput', 'ThruMap', 'ExtConnection'],
  ...['InverseFadeIn', 'InverseFadeOut', 'InvFadeIn', 'InvFadeOut', 'Envelope', 'InterpolationStyle'],
  ...['NestedSource', 'NamedSelections', 'ChannelMap', 'Channelmap', 'TransportRecordState'],
]);
const isIgnored = (name: string): boolean =>
  IGNORED.has(name) || name.startsWith('InputMap-') || name.startsWith('OutputMap-');

const EDITED: ReadonlySet<string> = new Set(['Source', 'Option', 'Videotimeline']);

export interface Document {
  readonly root: XmlElement;
  /** Why it is not whole; empty where it is. */
  readonly findings: readonly Finding[];
}

/** Throws where nothing can be said of it; what a damaged one still gives is read. */
export async function readDocument(source: SessionSource, options: ReadOptions): Promise<Document> {
  const { root, trouble } = await readXmlTree(source.pieces(options.maxBytes), {
    isOpaque: (name) => OPAQUE.has(name),
    isIgnored,
    isEdited: (name) => EDITED.has(name),
    maxElements: MAX_ELEMENTS,
  });
  if (trouble instanceof TapeboxError && trouble.code !== 'session-damaged') throw trouble;
  if (trouble instanceof TooManyElements)
    throw sessionError('too-large', `"${source.name}" holds more than ${trouble.limit} elements`);
  const isHostile = trouble instanceof XmlError && (trouble.fault === 'doctype' || trouble.fault === 'encoding');
  if (!isHostile && root?.name !== 'Session') throw notASession(source.name);
  const isEmpty = child(root ?? undefined, 'Sources') === undefined && child(root ?? undefined, 'Routes') === undefined;
  if (root === null || isHostile || (trouble !== null && isEmpty)) {
    const message = `"${source.name}" is damaged, and nothing of the session can be read`;
    throw sessionError('session-damaged', message, 'Use another copy of it, or its backup (.ardour.bak).');
  }
  if (isEmpty || !root.attributes.has('version')) throw notASession(source.name);
  return { root, findings: trouble === null ? [] : [damage(trouble)] };
}

const notASession = (name: string) =>
  sessionError(
    'not-a-session',
    `"${name}" is not an Ardour session`,
    'Open the .ardour file in the session folder, or its backup (.ardour.bak).',
  );

function damage(trouble: unknown): Finding {
  const next = 'Look for a whole copy: the .ardour.bak beside it, or another snapshot.';
  if (trouble instanceof XmlError && trouble.fault === 'cut') {
    return finding('error', 'session-cut', 'The session ends in the middle. What stands before was read.', null, next);
  }
  if (trouble instanceof XmlError || trouble instanceof TapeboxError) {
    const message = 'The session is damaged. What stands before the damage was read.';
    return finding('error', 'session-damaged', message, null, next);
  }
  // Neither the document nor its packing: a fault of ours.
  throw trouble;
}
