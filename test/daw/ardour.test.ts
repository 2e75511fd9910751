/** A real DAW agrees: Debian's Ardour opens what we read, and plays from a restored package what it played before. */
import nodeFs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import wavefile from 'wavefile';
import type { ParsedSession } from '../../lib/model/session.js';
import { nodeFileSystem } from '../../lib/ports/node-file-system.js';
import { readSession } from '../../lib/read/read.js';
import { filesBelow, sharedFolder } from '../parsers/shared-folder.js';
import { ardourLua, BACKEND, exportSession } from '../support/ardour.js';
import { CLI, needs, runProgram, SLOW, scratchFolder } from '../support/scratch.js';

const RATE = 48_000;
/** Ardour 7 counts audio time in these (ardour.md, section 4). */
const PER_SAMPLE = 282_240_000 / RATE;

/** Ardour's own program makes the empty session; only media and clips are put into it. */
const MAKE = `${BACKEND(String(RATE))}
local s = create_session(os.getenv("SDIR"), "demo", ${RATE})
s:new_audio_track(1, 2, nil, 1, "Mono",   ARDOUR.PresentationInfo.max_order, ARDOUR.TrackMode.Normal, true)
s:new_audio_track(2, 2, nil, 1, "Stereo", ARDOUR.PresentationInfo.max_order, ARDOUR.TrackMode.Normal, true)
s:save_state("")
close_session()
`;

const DUMP = `
local function P(...) local a={...}; for i=1,#a do a[i]=tostring(a[i]) end; print(table.concat(a,"\\t")) end
${BACKEND('tonumber(os.getenv("SRATE"))')}
local s = load_session(os.getenv("SDIR"), os.getenv("SNAP"))
if not s then print("LOADFAIL"); os.exit(0) end
for r in s:get_routes():iter() do
  local t = r:to_track()
  local clips = 0
  if not t:isnil() then for _ in t:playlist():region_list():iter() do clips = clips + 1 end end
  P("ROUTE", r:presentation_info_ptr():order(), clips, r:name())
  local pan = r:pan_azimuth_control()
  P("MIX", r:gain_control():get_value(), pan:isnil() and "none" or pan:get_value(), r:mute_control():get_value(), r:name())
  for n = 0, 64 do
    local p = r:nth_send(n)
    if p:isnil() then break end
    local i = p:to_internalsend()
    local to = (i:isnil() or i:target_route():isnil()) and "none" or i:target_route():name()
    P("SEND", p:to_send():gain_control():get_value(), p:active(), to, r:name())
  end
  if not t:isnil() and not t:to_midi_track():isnil() then
    for region in t:playlist():region_list():iter() do
      P("REGION", region:position():samples(), region:start():samples(), region:length():samples())
      local model = region:to_midiregion():midi_source(0):model()
      for note in ARDOUR.LuaAPI.note_list(model):iter() do
        P("NOTE", note:time(), note:length(), note:note(), r:name())
      end
    end
  end
end
for l in s:locations():list():iter() do
  local isMarker = (l:is_mark() or l:is_range_marker()) and not l:is_session_range() and not l:is_auto_loop() and not l:is_auto_punch()
  if isMarker then P("LOC", l:start():samples(), l:name()) end
end
close_session()
`;

interface Medium {
  readonly file: string;
  readonly channels: 1 | 2;
  readonly frames: number;
  /** Where its clip stands, in samples. */
  readonly at: number;
}

const MEDIA: readonly Medium[] = [
  { file: 'mono one.wav', channels: 1, frames: RATE, at: RATE / 2 },
  { file: 'stereo two.wav', channels: 2, frames: RATE * 1.5, at: RATE },
];

function writeWav(file: string, { channels, frames }: Medium): void {
  const wav = new wavefile.WaveFile();
  const channel = (hertz: number) =>
    Int16Array.from({ length: frames }, (_, i) => Math.round(9000 * Math.sin((2 * Math.PI * hertz * i) / RATE)));
  wav.fromScratch(channels, RATE, '16', channels === 1 ? channel(330) : [channel(440), channel(550)]);
  nodeFs.writeFileSync(file, wav.toBuffer());
}

