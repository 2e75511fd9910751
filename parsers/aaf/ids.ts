/** The ids of AAF: classes, properties, definitions (aaf.md, sections 2.2, 2.3 and 4). */

/** The one byte by which the class ids of AAF differ (`0d010101-0101-xx00-060e-2b3402060101`). */
export const CLASS = {
  essenceGroup: 0x05,
  commentMarker: 0x08,
  operationGroup: 0x0a,
  nestedScope: 0x0b,
  pulldown: 0x0c,
  selector: 0x0e,
  sequence: 0x0f,
  sourceClip: 0x11,
  timecode: 0x14,
  transition: 0x17,
  aifc: 0x26,
  cdci: 0x28,
  rgba: 0x29,
  tiff: 0x2b,
  wave: 0x2c,
  film: 0x2d,
  tape: 0x2e,
  networkLocator: 0x32,
  compositionMob: 0x35,
  sourceMob: 0x37,
  eventSlot: 0x39,
  timelineSlot: 0x3b,
  constantValue: 0x3d,
  descriptiveMarker: 0x41,
  sound: 0x42,
  multiple: 0x44,
  pcm: 0x48,
  import: 0x4a,
  recording: 0x5e,
} as const;

export const PROPERTY = {
  header: 0x0002,
  dataDefinition: 0x0201,
  length: 0x0202,
  choices: 0x0501,
  position: 0x0601,
  comment: 0x0602,
  operation: 0x0b01,
  inputs: 0x0b02,
  parameters: 0x0b03,
  scopeSlots: 0x0c01,
  pulldownInput: 0x0d01,
  selected: 0x0f01,
  components: 0x1001,
  sourceMob: 0x1101,
  sourceSlot: 0x1102,
  start: 0x1201,
  fadeIn: 0x1202,
  fadeOut: 0x1204,
  timecodeStart: 0x1501,
  framesPerSecond: 0x1502,
  dropFrame: 0x1503,
  mobs: 0x1901,
  essence: 0x1902,
  essenceMob: 0x2701,
  essenceData: 0x2702,
  locators: 0x2f01,
  sampleRate: 0x3001,
  fileLength: 0x3002,
  aifcSummary: 0x3101,
  waveSummary: 0x3801,
  content: 0x3b03,
  version: 0x3b05,
  identifications: 0x3b06,
  product: 0x3c02,
  productVersion: 0x3c04,
  date: 0x3c06,
  bits: 0x3d01,
  audioRate: 0x3d03,
  channels: 0x3d07,
  descriptors: 0x3f01,
  url: 0x4001,
  mobId: 0x4401,
  mobName: 0x4402,
  slots: 0x4403,
  userComments: 0x4406,
  usage: 0x4408,
  descriptor: 0x4701,
  slotId: 0x4801,
  slotName: 0x4802,
  segment: 0x4803,
  eventRate: 0x4901,
  editRate: 0x4b01,
  origin: 0x4b02,
  parameterId: 0x4c01,
  constant: 0x4d01,
  tagName: 0x5001,
  tagValue: 0x5003,
} as const;

export const TOP_LEVEL = '0d010102-0101-0700-060e-2b3404010101';

const SOUND: ReadonlySet<string> = new Set([
  '78e1ebe1-6cef-11d2-807d-006008143e6f',
  '01030202-0200-0000-060e-2b3404010101',
]);
const PICTURE: ReadonlySet<string> = new Set([
  '6f3c8ce1-6cef-11d2-807d-006008143e6f',
  '01030202-0100-0000-060e-2b3404010101',
]);

/** What runs on a slot; null for timecode, metadata and what only a dictionary names: no tracks. */
export function essenceKind(dataDefinition: string | null): 'audio' | 'video' | null {
  if (dataDefinition === null) return null;
  if (SOUND.has(dataDefinition)) return 'audio';
  return PICTURE.has(dataDefinition) ? 'video' : null;
}

/** Operations whose meaning is known, with the one parameter that is read (section 4). */
export const GAIN = {
  operation: '9d2ea894-0968-11d3-8a38-0050040ef7d2',
  parameter: 'e4962321-2267-11d3-8a4c-0050040ef7d2',
} as const;
export const PAN = {
  operation: '9d2ea893-0968-11d3-8a38-0050040ef7d2',
  parameter: 'e4962322-2267-11d3-8a4c-0050040ef7d2',
} as const;
