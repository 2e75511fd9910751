import { expect } from 'chai';
import { usageWords } from '../../lib/cli/usage-words.js';

const OPTIONS = ['exclude', 'to', 'with-caches', 'json'];

describe('words for a line that is not understood', () => {
  const cases: readonly (readonly [string, readonly string[], string])[] = [
    ['Unknown argument: exlude', ['--exlude'], 'there is no option --exlude; did you mean --exclude?'],
    ['Unknown argument: exlude', ['--exlude=x'], 'there is no option --exlude; did you mean --exclude?'],
    [
      'Unknown arguments: with-cache, withCache',
      ['--with-cache'],
      'there is no option --with-cache; did you mean --with-caches?',
    ],
    ['Unknown argument: colour', ['--colour'], 'there is no option --colour'],
    ['Unknown argument: x', ['-x'], 'there is no option --x'],
    ['Unknown argument: nonsense', ['nonsense'], 'there is no command "nonsense"'],
    ['Unknown command: nonsense', ['nonsense'], 'there is no command "nonsense"'],
    ['Did you mean archive?', ['archiv'], 'there is no command of that name; did you mean archive?'],
    ['Not enough non-option arguments: got 0, need at least 1', [], 'the path to work on is missing'],
    ['Missing required argument: to', [], '--to is missing'],
    [
      'Invalid values:\n  Argument: as, Given: "rar", Choices: "zip", "folder"',
      ['--as', 'rar'],
      '--as is one of "zip", "folder", not "rar"',
    ],
    ['Name a command.', [], 'Name a command.'],
  ];
  for (const [message, argv, words] of cases) {
    it(`${argv.join(' ')} (${message}): ${words}`, () => expect(usageWords(message, argv, OPTIONS)).to.equal(words));
  }
});
