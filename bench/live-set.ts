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

const track = (index: number): string =>
  `\t\t\t<AudioTrack Id="${nextId++}">\n\t\t\t\t<Name>\n\t\t\t\t\t<EffectiveName Value="${index + 1}-Audio" />\n\t\t\t\t\t<UserName Value="" />\n\t\t\t\t\t<Annotation Value="" />\n\t\t\t\t</Name>\n\t\t\t\t<Color Value="${index % 70}" />\n\t\t\t\t<TrackGroupId Value="-1" />\n\t\t\t\t<DeviceChain>\n\t\t\t\t\t<Mixer>\n${parameter('Volume', 0.75, 6)}\n${parameter('Pan', 0, 6)}\n\t\t\t\t\t</Mixer>\n\t\t\t\t\t<MainSequencer>\n\t\t\t\t\t\t<Sample>\n\t\t\t\t\t\t\t<ArrangerAutomation>\n\t\t\t\t\t\t\t\t<Events>\n${Array.from({ length: 40 }, (_, at) => audioClip(index, at)).join('')}\t\t\t\t\t\t\t\t</Events>\n\t\t\t\t\t\t\t</ArrangerAutomation>\n\t\t\t\t\t\t</Sample>\n\t\t\t\t\t</MainSequencer>\n\t\t\t\t\t<DeviceChain>\n\t\t\t\t\t\t<Devices>\n${eq8()}${plugin()}${eq8()}\t\t\t\t\t\t</Devices>\n\t\t\t\t\t</DeviceChain>\n\t\t\t\t</DeviceChain>\n\t\t\t</AudioTrack>\n`;

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
