/** What yargs says of a line that it does not understand, in words of a studio, with what was probably meant. Pure. */

/** `argv`: what was typed; `options`: the names of all options that the command has. */
export function usageWords(message: string, argv: readonly string[], options: readonly string[]): string {
  const command = /^Did you mean (.+)\?$/.exec(message)?.[1];
  if (command !== undefined) return `there is no command of that name; did you mean ${command}?`;
  if (/^Not enough non-option arguments/.test(message)) return 'the path to work on is missing';
  const missing = /^Missing required arguments?: (.+)$/.exec(message)?.[1];
  if (missing !== undefined) return `--${missing.split(', ').join(' and --')} is missing`;
  const value = /Argument: (\S+), Given: (".*"), Choices: (.+)/.exec(message);
  if (value !== null) return `--${value[1]} is one of ${value[3]}, not ${value[2]}`;
  const unknown = /^Unknown (?:arguments?|commands?): (.+)$/.exec(message)?.[1]?.split(', ')[0];
  if (unknown === undefined) return message;
  if (!argv.some((word) => word.startsWith('-') && word.replace(/^-+/, '').split('=')[0] === unknown)) {
    return `there is no command "${unknown}"`;
  }
  const meant = nearest(unknown, options);
  return `there is no option --${unknown}${meant === null ? '' : `; did you mean --${meant}?`}`;
}

function nearest(typed: string, names: readonly string[]): string | null {
  const near = names.map((name) => ({ name, slips: slips(typed, name) })).sort((a, b) => a.slips - b.slips)[0];
  // More in so short a word was no slip of the finger.
  return near === undefined || near.slips > Math.min(2, typed.length / 3) ? null : near.name;
}

/** How many letters must be added, taken out or changed to come from one to the other. */
function slips(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
