import type { TapeboxError } from '../model/errors.js';
import { asTapeboxError, type Context, Interrupted, worst } from './context.js';

/**
 * Does the same with each input; one that fails does not keep the others from being done. A failure that is alone is thrown.
 * `failed` makes of a failure beside others the entry that stands for it among the results.
 */
export async function each<T>(
  context: Context,
  inputs: readonly string[],
  work: (input: string) => Promise<{ readonly results: readonly T[]; readonly exitCode: number }>,
  failed?: (input: string, error: TapeboxError) => T,
): Promise<{ readonly results: readonly T[]; exitCode(): number }> {
  const results: T[] = [];
  const codes: number[] = [];
  const errors: unknown[] = [];
  for (const input of inputs) {
    try {
      const done = await work(input);
      results.push(...done.results);
      codes.push(done.exitCode);
    } catch (error) {
      if (error instanceof Interrupted) throw error;
      if (inputs.length === 1) throw error;
      errors.push(error);
      if (failed !== undefined) results.push(failed(input, asTapeboxError(error)));
    }
  }
  return { results, exitCode: () => worst([...codes, ...errors.map(context.tell)]) };
}
