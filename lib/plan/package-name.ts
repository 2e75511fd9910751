/** How the package is called, which form it has, and which number in its lineage. Pure. */
import { PACKAGE_SUFFIX } from '../model/layout.js';
import type { LocatedProject } from '../model/located.js';
import { dayOf } from '../model/time.js';
import { collisionKey } from '../names/collision.js';
import { familyOf, type NameFacts, standardName } from '../names/standard-name.js';
import type { Survey } from '../survey/model.js';
import type { Plan } from './model.js';
import type { PlanOptions } from './plan.js';

/** Headers, tag files and the recall sheet, generously. */
const OVERHEAD_BYTES = 64 * 1024 * 1024;

export function packageName(
  located: LocatedProject,
  survey: Survey,
  options: PlanOptions,
  bytes: number,
): Pick<Plan, 'name' | 'form' | 'lineage'> {
  const number = (survey.previous?.lineage.number ?? 0) + 1;
  const facts = nameFacts(located, survey, options, number);
  const taken = new Set(survey.names.map((name) => collisionKey(name)));
  const rivals = new Set(
    survey.shelf
      .filter((entry) => entry.lineage.id !== survey.previous?.lineage.id)
      .map((entry) => collisionKey(familyOf(entry.name))),
  );
  const isTaken = (name: string) =>
    rivals.has(collisionKey(familyOf(name))) ||
    [...taken].some((key) => key.startsWith(collisionKey(`${name}.tapebox`)));
  let rival = 1;
  while (isTaken(standardName(options.template, facts, rival))) rival++;
  return {
    name: standardName(options.template, facts, rival),
    form: formOf(options.form, survey, bytes),
    lineage: { id: survey.previous?.lineage.id ?? null, number, previous: survey.previous?.sidecar.package.id ?? null },
  };
}

function formOf(wish: PlanOptions['form'], survey: Survey, bytes: number): 'zip' | 'folder' {
  if (wish !== 'auto') return wish;
  return survey.largestFile !== null && bytes + OVERHEAD_BYTES > survey.largestFile ? 'folder' : 'zip';
}

function nameFacts(located: LocatedProject, survey: Survey, options: PlanOptions, number: number): NameFacts {
  const main = located.sessions[0];
  const { about } = options;
  const bpm = main?.session.tempo[0]?.bpm;
  const rate = main?.session.sampleRate;
  return {
    date: main === undefined ? null : dayOf(main.session.savedAt ?? main.stat.mtimeNs),
    artist: about.artist,
    title: about.title,
    daw: main?.parserName ?? null,
    n: String(number).padStart(2, '0'),
    archived: dayOf(options.now),
    studio: about.studio,
    client: about.client,
    bpm: bpm === undefined ? null : String(Math.round(bpm * 100) / 100),
    rate: rate === null || rate === undefined ? null : `${rate / 1000}k`,
    id: survey.sessionId,
  };
}

export const containerName = (plan: Pick<Plan, 'name' | 'form'>): string =>
  plan.form === 'zip' ? `${plan.name}${PACKAGE_SUFFIX}` : `${plan.name}.tapebox`;
