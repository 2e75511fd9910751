/**
 * Sessions that are recognised and not read (recognise.md): by content; only where no content is known by name and neighbours,
 * and then "probably". Each row: the id, what people call it, which names are worth opening in a walk through a folder, the rule.
 */
import type { Look } from './look.js';

export interface Recognised {
  readonly id: string;
  readonly name: string;
  readonly names: RegExp;
  is(look: Look): boolean;
  /** What a person can do so that more of it is kept (recognise.md, section 4). */
  readonly advice?: string;
  /** True: nothing in its content says so. */
  readonly isProbable?: boolean;
}

/** For files that are sessions only when a person says so: a folder full of them is none. */
const ONLY_NAMED = /(?!)/;

const begins =
  (...texts: readonly string[]) =>
  ({ head }: Look): boolean =>
    texts.some((text) => head.startsWith(text));
const at =
  (offset: number, ...texts: readonly string[]) =>
  ({ head }: Look): boolean =>
    texts.some((text) => head.startsWith(text, offset));
const riff =
  (...forms: readonly string[]) =>
  ({ head }: Look): boolean =>
    head.startsWith('RIFF') && forms.some((form) => head.startsWith(form, 8));
const any =
  (...rules: readonly ((look: Look) => boolean)[]) =>
  (look: Look): boolean =>
    rules.some((rule) => rule(look));
const named = (look: Look, ...extensions: readonly string[]): boolean => extensions.includes(look.ext);
const zipHas =
  (pattern: RegExp) =>
  ({ zip }: Look): boolean =>
    zip().some((name) => pattern.test(name));
const rootIs =
  (...names: readonly string[]) =>
  ({ root }: Look): boolean =>
    names.includes(root()?.name ?? '');

/** The GUIDs of Sonic Foundry: W64 sound, VEGAS and ACID begin with the same one (recognise.md, section 2). */
const SONIC = latin('726966662e91cf11a5d628db04c10000');
const VEGAS = latin('ef29c4464a90d211872200c04f8edb8a');
const ACID = latin('5a2d8fb20f23d21186af00c04f8edb8a');
const W64_WAVE = latin('77617665f3acd3118cd100c04f8edb8a');

const DIGITAL_PERFORMER = ['Audio Files', 'Analysis Files', 'Undo', 'Bounces', 'Fades', 'Clippings'];

