/** The arrangement of a made project: tracks, clips, pool and markers (docs/formats/cpr.md). */
import { type ArchiveWriter, newArchive, type Style, words } from './archive-writer.js';
import type { ClipSpec, FileSpec, ProjectSpec, TrackSpec } from './writer.js';

export function arrangementOf(spec: ProjectSpec, style: Style): Buffer {
  const w = newArchive(style);
  const known: Known = { files: new Map(), clips: new Map(), time: null, hasNotes: false };
  w.object(
    'PArrangement',
    () => {
      w.object('MRoot', () => {
        header(w, 0, 0, 0);
        w.object('MTrackList', () => {
          w.text('Root');
          w.u32(1);
          w.f64(1);
          w.u16(0);
          w.u32(spec.tracks?.length ?? 0);
          for (const track of spec.tracks ?? []) trackObject(w, track, spec, known);
        });
        const [parent, name] = spec.folder ?? ['D:\\Songs\\', 'Blue'];
        path(w, { folder: parent, name }, '\0\0\0\0', true);
        if (spec.markers) markerTrack(w, spec, known);
      });
      w.object('PArrangeSetup', () => {
        w.zeros(20);
        w.f64(600);
        w.zeros(20);
        w.f32(48000);
        w.u32(24);
      });
      w.object('PPool', () => {
        const [parent, name] = spec.folder ?? ['D:\\Songs\\', 'Blue'];
        const folder = spec.documentFolder ?? `${parent}${name}\\`;
        path(w, { folder, name: 'Blue.cpr' }, style === 'sx' ? 'RPDN' : 'NDPR', false);
        for (const index of (spec.files ?? []).keys())
          if (!known.clips.has(index)) clipObject(w, index, '', spec, known);
        for (const film of spec.films ?? []) w.object('PVideoClip', () => path(w, film, 'MOVI', false));
      });
    },
    3,
    ['GDocument', 'CmObject'],
  );
  return w.content();
}

/** What is written already and pointed to from then on. */
interface Known {
  readonly files: Map<number, number>;
  readonly clips: Map<number, number>;
  time: readonly [tempo: number, meter: number] | null;
  hasNotes: boolean;
}

function header(w: ArchiveWriter, start: number, length: number, offset: number): void {
  w.u16(0);
  w.f64(start);
  w.f64(length);
  w.f64(offset);
}

function path(w: ArchiveWriter, { name, folder }: FileSpec, code: string, isFolder: boolean): number {
  const extension = isFolder ? '' : (name.split('.').at(-1) as string);
  return w.object(
    'FNPath',
    () => {
      w.text(name);
      w.put(Buffer.from(code, 'latin1'));
      w.text(extension);
      w.text(extension);
      w.text(isFolder ? '' : 'Wave File');
      w.u32(1);
      w.u16(isFolder ? 1 : 0);
      w.text(folder);
    },
    0,
    ['FPath'],
  );
}

function node(w: ArchiveWriter, name: string, isLinear: boolean, spec: ProjectSpec, known: Known): void {
  w.text(name);
  w.u32(isLinear ? 1 : 0);
  if (isLinear) w.f64(1);
  else timeObjects(w, spec, known);
}

function timeObjects(w: ArchiveWriter, spec: ProjectSpec, known: Known): void {
  if (known.time !== null) {
    w.pointer(known.time[0]);
    w.pointer(known.time[1]);
    return;
  }
  const tempo = w.object('MTempoTrackEvent', () => {
    const points = spec.tempo ?? [[120, 0, 0]];
    w.u32(points.length);
    for (const [bpm, ticks, seconds, isRamp] of points) {
      w.f32(60 / bpm);
      w.f64(ticks);
      w.f64(seconds);
      w.u16(isRamp ? 1 : 0);
    }
    w.f32(spec.fixedTempo ?? 100);
    w.u16(spec.fixedTempo === undefined ? 0 : 1);
  });
  const meter = w.object('MSignatureTrackEvent', () => {
    const meters = spec.meters ?? [[0, 4, 4]];
    w.u32(meters.length);
    for (const [bar, numerator, denominator] of meters) {
      w.u32(bar);
      w.u16(numerator);
      w.u16(denominator);
      w.u32(0);
    }
    w.zeros(8);
  });
  known.time = [tempo, meter];
}

function trackObject(w: ArchiveWriter, track: TrackSpec, spec: ProjectSpec, known: Known): void {
  const type = track.tracks ? 'MFolderTrack' : (track.type ?? 'MAudioTrackEvent');
  w.object(
    type,
    () => {
      header(w, 0, 100, 0);
      if (track.tracks) folderNode(w, track, track.tracks, spec, known);
      else {
        w.object('MListNode', () => {
          node(w, track.name, track.linear ?? false, spec, known);
          w.u32(track.clips?.length ?? 0);
          for (const clip of track.clips ?? []) eventObject(w, clip, spec, known);
        });
      }
      letters(w, track);
      const channel = track.channel;
      if (channel === undefined) w.none();
      else {
        w.object(type === 'MInstrumentTrackEvent' ? 'MInstrumentTrack' : 'MAudioTrack', () => {
          w.u16(1);
          w.key('VST Multitrack');
          w.zeros(8);
          w.entries(channel);
        });
      }
    },
    1,
    ['MTrackEvent'],
  );
}

