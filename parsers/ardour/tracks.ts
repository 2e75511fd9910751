/** Routes (tracks, buses, master, monitor) and VCAs as tracks (ardour.md, section 4). */

import type { SessionSource } from '../../lib/model/parser.js';
import type { Note, PluginInstance, Track } from '../../lib/model/session.js';
import { UNTOLD_TRACK } from '../shared/untold.js';
import { child, childrenNamed, type XmlElement } from '../shared/xml-tree.js';
import { automatedIn } from './automation.js';
import { colourOf, type RouteColours } from './colour.js';
import type { StateUse } from './lv2-state.js';
import type { SourceUse } from './media.js';
import { type FoundPlugin, readPlugins } from './plugins.js';
import { type PlacedClip, type Playlists, readRegions, type Setting, sourcesOf } from './regions.js';
import { idOf, kindOf, mixerOf, nameOf, routesInOrder } from './routes.js';
import { connectionsOf, readSends } from './routing.js';
import { textOf } from './values.js';

export interface TrackFacts {
  readonly tracks: readonly Track[];
  readonly uses: readonly SourceUse[];
  readonly states: readonly StateUse[];
}

export interface Scene {
  readonly setting: Setting;
  readonly playlists: Playlists;
  readonly colours: RouteColours;
  /** 2.x: a list of its own; a route names one by its id, or has its name: `id 5`, `name Voice`. */
  readonly diskstreams: ReadonlyMap<string, XmlElement>;
  /** Names of the routes by their ids. */
  readonly names: ReadonlyMap<string, string>;
}

export function readTracks(session: XmlElement, scene: Scene, document: SessionSource): TrackFacts {
  const uses: (readonly SourceUse[])[] = [];
  const states: (readonly StateUse[])[] = [];
  const regions = regionsById(session);
  const players = new Map<XmlElement, string>();
  const tracks = routesInOrder(session).map((route, index) => {
    const playlists = playlistsOf(route, scene);
    const own = playlists.filter(({ playlist }) => !players.has(playlist));
    const shared = playlists.flatMap(({ playlist }) => players.get(playlist) ?? []);
    for (const { playlist } of own) players.set(playlist, nameOf(route));
    const clips = own.flatMap(({ playlist, kind }) => readRegions(playlist, kind, index, scene.setting));
    const plugins = [...readPlugins(route, document), ...regionPlugins(own, document)];
    uses.push(
      clips.flatMap((placed) => placed.uses),
      triggered(route, regions, index),
    );
    states.push(statesOf(plugins, index));
    return trackOf(
      route,
      scene,
      clips,
      plugins.map(({ plugin }) => plugin),
      shared,
    );
  });
  const vcas = childrenNamed(child(session, 'VCAManager'), 'VCA').map((vca) => vcaOf(vca, scene));
  const plugins = readPlugins(child(session, 'IOPlugins') ?? NOTHING, document);
  states.push(statesOf(plugins, tracks.length + vcas.length));
  const io = plugins.length === 0 ? [] : [ioTrack(plugins.map(({ plugin }) => plugin))];
  return { tracks: [...tracks, ...vcas, ...io], uses: uses.flat(), states: states.flat() };
}

const NOTHING: XmlElement = {
  name: '',
  attributes: new Map(),
  children: [],
  text: '',
  start: 0,
  end: 0,
  spans: new Map(),
};

const statesOf = (plugins: readonly FoundPlugin[], track: number): readonly StateUse[] =>
  plugins.flatMap(({ plugin, stateFolder }) =>
    stateFolder === null
      ? []
      : [{ folder: stateFolder, use: { track, what: plugin.name, startNs: null, lengthNs: null } }],
  );

interface PlaylistUse {
  readonly playlist: XmlElement;
  readonly kind: 'audio' | 'midi';
}

