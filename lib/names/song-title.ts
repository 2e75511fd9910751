/** What a song is called where nobody typed it: tapebox.json, then the session's own word, then the name of its file. Pure. */
import type { LocatedProject } from '../model/located.js';
import { basename } from '../model/paths.js';
import { sessionTitle } from '../model/session-file.js';

export function songTitle({ project, sessions: [main] }: LocatedProject, described: string | null): string {
  return described ?? main?.session.title ?? (main === undefined ? basename(project.root) : sessionTitle(main.file));
}
