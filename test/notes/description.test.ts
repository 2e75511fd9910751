import { expect } from 'chai';
import { notesPath } from '../../lib/project/description.js';
import { locatedSession, parsed, project, ROOT } from '../inspect/sample.js';

const notesOf = (path: string, bundle: string | null): string => {
  const session = locatedSession(parsed(), [], path);
  return notesPath(project([{ ...session, file: { ...session.file, bundle } }]));
};

describe('notes.md is looked for', () => {
  it('beside the session', () => {
    expect(notesOf(`${ROOT}/Sessions/Song.rpp`, null)).to.equal(`${ROOT}/Sessions/notes.md`);
  });
  it('beside a bundle, and not deep inside of it', () => {
    expect(notesOf(`${ROOT}/Song.logicx/Alternatives/000/ProjectData`, `${ROOT}/Song.logicx`)).to.equal(
      `${ROOT}/notes.md`,
    );
  });
  it('never outside of the project', () => {
    expect(notesOf(`${ROOT}/Alternatives/000/ProjectData`, ROOT)).to.equal(`${ROOT}/Alternatives/000/notes.md`);
  });
});