/** The playlists of a route, by version: its own attributes (6 and later), its Diskstream (3 to 5), that of its id or name (2). */
function playlistsOf(route: XmlElement, { playlists, diskstreams }: Scene): readonly PlaylistUse[] {
  const found = (['audio', 'midi'] as const).flatMap((kind): PlaylistUse[] => {
    const playlist = playlists.byId.get(textOf(route, `${kind}-playlist`) ?? '');
    return playlist === undefined ? [] : [{ playlist, kind }];
  });
  if (found.length > 0) return found;
  const id = textOf(route, 'diskstream-id');
  const stream = child(route, 'Diskstream') ?? diskstreams.get(id === null ? `name ${nameOf(route)}` : `id ${id}`);
  const playlist = playlists.byName.get(textOf(stream, 'playlist') ?? '');
  if (playlist === undefined) return [];
  return [
    { playlist, kind: (textOf(playlist, 'type') ?? textOf(route, 'default-type')) === 'midi' ? 'midi' : 'audio' },
  ];
}

/** Effects of single regions (8.5 and later). */
const regionPlugins = (playlists: readonly PlaylistUse[], document: SessionSource): readonly FoundPlugin[] =>
  playlists.flatMap(({ playlist }) =>
    childrenNamed(playlist, 'Region').flatMap((region) => readPlugins(region, document, textOf(region, 'name'))),
  );

const regionsById = (session: XmlElement): ReadonlyMap<string, XmlElement> =>
  new Map(childrenNamed(child(session, 'Regions'), 'Region').map((region) => [textOf(region, 'id') ?? '', region]));

/** Slots of the clip launcher (7 and later) play regions of the list `Regions`. */
function triggered(route: XmlElement, regions: ReadonlyMap<string, XmlElement>, track: number): readonly SourceUse[] {
  return childrenNamed(route, 'Processor')
    .filter((one) => textOf(one, 'type') === 'triggerbox')
    .flatMap((box) => childrenNamed(child(box, 'Triggers'), 'Trigger'))
    .flatMap((slot) => {
      const region = regions.get(textOf(slot, 'region') ?? '');
      if (region === undefined) return [];
      const use = { track, what: textOf(region, 'name') ?? '', startNs: null, lengthNs: null };
      return sourcesOf(region).map((source) => ({ source, use, neededNs: null }));
    });
}

function trackOf(
  route: XmlElement,
  scene: Scene,
  clips: readonly PlacedClip[],
  plugins: readonly PluginInstance[],
  shared: readonly string[],
): Track {
  return {
    name: nameOf(route),
    kind: kindOf(route),
    inTrackList: true,
    parent: null,
    colour: colourOf(route, idOf(route), scene.colours),
    ...mixerOf(route),
    input: connectionsOf(route, 'Input'),
    output: connectionsOf(route, 'Output'),
    sends: readSends(route, scene.names),
    plugins,
    clips: clips.map(({ clip }) => clip),
    notes: notesOf(route, shared),
    automated: automatedIn(route),
  };
}

/** Several tracks may play one playlist: its regions are listed with the first of them. */
const notesOf = (route: XmlElement, shared: readonly string[]): string | null =>
  [commentOf(route), ...shared.map((name) => `Plays the playlist of the track ${name} too.`)]
    .filter((text) => text !== null)
    .join('\n') || null;

const commentOf = (route: XmlElement): string | null => child(route, 'Comment')?.text.trim() || null;

function vcaOf(vca: XmlElement, scene: Scene): Track {
  return {
    ...EMPTY_TRACK,
    name: textOf(vca, 'name') ?? '',
    kind: 'vca',
    colour: colourOf(vca, idOf(vca), scene.colours),
    ...mixerOf(vca),
    notes: commentOf(vca),
  };
}

const EMPTY_TRACK: Track = { ...UNTOLD_TRACK, name: '', kind: 'other', inTrackList: false };

/** Plug-ins of the session's own inputs and outputs (7.2 and later) belong to no route. */
const ioTrack = (plugins: readonly PluginInstance[]): Track => ({ ...EMPTY_TRACK, name: 'I/O plug-ins', plugins });

/** Groups by name, with their routes. */
export function groupNotes(session: XmlElement, names: ReadonlyMap<string, string>): readonly Note[] {
  return ['RouteGroups', 'EditGroups', 'MixGroups'].flatMap((list) =>
    (child(session, list)?.children ?? []).flatMap((group) => {
      const members = (textOf(group, 'routes') ?? '').split(' ').flatMap((id) => names.get(id) ?? []);
      const name = textOf(group, 'name');
      return name === null || members.length === 0 ? [] : [{ where: `group ${name}`, text: members.join(', ') }];
    }),
  );
}