/** Sources, whole-file regions and clips, written as Ardour writes them. */
function fill(xml: string, mediaFolder: string): string {
  let id = 100_000;
  let out = xml;
  const sources: string[] = [];
  const regions: string[] = [];
  const playlists = [...xml.matchAll(/<Playlist [^>]*name="(Mono|Stereo)[^"]*"[^>]*\/>/g)].map((match) => match[0]);
  for (const [index, { file, channels, frames, at }] of MEDIA.entries()) {
    const ids = Array.from({ length: channels }, () => id++);
    for (const [channel, source] of ids.entries()) {
      sources.push(
        `<Source name="${file}" take-id="" type="audio" flags="" id="${source}" natural-position="a0" channel="${channel}" origin="${mediaFolder}/${file}" gain="1"/>`,
      );
    }
    const region = (isWhole: boolean) =>
      `<Region name="${file.replace('.wav', isWhole ? '' : '.1')}" muted="0" opaque="1" locked="0" video-locked="0" automatic="${Number(isWhole)}" whole-file="${Number(isWhole)}" import="0" external="1" sync-marked="0" left-of-split="0" right-of-split="0" hidden="0" position-locked="0" valid-transients="0" start="a0" length="a${frames * PER_SAMPLE}@a${(isWhole ? 0 : at) * PER_SAMPLE}" sync-position="a0" ancestral-start="a0" ancestral-length="a0@a0" stretch="1" shift="1" layering-index="0" tags="" contents="0" envelope-active="0" default-fade-in="0" default-fade-out="0" fade-in-active="1" fade-out-active="1" scale-amplitude="1" id="${id++}" type="audio" first-edit="nothing" ${ids.map((source, n) => `source-${n}="${source}" master-source-${n}="${source}"`).join(' ')} channels="${channels}"/>`;
    regions.push(region(true));
    const playlist = playlists[index] as string;
    out = out.replace(playlist, playlist.replace('/>', `>${region(false)}</Playlist>`));
  }
  const end = 3 * RATE * PER_SAMPLE;
  return out
    .replace('<Sources/>', `<Sources>${sources.join('')}</Sources>`)
    .replace('<Regions/>', `<Regions>${regions.join('')}</Regions>`)
    .replace(
      /<Locations>|<Locations\/>/,
      (tag) =>
        `<Locations><Location id="${id++}" name="session" start="a0" end="a${end}" flags="IsSessionRange" locked="0" timestamp="0" cue="0"/>${tag === '<Locations/>' ? '</Locations>' : ''}`,
    )
    .replace(/id-counter="\d+"/, `id-counter="${id + 1000}"`);
}

const loudest = (samples: Float32Array): number => samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);

