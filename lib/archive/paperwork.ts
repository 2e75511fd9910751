/** What the sealing needs to have written: recall sheet and README, made from what is known before sealing. */

import type { AudioDetails } from '../model/audio-details.js';
import { countsAsThere } from '../model/complete.js';
import { NOTES, PROJECT } from '../model/layout.js';
import type { LocatedProject } from '../model/located.js';
import { resolve } from '../model/paths.js';
import type { GivenDocument } from '../notes/document-names.js';
import { textsOf } from '../notes/documents.js';
import type { Plan } from '../plan/model.js';
import type { Extraction } from '../recall/embedded.js';
import type { House, RecallInput } from '../recall/model.js';
import { photoSources, readPhotos } from '../recall/photos.js';
import { readmeText } from '../recall/readme.js';
import { sheetFiles } from '../recall/recall-files.js';
import { sheetOf, sheetSessions } from '../recall/sheet.js';
import { wantedPeaks, wavesOf } from '../recall/waves.js';
import { sessionPath } from '../seal/record.js';
import type { Paperwork } from '../seal/seal.js';
import { sidecarSession } from '../seal/sidecar.js';
import type { World } from '../work/world.js';

export interface PaperworkOptions {
  /** The text of data/Notes/notes.md. */
  readonly notes: string | null;
  /** Those that the user named, also where they lie in the project. */
  readonly documents: readonly GivenDocument[];
  readonly house: House;
  readonly embedded: Extraction;
  /** What media files say of themselves, by their real path. */
  readonly details: ReadonlyMap<string, AudioDetails>;
}

export async function paperworkOf(
  world: Pick<World, 'fs' | 'signal' | 'progress'>,
  located: LocatedProject,
  plan: Plan,
  options: PaperworkOptions,
): Promise<Paperwork> {
  const input = await recallInput(world, located, plan, options);
  const [main] = located.sessions;
  const wanted = wantedPeaks(main);
  return {
    peaks: (source) => wanted.get(source) ?? null,
    // The sheet of a large session is large: it lives only as long as its files are written.
    recall: (waves) => sheetFiles(sheetOf(input), wavesOf(main, waves)),
    embedded: options.embedded,
    sessions: sheetSessions(input).map(({ session, saved }) => sidecarSession({ ...session, saved })),
    readme: ({ name, record }) =>
      readmeText({
        name,
        title: plan.about.title,
        artist: plan.about.artist,
        daw: plan.sessions[0]?.located.parserName ?? '',
        rootName: plan.project.rootName,
        session: sessionPath(plan),
        relinked: plan.sessions.some((session) => session.changes.length > 0),
        missing: record.sessions
          .flatMap((one) => one.media)
          .filter((media) => !countsAsThere(media.needed, media.state)).length,
      }),
  };
}

async function recallInput(
  world: Pick<World, 'fs' | 'signal' | 'progress'>,
  located: LocatedProject,
  plan: Plan,
  { notes, documents, house, details }: PaperworkOptions,
): Promise<RecallInput> {
  const { title, artist, client } = plan.about;
  const copies = plan.files.flatMap(({ path, why, content }) =>
    content.kind === 'made' ? [] : [{ path, why, from: content.from }],
  );
  const relinked = plan.sessions
    .filter((session) => session.changes.length > 0)
    .map((session) => session.located.file.path);
  const project = `${PROJECT}${plan.project.rootName}/`;
  const packed = new Map(copies.map(({ from, path }) => [resolve(from), path]));
  const named = documents.map((document) => {
    const path = packed.get(document.path) ?? '';
    return { ...document, packedAs: path.startsWith(NOTES) ? path.slice(NOTES.length) : document.name };
  });
  // A photo that the user leaves out of the package must not be in its page.
  const sources = photoSources(located, named, house).filter(({ file }) => packed.has(file));
  const { photos, notes: unshown } = await readPhotos(world, sources);
  const own = notes === null ? [] : [{ where: 'notes.md', text: notes }];
  return {
    located,
    title,
    artist,
    client,
    notes: [...own, ...textsOf(world.fs, named), ...unshown],
    documents: copies.flatMap(({ path }) => (path.startsWith(NOTES) ? [path.slice(NOTES.length)] : [])),
    photos,
    house,
    details,
    plan: {
      collected: new Map(
        copies.flatMap(({ why, from, path }) =>
          why === 'collected' ? [[from, path.slice(project.length)] as const] : [],
        ),
      ),
      relinked: new Set(relinked),
      findings: plan.findings,
    },
  };
}
