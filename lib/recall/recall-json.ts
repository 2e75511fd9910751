/** `tapebox-recall-sheet/1`: all that the sheet knows, for programs. The sidecar of a package can be made from it again. */
import type { Sheet } from './model.js';

export function recallJson(sheet: Sheet): string {
  const data = {
    schema: 'tapebox-recall-sheet/1',
    title: sheet.title,
    artist: sheet.artist,
    client: sheet.client,
    sessions: sheet.sessions.map(({ session, saved, daw, relinked, media }) => ({
      ...session,
      daw,
      saved,
      relinked,
      files: media.map(({ audio, ...one }) => ({
        ...one,
        audio: audio === null ? null : { ...audio, lengthNs: audio.lengthNs?.toString() ?? null },
      })),
    })),
    kept: sheet.kept,
    extras: sheet.extras,
    notes: sheet.notes,
    findings: sheet.findings,
  };
  return `${JSON.stringify(data, null, 1)}\n`;
}