describe('Ardour itself', function () {
  this.timeout(1_800_000);
  const scratch = scratchFolder();
  const at = (...parts: readonly string[]) => path.join(scratch.path, ...parts);

  before(function () {
    if (!SLOW) {
      process.stderr.write('skipped: Ardour itself, only with TAPEBOX_TEST_SLOW=1\n');
      this.skip();
    }
    needs(this, 'ardour7-lua', 'ardour7-export');
  });

  it('plays a restored session sample by sample as before, without the media that lay outside', () => {
    const media = at('media');
    nodeFs.mkdirSync(media);
    for (const one of MEDIA) writeWav(path.join(media, one.file), one);
    ardourLua(MAKE, { SDIR: at('demo') }, scratch.path);
    const file = at('demo', 'demo.ardour');
    nodeFs.writeFileSync(file, fill(nodeFs.readFileSync(file, 'utf8'), media));

    const copyOf = (folder: string, name: string): string => {
      nodeFs.cpSync(folder, at(name), { recursive: true });
      return at(name);
    };
    const before = exportSession(copyOf(at('demo'), 'played'), 'demo', scratch.path);
    expect(before.length, 'three seconds of stereo').to.equal(3 * RATE * 2);
    expect(loudest(before)).to.be.greaterThan(0.1);

    nodeFs.mkdirSync(at('shelf'));
    const archived = runProgram('node', [CLI, 'archive', at('demo'), '--to', at('shelf'), '--json'], {
      cwd: scratch.path,
      env: nodeEnv(),
    });
    expect(archived.code, archived.out).to.equal(0);
    nodeFs.renameSync(at('demo'), at('demo that was'));
    nodeFs.rmSync(media, { recursive: true });
    const [container] = nodeFs.readdirSync(at('shelf')).filter((name) => name.endsWith('.zip'));
    const restored = runProgram(
      'node',
      [CLI, 'restore', at('shelf', container as string), '--to', at('elsewhere'), '--json'],
      {
        cwd: scratch.path,
        env: nodeEnv(),
      },
    );
    expect(restored.code, restored.out).to.equal(0);
    const { project } = JSON.parse(restored.out) as { project: string };

    const after = exportSession(project, 'demo', scratch.path);
    expect(Buffer.from(after.buffer).equals(Buffer.from(before.buffer)), 'the same samples').to.equal(true);

    // The control: without its media the old folder plays something else, so the comparison can fail.
    const silent = exportSession(copyOf(at('demo that was'), 'control'), 'demo', scratch.path);
    expect(loudest(silent)).to.equal(0);
  });

  const corpus = sharedFolder('corpus', 'ardour');
  const sessions =
    corpus === null
      ? []
      : filesBelow(corpus).filter((file) => /\.(ardour|pending)$/.test(file) && !file.includes('/broken/'));
  let opened = 0;
  for (const [index, file] of sessions.entries()) {
    it(`shows the tracks, clips, markers and mixer that we read: ${path.relative(corpus as string, file)}`, async function () {
      const place = { baseFolder: path.dirname(file), ownFolder: true, bundle: null };
      const read = await readSession(
        nodeFileSystem,
        { path: file, format: 'ardour', role: 'session', ...place, shown: file },
        true,
      );
      const copy = at(`corpus ${index}`, path.basename(path.dirname(file)));
      nodeFs.cpSync(path.dirname(file), copy, { recursive: true });
      runProgram('chmod', ['-R', 'u+w', copy], { cwd: scratch.path });
      const snapshot = path.basename(file).replace(/\.(ardour|pending)$/, '');
      // A recovered state has to carry the name of a session to be opened.
      if (file.endsWith('.pending')) nodeFs.copyFileSync(file, path.join(copy, `${snapshot}.ardour`));
      const shown = ardourLua(
        DUMP,
        { SDIR: copy, SNAP: snapshot, SRATE: String(read.session.sampleRate ?? RATE) },
        scratch.path,
      );
      nodeFs.rmSync(at(`corpus ${index}`), { recursive: true, force: true });
      if (shown === null) {
        process.stderr.write(`skipped: Ardour does not open ${path.basename(file)}\n`);
        this.skip();
      }
      const own = ours(read.session);
      expect(own).to.deep.equal(theirs(shown, own));
      expect(ourMixer(read.session)).to.deep.equal(theirMixer(shown, read.session));
      expectSameNotes(read.session, shown);
      opened++;
    });
  }

  it('opened most of them, or nothing was compared', function () {
    if (sessions.length === 0) return this.skip();
    expect(opened).to.be.greaterThan(sessions.length * 0.6);
    expect(counted.notes, 'notes').to.be.greaterThan(1000);
  });
});

interface Shown {
  readonly tracks: readonly (readonly [name: string, clips: number])[];
  readonly markers: readonly string[];
}

function ours({ tracks, markers }: ParsedSession): Shown {
  return {
    tracks: tracks
      .filter(({ kind }) => kind !== 'vca')
      .map(({ name, clips }) => [name, clips.filter(({ active }) => active).length]),
    markers: markers.map(({ name }) => name).sort(),
  };
}

/** Where Ardour 7 gives two routes one number (it does for old sessions), their order says nothing, and ours stands. */
function theirs(rows: readonly (readonly string[])[], { tracks }: Shown): Shown {
  const of = (kind: string) => rows.filter(([first]) => first === kind);
  const place = (name: string) => tracks.findIndex(([one]) => one === name);
  const routes = of('ROUTE').map(([, order, clips, ...name]) => ({
    order: Number(order),
    clips: Number(clips),
    name: name.join('\t'),
  }));
  return {
    tracks: routes
      .sort((a, b) => a.order - b.order || place(a.name) - place(b.name))
      .map(({ name, clips }) => [name, clips]),
    markers: of('LOC')
      .map(([, , ...name]) => name.join('\t'))
      .sort(),
  };
}

/** A track's fader, pan, mute and sends in words, for the message where they differ. */
type Strips = readonly (readonly [track: string, fader: string, pan: string, mute: string, sends: readonly string[]])[];

const shownDb = (dB: number): string =>
  `${dB === -Infinity ? '-inf' : (Math.round(dB * 1000) / 1000 || 0).toFixed(3)} dB`;
const shownPan = (pan: number): string => (Math.round(pan * 10_000) / 10_000 || 0).toFixed(4);
const ofGain = (gain: string | undefined): string => shownDb(20 * Math.log10(Number(gain)));
const unknown = Number.NaN;