export const RECOGNISED: readonly Recognised[] = [
  {
    id: 'reason',
    name: 'Reason',
    names: /\.(rns|rps|rsb|reason)$/i,
    is: any(begins('Propellerheads Reason Song File\x1a'), begins('X15_FILE')),
    advice: 'In Reason: File > Self-Contain Settings, check all, save, archive again; note down which ReFills it uses.',
  },
  {
    id: 'cakewalk',
    name: 'Cakewalk',
    names: /\.(wrk|tpl|bun)$/i,
    is: begins('CAKEWALK\x1a\0'),
    advice: 'Its sound may lie in a global audio folder that all projects share: look into its list of audio files.',
  },
  {
    id: 'sonar',
    name: 'SONAR or Cakewalk by BandLab',
    names: /\.(cwp|cwb|cwt)$/i,
    is: (look) => named(look, 'cwp', 'cwb', 'cwt') && !look.isText && !look.head.startsWith('PK'),
    advice: 'Its sound may lie in a global audio folder that all projects share: look into its list of audio files.',
    isProbable: true,
  },
  {
    id: 'samplitude',
    name: 'Samplitude, Sequoia or Music Maker',
    names: /\.(vip|mmm|mvp|rap)$/i,
    is: any(riff('SEKD'), begins('SEKDPLAY', 'SEKDSAMR')),
    advice: 'In Samplitude: "Save complete VIP in…" collects what it names; archive that folder.',
  },
  {
    id: 'vegas',
    name: 'VEGAS',
    names: /\.(veg|vf)$/i,
    is: ({ head }) => head.startsWith(SONIC) && head.startsWith(VEGAS, 24),
    advice: 'In VEGAS: save it with "Copy media with project", and archive that folder.',
  },
  {
    id: 'acid',
    name: 'ACID',
    names: /\.(acd|sdml|acd-zip)$/i,
    is: any(
      riff('ACID'),
      (look) => look.head.startsWith(SONIC) && !look.head.startsWith(W64_WAVE, 24) && look.holds(ACID),
      zipHas(/\.acd$/i),
    ),
  },
  {
    id: 'maschine',
    name: 'Maschine',
    names: /\.mxprj$/i,
    is: (look) =>
      look.head.startsWith('hsin', 12) &&
      named(look, 'mxprj') &&
      (look.holds('NI::MASCHINE::DATA::') || look.holds([...'NI::MASCHINE'].join('\0'))),
    advice: 'In Maschine: File > Save Project with Samples, and archive that folder.',
  },
  {
    id: 'mpc',
    name: 'MPC or Force',
    names: /\.(xpj|all|aps|pgm)$/i,
    is: any(
      (look) => look.unzipped().startsWith('ACVS\n') && look.unzipped().includes('SerialisableProjectData'),
      (look) => named(look, 'xpj') && [look.root()?.name, look.rootInside()?.name].includes('Project'),
      begins('MPC2KXL ALL'),
      (look) => named(look, 'aps') && look.head.startsWith('\x0a\x05'),
      (look) => named(look, 'pgm') && look.head.startsWith('\x07\x04'),
      (look) => named(look, 'all') && begins('\x04\x01', '\x04\x02', '\x04\x03')(look),
    ),
    advice:
      'Its samples lie in the folder "NAME_[ProjectData]", or on the same floppy: keep them together, and never rename them.',
  },
  {
    id: 'omf',
    name: 'OMF',
    names: /\.omf$/i,
    is: ({ tail }) => tail().subarray(0, 8).equals(Buffer.from('a4434da5486472d7', 'hex')),
    advice: 'Its sound may lie beside it, under names that begin with its own: keep the folder whole.',
  },
  {
    id: 'cubase-vst',
    name: 'Cubase VST',
    names: /\.(all|arr|song)$/i,
    is: begins('\0\0\0\x48\0\0\x06\x04'),
  },
  {
    id: 'live-old',
    name: 'Ableton Live before 8.2',
    names: /\.als$/i,
    is: ({ head }) => head.startsWith(latin('ab1e5678')) && head.startsWith('\x0cLiveDocument', 11),
    advice: 'Open it in Live 8 to 10 and save it: then it can be read.',
  },
  {
    id: 'logic-old',
    name: 'Logic before Pro X',
    names: /^documentData$|\.(lso|logic)$/i,
    is: (look) =>
      begins(latin('1347c0ab'), latin('abc04713'))(look) ||
      (look.probe.name === 'documentData' && look.probe.list('../..').includes('LgDoc')),
    advice: 'Keep its whole folder: audio, samples and impulse responses lie beside the song.',
  },
  { id: 'audition', name: 'Cool Edit Pro or Audition before CS5.5', names: /\.ses$/i, is: begins('COOLNESS') },
  {
    id: 'mixcraft',
    name: 'Mixcraft',
    names: /\.mx\d{0,2}$/i,
    is: ({ head }) => /^RIFF[\s\S]{4}MXC\dPROJ/.test(head),
    advice: 'In Mixcraft: save it with "Copy project files", and archive that folder.',
  },
  { id: 'finalcut', name: 'Final Cut Pro 1 to 7', names: /\.fcp$/i, is: begins('\xa2KeyG') },
  { id: 'finalcut-xml', name: 'Final Cut XML', names: /\.fcpxml$/i, is: rootIs('fcpxml', 'xmeml') },
  { id: 'sunvox', name: 'SunVox', names: /\.sunvox$/i, is: begins('SVOX\0\0\0\0VERS') },
  {
    id: 'tracker',
    name: 'a tracker module',
    names: /\.(xm|it|mptm|s3m|mod|mtm|mo3|umx|far|med)$/i,
    is: any(
      begins(
        'Extended Module: ',
        'IMPM',
        'MMD0',
        'MMD1',
        'MMD2',
        'MMD3',
        'MTM\x10',
        'MO3',
        '\xc1\x83\x2a\x9e',
        'FAR\xfe',
      ),
      (look) => look.head.startsWith('SCRM', 44) && look.head.startsWith('\x1a\x10', 28),
      (look) => !look.isText && at(1080, 'M.K.', 'M!K!', 'FLT4', 'FLT8', '4CHN', '6CHN', '8CHN', 'CD81')(look),
    ),
  },
  {
    id: 'opendaw',
    name: 'openDAW',
    names: /\.(od|odb)$/i,
    is: any(begins('OPEN\0\0\0\x02'), zipHas(/^project\.od$/)),
    advice: 'An .od holds no sound: in openDAW export a bundle (.odb), and archive that.',
  },
  { id: 'sibelius', name: 'Sibelius', names: /\.sib$/i, is: begins('\x0fSIBELIUS\0') },
  {
    id: 'finale',
    name: 'Finale',
    names: /\.musx?$/i,
    is: any(begins('ENIGMA BINARY FILE', 'Finale(TM) 2'), zipHas(/^NotationMetadata\.xml$/)),
  },
  {
    id: 'musescore',
    name: 'MuseScore',
    names: /\.msc[xz]$/i,
    is: any((look) => zipHas(/^META-INF\/container\.xml$/)(look) && zipHas(/\.mscx$/i)(look), rootIs('museScore')),
  },
  {
    id: 'guitarpro',
    name: 'Guitar Pro',
    names: /\.(gp[345x]?|gtp)$/i,
    is: any(begins('\x18FICHIER GUITAR PRO v', 'BCFZ', 'BCFS'), zipHas(/^Content\/score\.gpif$/)),
  },
  { id: 'powertab', name: 'Power Tab', names: /\.ptb$/i, is: begins('ptab') },
  { id: 'max-device', name: 'a Max for Live device', names: ONLY_NAMED, is: begins('ampf\x04\0\0\0') },
  {
    id: 'max',
    name: 'Max',
    names: ONLY_NAMED,
    is: (look) => look.firstKey() === 'patcher',
    advice: 'Max finds sounds and abstractions by name in its search path: keep their folders beside it.',
  },
  {
    id: 'pd',
    name: 'Pure Data',
    names: ONLY_NAMED,
    is: begins('#N canvas'),
    advice: 'Pd finds sounds and abstractions by name in its search path: keep their folders beside it.',
  },
  { id: 'amped', name: 'Amped Studio', names: /\.amped$/i, is: zipHas(/^amped-studio-project\.json$/) },
  { id: 'audiosauna', name: 'AudioSauna', names: /\.song$/i, is: zipHas(/^songdata\.xml$/) },
  { id: 'soundation', name: 'Soundation', names: /\.sngz$/i, is: zipHas(/\.sng$/i) },
  {
    id: 'zenbeats',
    name: 'Zenbeats',
    names: /\.song$/i,
    is: ({ root }) => root()?.name === 'song' && /<clip_scene_list|<bank\b/.test(root()?.rest ?? ''),
  },
  { id: 'caustic', name: 'Caustic', names: /\.caustic$/i, is: begins('RACK') },
  { id: 'flmobile', name: 'FL Studio Mobile', names: /\.flm$/i, is: begins('10LF') },
  { id: 'kristal', name: 'KRISTAL', names: /\.kristal$/i, is: begins('Crys') },
  { id: 'sequel', name: 'Steinberg Sequel', names: /\.steinberg-project$/i, is: rootIs('SteinbergProject') },
  {
    id: 'soundforge',
    name: 'Sound Forge',
    names: /\.frg$/i,
    is: ({ head }) => head.replaceAll('\0', '').includes('<sound_forge_project version'),
  },
  { id: 'nextdaw', name: 'NextDAW', names: /\.daw$/i, is: begins('NextDAW ') },
  // Formats with a page of their own, whose readers come later.
  { id: 'flp', name: 'FL Studio', names: /\.flp$/i, is: begins('FLhd\x06\0\0\0\0\0') },
  {
    id: 'studioone',
    name: 'Studio One',
    names: /\.song$/i,
    is: zipHas(/^Song\/song\.xml$/),
    advice: 'In Studio One: Song > Copy External Files, save, and archive the folder of the song.',
  },
  { id: 'sesx', name: 'Adobe Audition', names: /\.sesx$/i, is: rootIs('sesx') },
  {
    id: 'dawproject',
    name: 'DAWproject',
    names: /\.dawproject$/i,
    is: (look) => zipHas(/^project\.(xml|json)$/)(look) && zipHas(/^metadata\.(xml|json)$/)(look),
  },
  {
    id: 'bitwig',
    name: 'Bitwig Studio',
    names: /\.bwproject$/i,
    is: (look) => look.head.startsWith('BtWg') && look.holds('application/bitwig-project'),
  },
  {
    id: 'renoise',
    name: 'Renoise',
    names: /\.xrns$/i,
    is: zipHas(/^Song\.xml$/),
  },
  {
    id: 'audacity',
    name: 'Audacity',
    names: /\.aup3?$/i,
    is: any(
      (look) => look.head.startsWith('SQLite format 3\0') && look.head.startsWith('AUDY', 68),
      (look) => named(look, 'aup') && rootIs('project', 'audacityproject')(look),
    ),
    advice: 'Keep the folder "NAME_data" beside an .aup: the sound is in it.',
  },
  {
    id: 'lmms',
    name: 'LMMS',
    names: /\.(mmp|mmpz)$/i,
    is: any(
      rootIs('lmms-project', 'multimedia-project'),
      (look) => named(look, 'mmpz') && at(4, '\x78\x01', '\x78\x5e', '\x78\x9c', '\x78\xda')(look),
    ),
  },
  {
    id: 'tracktion',
    name: 'Tracktion or Waveform',
    names: /\.(tracktionedit|trkedit)$/i,
    is: rootIs('EDIT'),
  },
  {
    id: 'qtractor',
    name: 'Qtractor',
    names: /\.(qtr|qts|qtt)$/i,
    is: ({ root }) => root()?.name === 'session' && /qtractor|<track-view|<files>/.test(root()?.rest ?? ''),
  },
  {
    id: 'hydrogen',
    name: 'Hydrogen',
    names: /\.h2song$/i,
    is: (look) => rootIs('song')(look) && look.holds('<instrumentList') && named(look, 'h2song'),
  },
  {
    id: 'rosegarden',
    name: 'Rosegarden',
    names: /\.rgp?$/i,
    // Its device libraries have the same root and no composition.
    is: ({ root, rootInside }) =>
      [root(), rootInside()].some((one) => one?.name === 'rosegarden-data' && one.rest.includes('<composition')),
  },
  {
    id: 'muse',
    name: 'MusE',
    names: /\.med(\.gz|\.bz2)?$/i,
    is: (look) =>
      (look.root()?.name === 'muse' && look.holds('<song')) ||
      (look.rootInside()?.name === 'muse' && /\.med\.gz$/i.test(look.probe.name)),
  },
  {
    id: 'digital-performer',
    name: 'Digital Performer',
    names: /^[^.]+$/,
    is: ({ probe, isText, head }) =>
      !isText &&
      !/^(RIFF|FORM|PK|\x7fELF)/.test(head) &&
      probe.name === probe.folder &&
      probe.list('.').filter((name) => DIGITAL_PERFORMER.includes(name)).length >= 2,
    advice:
      'Its sound may lie on any drive: look into its Soundbites window for other places, and keep the ._ files of SD2 sounds.',
    isProbable: true,
  },
];

function latin(hex: string): string {
  return Buffer.from(hex, 'hex').toString('latin1');
}
