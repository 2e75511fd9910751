/** iXML, the location recorder's XML (formats/audio-files.md, section 2.1). */
import { Parser } from 'xml2js';
import type { IxmlFacts } from '../../model/audio-details.js';
import { textOf } from '../text.js';

const MAX_TRACKS = 256;
const MAX_TEXT = 16 * 1024;

/** An element: text alone, or an object of lists of elements by name. */
type Element = unknown;

/** Null: no XML of that kind. Padded with blanks or NULs; old writers forget to escape, so that the lenient mode is right. */
export function readIxml(bytes: Buffer): IxmlFacts | null {
  const root = inside(parsed(textOf(bytes, 'windows-1252').trim()), 'BWFXML')[0];
  if (root === undefined) return null;
  const text = (...path: readonly string[]): string | null => {
    const element = path.reduce<Element>((at, name) => inside(at, name)[0], root);
    return textIn(element);
  };
  const speed = (name: string) => text('SPEED', name);
  const circled = text('CIRCLED');
  return {
    project: text('PROJECT'),
    scene: text('SCENE'),
    take: text('TAKE'),
    tape: text('TAPE'),
    circled: circled === null ? null : /^true$/i.test(circled),
    note: text('NOTE'),
    fileUid: text('FILE_UID'),
    userBits: text('UBITS'),
    timecodeRate: speed('TIMECODE_RATE'),
    timecodeFlag: speed('TIMECODE_FLAG'),
    fileSampleRate: wholeNumber(speed('FILE_SAMPLE_RATE')),
    timeReference: timeReference(
      wholeNumber(speed('TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI')),
      wholeNumber(speed('TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO')),
    ),
    originalFilename: text('HISTORY', 'ORIGINAL_FILENAME'),
    familyName: text('FILE_SET', 'FAMILY_NAME'),
    familyUid: text('FILE_SET', 'FAMILY_UID'),
    tracks: inside(inside(root, 'TRACK_LIST')[0], 'TRACK')
      .slice(0, MAX_TRACKS)
      .map((track) => ({
        channel: wholeNumber(textIn(inside(track, 'CHANNEL_INDEX')[0])),
        name: textIn(inside(track, 'NAME')[0]),
        function: textIn(inside(track, 'FUNCTION')[0]),
      })),
  };
}

/** The parser answers before it returns; what it cannot read is null. Lenient, it writes all names in capitals. */
function parsed(xml: string): Element {
  let result: Element = null;
  const parser = new Parser({ strict: false, async: false, ignoreAttrs: true });
  try {
    parser.parseString(xml, (error: Error | null, document: unknown) => {
      if (error === null) result = document;
    });
  } catch {
    return null;
  }
  return result;
}

function inside(element: Element, name: string): readonly Element[] {
  if (typeof element !== 'object' || element === null || !Object.hasOwn(element, name)) return [];
  const found = (element as Record<string, unknown>)[name];
  return Array.isArray(found) ? found : [found];
}

/** Null for an empty element: the recorder did not fill it in. */
function textIn(element: Element): string | null {
  const text = typeof element === 'string' ? element : inside(element, '_')[0];
  return typeof text !== 'string' || text.trim() === '' ? null : text.trim().slice(0, MAX_TEXT);
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,10}$/.test(text) ? Number(text) : null;
}

const timeReference = (high: number | null, low: number | null): bigint | null =>
  low === null ? null : (BigInt(high ?? 0) << 32n) | BigInt(low);