/** Of a fader that follows a curve Ardour tells the curve; of 2.x it takes neither pans nor the levels of sends over. */
function compared(session: ParsedSession) {
  const isOld = session.version?.startsWith('2.') === true;
  return session.tracks
    .filter(({ inTrackList, kind }) => inTrackList && kind !== 'vca')
    .map((track) => ({
      ...track,
      hasFader: !track.automated.includes('volume'),
      // A track of MIDI alone stores a pan that Ardour does not show.
      pan: isOld || track.automated.includes('pan') ? null : track.pan,
      hasLevels: !isOld,
    }));
}

const ourMixer = (session: ParsedSession): Strips =>
  compared(session).map(({ name, volumeDb, pan, muted, sends, hasFader, hasLevels }) => [
    name,
    hasFader ? shownDb(volumeDb ?? unknown) : 'automated',
    pan === null ? 'none' : shownPan(pan),
    muted ? 'mute' : 'on',
    sends.map(
      ({ to, levelDb, enabled }) =>
        `${hasLevels ? shownDb(levelDb ?? unknown) : 'level'} to ${to}, ${enabled ? 'on' : 'off'}`,
    ),
  ]);

function theirMixer(rows: readonly (readonly string[])[], session: ParsedSession): Strips {
  const of = (kind: string, track: string) =>
    rows.filter(([first, ...rest]) => first === kind && rest.at(-1) === track);
  return compared(session).map(({ name, pan: ours, sends, hasFader, hasLevels }) => {
    const [[, gain, pan, mute] = []] = of('MIX', name);
    return [
      name,
      hasFader ? ofGain(gain) : 'automated',
      ours === null ? 'none' : shownPan(pan === 'none' ? ours : 2 * Number(pan) - 1),
      Number(mute) !== 0 ? 'mute' : 'on',
      of('SEND', name).map(
        ([, level, active, to], at) =>
          `${hasLevels ? ofGain(level) : 'level'} to ${to === 'none' ? sends[at]?.to : to}, ${active === 'true' ? 'on' : 'off'}`,
      ),
    ];
  });
}

/** What was compared, so that a test of nothing fails. */
const counted = { notes: 0 };

/** When, how long, which key: by the key, then by the time. */
type Note = readonly [key: number, at: number, length: number];

const sorted = (notes: readonly Note[]): readonly Note[] => [...notes].sort((a, b) => a[0] - b[0] || a[1] - b[1]);

/** Of tracks whose clips are told whole, and where one tempo holds throughout: then quarters are seconds by a factor. */
function expectSameNotes({ tracks, tempo, sampleRate }: ParsedSession, rows: readonly (readonly string[])[]): void {
  const [only, ...others] = tempo;
  if (only === undefined || others.length > 0 || sampleRate === null) return;
  for (const { name, kind, clips } of tracks) {
    if (kind !== 'midi' || clips.some(({ midi }) => midi === undefined || midi.count > midi.notes.length)) continue;
    const ours = clips.flatMap(({ startNs, midi }) =>
      (midi?.notes ?? []).map(({ at, length, key }): Note => [key, Number(startNs) / 1e9 + at, length]),
    );
    const theirs = notesShown(rows, name, sampleRate, 60 / only.bpm);
    expect(ours.length, `notes of ${name}`).to.equal(theirs.length);
    for (const [at, note] of sorted(theirs).entries())
      for (const [part, value] of note.entries())
        expect(sorted(ours)[at]?.[part], `${name}, note ${at}`).to.be.closeTo(value, 0.001);
    counted.notes += ours.length;
  }
}

function notesShown(rows: readonly (readonly string[])[], track: string, rate: number, quarter: number): Note[] {
  let [position, start, length] = [0, 0, 0];
  return rows.flatMap(([kind, ...cells]): readonly Note[] => {
    if (kind === 'REGION')
      [position, start, length] = cells.map((cell) => Number(cell) / rate) as [number, number, number];
    if (kind !== 'NOTE' || cells.at(-1) !== track) return [];
    const [at, long] = cells.slice(0, 2).map((beats) => {
      const [whole, ticks] = beats.split(':').map(Number);
      return ((whole as number) + (ticks as number) / 1920) * quarter;
    }) as [number, number];
    const [from, until] = [Math.max(at - start, 0), Math.min(at + long - start, length)];
    if (at - start >= length || (at < start && until <= 0)) return [];
    return [[Number(cells[2]), position + from, until - from]];
  });
}

/** Node where this test runs, and nothing else of this machine. */
const nodeEnv = () => ({ PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin`, LC_ALL: 'C.UTF-8' });
