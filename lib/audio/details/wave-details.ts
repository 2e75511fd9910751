/** What the chunks of the WAV family tell, in whatever order they stand, behind the sound too (formats/audio-files.md, section 2.1). */
import type { AudioDetails } from '../../model/audio-details.js';
import type { ByteReader } from '../byte-reader.js';
import { chunkNamed, type Walked } from '../chunks.js';
import { readRegion } from '../region.js';
import { readWaveFormat } from '../wave-format.js';
import { readBext } from './bext.js';
import { readCue } from './cue.js';
import { infoTexts } from './list.js';
import { readAcid, readInst, readSmpl } from './sampler.js';
import { detailSource } from './source.js';
import { readTagChunk } from './tags.js';

export async function waveDetails(reader: ByteReader, walked: Walked): Promise<AudioDetails> {
  const source = detailSource(reader, walked);
  const bext = source.first('bext');
  const ixml = source.first('iXML');
  const cue = readCue(source);
  const smpl = readSmpl(source);
  const acid = readAcid(source.first('acid'));
  const info = infoTexts(source);
  const tagged = await readTagChunk(reader, walked);
  const format = chunkNamed(walked, 'fmt ');
  return {
    bext: bext === null ? null : readBext(bext),
    // The XML parser is loaded for the files that have XML.
    ixml: ixml === null ? null : (await import('./ixml.js')).readIxml(ixml.bytes),
    markers: cue.markers,
    loops: smpl.loops,
    unityNote: smpl.unityNote,
    instrument: readInst(source.first('inst')),
    acid,
    tempo: cue.tempo ?? acid?.tempo ?? tagged?.tags?.tempo ?? null,
    region: readRegion(walked),
    texts: [...info, ...(tagged?.texts ?? [])],
    comments: [],
    tags: tagged?.tags ?? null,
    objectAudio: readObjectAudio(walked, source.first('chna')?.u16(0) ?? null),
    channelMask: format === null ? null : (readWaveFormat(format.head, walked.bigEndian)?.channelMask ?? null),
    isShortened: source.isShortened() || tagged?.isShortened === true,
  };
}

/** `axml` is the description, `chna` says which tracks it speaks of. */
function readObjectAudio(walked: Walked, tracks: number | null): AudioDetails['objectAudio'] {
  return tracks === null && chunkNamed(walked, 'axml') === null ? null : { tracks };
}
