/** Run by the build: writes the page that `tapebox --help` prints, so that asking for help loads no parser of arguments. */
import { writeFileSync } from 'node:fs';
import { helpText } from './run.js';

writeFileSync(new URL('./help.txt', import.meta.url), `${await helpText()}\n`);
