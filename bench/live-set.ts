/** A Live 11 set of any size, as Live would have written it: clips with their files, notes, devices with their settings, plug-in state. */
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

let nextId = 1;

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<Ableton MajorVersion="5" MinorVersion="11.0_433" SchemaChangeCount="3" Creator="Ableton Live 11.0" Revision="0123456789abcdef0123456789abcdef01234567">
	<LiveSet>
		<Tracks>
`;
const TAIL = `		</Tracks>
		<MasterTrack>
			<Name>
				<EffectiveName Value="Master" />
			</Name>
			<DeviceChain>
				<Mixer>
${parameter('Tempo', 120, 5)}
				</Mixer>
			</DeviceChain>
		</MasterTrack>
		<Locators>
			<Locators />
		</Locators>
	</LiveSet>
</Ableton>
`;

function parameter(name: string, value: number, depth: number): string {
  const tab = '\t'.repeat(depth);
  return `${tab}<${name}>\n${tab}\t<LomId Value="0" />\n${tab}\t<Manual Value="${value}" />\n${tab}\t<MidiControllerRange>\n${tab}\t\t<Min Value="0.0003162277571" />\n${tab}\t\t<Max Value="1.99526238" />\n${tab}\t</MidiControllerRange>\n${tab}\t<AutomationTarget Id="${nextId++}">\n${tab}\t\t<LockEnvelope Value="0" />\n${tab}\t</AutomationTarget>\n${tab}\t<ModulationTarget Id="${nextId++}">\n${tab}\t\t<LockEnvelope Value="0" />\n${tab}\t</ModulationTarget>\n${tab}</${name}>`;
}

const eq8 = (): string =>
  `\t\t\t\t\t\t<Eq8 Id="${nextId++}">\n\t\t\t\t\t\t\t<On>\n\t\t\t\t\t\t\t\t<Manual Value="true" />\n\t\t\t\t\t\t\t</On>\n${Array.from(
    { length: 8 },
    (_, band) =>
      `\t\t\t\t\t\t\t<Bands.${band}>\n\t\t\t\t\t\t\t\t<ParameterA>\n${['Mode', 'Freq', 'Gain', 'Q'].map((name) => parameter(name, band * 100.125, 9)).join('\n')}\n\t\t\t\t\t\t\t\t</ParameterA>\n\t\t\t\t\t\t\t</Bands.${band}>`,
  ).join('\n')}\n\t\t\t\t\t\t</Eq8>\n`;

function plugin(): string {
  const line = `\t\t\t\t\t\t\t\t\t\t\t\t${'0123456789ABCDEF'.repeat(5)}\n`;
  return `\t\t\t\t\t\t<PluginDevice Id="${nextId++}">\n\t\t\t\t\t\t\t<PluginDesc>\n\t\t\t\t\t\t\t\t<VstPluginInfo Id="0">\n\t\t\t\t\t\t\t\t\t<Path Value="C:/VST/Synth.dll" />\n\t\t\t\t\t\t\t\t\t<PlugName Value="Synth" />\n\t\t\t\t\t\t\t\t\t<UniqueId Value="1397572658" />\n\t\t\t\t\t\t\t\t\t<Preset>\n\t\t\t\t\t\t\t\t\t\t<VstPreset Id="1">\n\t\t\t\t\t\t\t\t\t\t\t<Buffer>\n${line.repeat(200)}\t\t\t\t\t\t\t\t\t\t\t</Buffer>\n\t\t\t\t\t\t\t\t\t\t</VstPreset>\n\t\t\t\t\t\t\t\t\t</Preset>\n\t\t\t\t\t\t\t\t</VstPluginInfo>\n\t\t\t\t\t\t\t</PluginDesc>\n\t\t\t\t\t\t</PluginDevice>\n`;
}

function audioClip(track: number, at: number): string {
  const tab = '\t'.repeat(9);
  const file = `take ${track}-${at % 4}.wav`;
  const markers = Array.from(
    { length: 8 },
    (_, i) => `${tab}\t\t<WarpMarker Id="${i}" SecTime="${i * 0.5}" BeatTime="${i}" />\n`,
  ).join('');
  return `${tab}<AudioClip Id="${nextId++}" Time="${at * 16}">\n${tab}\t<LomId Value="0" />\n${tab}\t<CurrentStart Value="${at * 16}" />\n${tab}\t<CurrentEnd Value="${at * 16 + 16}" />\n${tab}\t<Loop>\n${tab}\t\t<LoopStart Value="0" />\n${tab}\t\t<LoopEnd Value="16" />\n${tab}\t\t<StartRelative Value="0" />\n${tab}\t\t<LoopOn Value="false" />\n${tab}\t</Loop>\n${tab}\t<Name Value="take ${track}" />\n${tab}\t<Annotation Value="" />\n${tab}\t<Color Value="${track % 70}" />\n${tab}\t<Disabled Value="false" />\n${tab}\t<SampleRef>\n${tab}\t\t<FileRef>\n${tab}\t\t\t<RelativePathType Value="3" />\n${tab}\t\t\t<RelativePath Value="Samples/Recorded/${file}" />\n${tab}\t\t\t<Path Value="/Users/anna/Song Project/Samples/Recorded/${file}" />\n${tab}\t\t\t<Type Value="2" />\n${tab}\t\t\t<LivePackName Value="" />\n${tab}\t\t\t<LivePackId Value="" />\n${tab}\t\t\t<OriginalFileSize Value="882044" />\n${tab}\t\t\t<OriginalCrc Value="18508" />\n${tab}\t\t</FileRef>\n${tab}\t\t<LastModDate Value="1552587900" />\n${tab}\t\t<SourceContext />\n${tab}\t\t<SampleUsageHint Value="0" />\n${tab}\t\t<DefaultDuration Value="220500" />\n${tab}\t\t<DefaultSampleRate Value="44100" />\n${tab}\t</SampleRef>\n${tab}\t<WarpMarkers>\n${markers}${tab}\t</WarpMarkers>\n${tab}</AudioClip>\n`;
}

/** Notes and automation are most of a big set. */
function midiClip(at: number): string {
  const tab = '\t'.repeat(9);
  const keys = Array.from({ length: 5 }, (_, key) => {
    const notes = Array.from(
      { length: 30 },
      (_, i) =>
        `${tab}\t\t\t\t\t<MidiNoteEvent Time="${i * 0.25}" Duration="0.2296875" Velocity="${60 + (i % 50)}" VelocityDeviation="0" OffVelocity="64" Probability="1" IsEnabled="true" NoteId="${i + 1}" />\n`,
    ).join('');
    return `${tab}\t\t\t<KeyTrack Id="${key}">\n${tab}\t\t\t\t<Notes>\n${notes}${tab}\t\t\t\t</Notes>\n${tab}\t\t\t\t<MidiKey Value="${60 + key}" />\n${tab}\t\t\t</KeyTrack>\n`;
  }).join('');
  return `${tab}<MidiClip Id="${nextId++}" Time="${at * 8}">\n${tab}\t<CurrentStart Value="${at * 8}" />\n${tab}\t<CurrentEnd Value="${at * 8 + 8}" />\n${tab}\t<Name Value="part" />\n${tab}\t<Notes>\n${tab}\t\t<KeyTracks>\n${keys}${tab}\t\t</KeyTracks>\n${tab}\t</Notes>\n${tab}</MidiClip>\n`;
}

function envelope(): string {
  const tab = '\t'.repeat(6);
  const events = Array.from(
    { length: 400 },
    (_, i) => `${tab}\t\t\t<FloatEvent Id="${i}" Time="${i * 0.5}" Value="${(i % 100) / 100}" />\n`,
  ).join('');
  return `${tab}<AutomationEnvelope Id="${nextId++}">\n${tab}\t<EnvelopeTarget>\n${tab}\t\t<PointeeId Value="${nextId++}" />\n${tab}\t</EnvelopeTarget>\n${tab}\t<Automation>\n${tab}\t\t<Events>\n${events}${tab}\t\t</Events>\n${tab}\t</Automation>\n${tab}</AutomationEnvelope>\n`;
}

/** About half a megabyte. */
function track(index: number): string {
  const isAudio = index % 2 === 0;
  const [tag, line] = isAudio ? ['AudioTrack', 'Sample'] : ['MidiTrack', 'ClipTimeable'];
  const clips = Array.from({ length: isAudio ? 24 : 20 }, (_, at) => (isAudio ? audioClip(index, at) : midiClip(at)));
  const devices = isAudio ? [eq8(), plugin(), eq8(), eq8(), eq8(), eq8()] : [plugin(), eq8()];
  return `\t\t\t<${tag} Id="${nextId++}">\n\t\t\t\t<Name>\n\t\t\t\t\t<EffectiveName Value="${index + 1}-Track" />\n\t\t\t\t\t<UserName Value="" />\n\t\t\t\t\t<Annotation Value="" />\n\t\t\t\t</Name>\n\t\t\t\t<Color Value="${index % 70}" />\n\t\t\t\t<AutomationEnvelopes>\n\t\t\t\t\t<Envelopes>\n${envelope()}${envelope()}${envelope()}\t\t\t\t\t</Envelopes>\n\t\t\t\t</AutomationEnvelopes>\n\t\t\t\t<TrackGroupId Value="-1" />\n\t\t\t\t<DeviceChain>\n\t\t\t\t\t<Mixer>\n${parameter('Volume', 0.75, 6)}\n${parameter('Pan', 0, 6)}\n\t\t\t\t\t</Mixer>\n\t\t\t\t\t<MainSequencer>\n\t\t\t\t\t\t<${line}>\n\t\t\t\t\t\t\t<ArrangerAutomation>\n\t\t\t\t\t\t\t\t<Events>\n${clips.join('')}\t\t\t\t\t\t\t\t</Events>\n\t\t\t\t\t\t\t</ArrangerAutomation>\n\t\t\t\t\t\t</${line}>\n\t\t\t\t\t</MainSequencer>\n\t\t\t\t\t<DeviceChain>\n\t\t\t\t\t\t<Devices>\n${devices.join('')}\t\t\t\t\t\t</Devices>\n\t\t\t\t\t</DeviceChain>\n\t\t\t\t</DeviceChain>\n\t\t\t</${tag}>\n`;
}

/** Writes `file` (gzip, as Live does) of at least so many bytes of XML, and the plain XML to `xml`. */
export function makeLiveSet(file: string, bytes: number, xml: string): void {
  const pieces = [Buffer.from(HEAD)];
  let size = HEAD.length;
  for (let index = 0; size < bytes; index++) {
    const piece = Buffer.from(track(index));
    pieces.push(piece);
    size += piece.length;
  }
  const document = Buffer.concat([...pieces, Buffer.from(TAIL)]);
  writeFileSync(xml, document);
  writeFileSync(file, gzipSync(document));
}
