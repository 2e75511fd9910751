/** How long work tells how far it is. Whoever shows it decides how; nothing in the pipeline prints. */
export interface Progress {
  /** A phase begins; the function is told the bytes done since it was last told. */
  start(phase: string, totalBytes: number): (more: number) => void;
}

export const NO_PROGRESS: Progress = { start: () => () => {} };
