/** What the sealing needs to have written: recall sheet and README, made from what is known before sealing. */

import { countsAsThere } from '../model/complete.js';
import type { LocatedProject } from '../model/located.js';
import type { Plan } from '../plan/model.js';
import type { Extraction } from '../recall/embedded.js';
import type { RecallInput } from '../recall/model.js';
import { readmeText } from '../recall/readme.js';
import { sheetFiles } from '../recall/recall-files.js';
import { sheetOf } from '../recall/sheet.js';
import { wantedPeaks, wavesOf } from '../recall/waves.js';
import { sessionPath } from '../seal/record.js';
import type { Paperwork } from '../seal/seal.js';
import { sidecarSession } from '../seal/sidecar.js';

export function paperworkOf(
  located: LocatedProject,
  plan: Plan,
  notes: string | null,
  embedded: Extraction,
  details: RecallInput['details'] & object = new Map(),
): Paperwork {
  const input = { ...recallInput(located, plan, notes), details };
  const [main] = located.sessions;
  const wanted = wantedPeaks(main);
  return {
    peaks: (source) => wanted.get(source) ?? null,
    // The sheet of a large session is large: it lives only as long as its files are written.
    recall: (waves) => sheetFiles(sheetOf(input), wavesOf(main, waves)),
    embedded,
    sessions: sheetOf(input).sessions.map(({ session, saved }) => sidecarSession({ ...session, saved })),
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

function recallInput(located: LocatedProject, plan: Plan, notes: string | null): RecallInput {
  const { title, artist, client } = plan.about;
  const collected = plan.files.flatMap(({ why, content }) =>
    why === 'collected' && content.kind !== 'made' ? [content.from] : [],
  );
  const relinked = plan.sessions
    .filter((session) => session.changes.length > 0)
    .map((session) => session.located.file.path);
  return {
    located,
    title,
    artist,
    client,
    notes: notes === null ? [] : [{ where: 'notes.md', text: notes }],
    plan: { collected: new Set(collected), relinked: new Set(relinked), findings: plan.findings },
  };
}