function folderNode(
  w: ArchiveWriter,
  { name, linear }: TrackSpec,
  inside: readonly TrackSpec[],
  spec: ProjectSpec,
  known: Known,
): void {
  w.object('MTrackList', () => {
    node(w, name, linear ?? true, spec, known);
    w.u16(0);
    w.u32(inside.length);
    for (const track of inside) trackObject(w, track, spec, known);
  });
}

/** Keys are words written backwards. */
function letters(w: ArchiveWriter, { notes, solo }: TrackSpec): void {
  w.u32(1 + (notes === undefined ? 0 : 1) + (solo === undefined ? 0 : 1));
  w.put(Buffer.from('braF'));
  w.u16(1);
  w.i64(3);
  if (solo !== undefined) {
    w.put(Buffer.from('oloS'));
    w.u16(1);
    w.i64(solo ? 1 : 0);
  }
  if (notes === undefined) return;
  w.put(Buffer.from('daPN'));
  w.u16(0x22);
  w.object('UTextEditorBuffer', () => {
    w.zeros(20);
    w.entries([['Text', words(notes)]]);
  });
}

function eventObject(w: ArchiveWriter, clip: ClipSpec, spec: ProjectSpec, known: Known): void {
  const { start, length, offset = 0, file, name = '' } = clip;
  if (clip.inPart) {
    w.object('MAudioPartEvent', () => {
      header(w, start, length, 0);
      w.object('MAudioPart', () => {
        w.text(name);
        eventObject(w, { ...clip, inPart: false }, spec, known);
      });
    });
    return;
  }
  w.object(file === undefined ? 'MMidiPartEvent' : 'MAudioEvent', () => {
    header(w, start, length, offset);
    if (file === undefined)
      w.object('MMidiPart', () => {
        w.text(name);
        if (clip.notes) midiEvents(w, clip.notes, known);
        if (clip.more) w.put(clip.more);
      });
    else clipObject(w, file, name, spec, known);
    w.u32(0);
  });
}

/** The class of the notes is declared with the first part that has some. A controller behind them. */
function midiEvents(w: ArchiveWriter, notes: NonNullable<ClipSpec['notes']>, known: Known): void {
  w.zeros(12);
  w.u32(notes.length + 1);
  w.put(Buffer.from([known.hasNotes ? 0 : 1]));
  if (!known.hasNotes) w.object('MMidiNote', () => {}, 1, ['MMidiEvent']);
  known.hasNotes = true;
  const event = (status: number, at: number, data: number, other: number): void => {
    w.put(Buffer.from([status]));
    w.f64(at);
    w.put(Buffer.from([0, data, other]));
    w.u16(0);
    w.u32(1);
    w.put(Buffer.from('Pler', 'latin1'));
    w.u16(4);
    w.f64(0);
  };
  for (const [at, key, length] of notes) {
    event(0x90, at, key, 80);
    w.f64(length);
    w.zeros(16);
    w.put(Buffer.from([64]));
  }
  event(0xb0, 0, 7, 100);
}

/** Inline at the first use, a pointer from then on. */
function clipObject(w: ArchiveWriter, index: number, name: string, spec: ProjectSpec, known: Known): void {
  const clip = known.clips.get(index);
  if (clip !== undefined) {
    w.pointer(clip);
    return;
  }
  const file = spec.files?.[index] as FileSpec;
  const id = w.object(
    'PAudioClip',
    () => {
      w.text(name || file.name.replace(/\.[^.]*$/, ''));
      w.u32(10);
      w.zeros(12);
      const own = path(w, file, 'WAVE', false);
      w.zeros(18);
      w.u32(file.origin === undefined ? 0 : 1);
      if (file.origin !== undefined) {
        w.key('OrigPath');
        w.u16(0x22);
        path(w, { folder: file.origin[0], name: file.origin[1] }, ' 3pM', false);
      }
      w.object('AudioCluster', () => {
        w.pointer(own);
        w.u16(2);
        w.u32(1);
        const audio = w.object('AudioFile', () => {
          w.i64(file.frames ?? 480_000);
          w.u16(file.bits ?? 24);
          w.u16(((file.bits ?? 24) / 8) * (file.channels ?? 2));
          w.u16(file.channels ?? 2);
          w.f32(file.rate ?? 48000);
          w.pointer(own);
        });
        known.files.set(index, audio);
        w.u16(1);
        w.u32(1);
        w.object('AClusterSegment', () => {
          w.pointer(audio);
          w.zeros(24);
        });
      });
    },
    4,
    ['PMediaDescriptor'],
  );
  known.clips.set(index, id);
}

function markerTrack(w: ArchiveWriter, spec: ProjectSpec, known: Known): void {
  w.object('MMarkerTrackEvent', () => {
    header(w, 0, 100, 0);
    w.object('MListNode', () => {
      node(w, 'Markers', false, spec, known);
      w.u32(spec.markers?.length ?? 0);
      for (const [at, [name, start, length = 0]] of (spec.markers ?? []).entries()) {
        w.object('MMarkerEvent', () => {
          w.text(name);
          w.u32(at + 3);
          w.u16(0);
          w.f64(start);
          w.f64(length);
          w.zeros(8);
        });
      }
    });
    w.u32(0);
  });
}
