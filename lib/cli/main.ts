#!/usr/bin/env node
// What is asked often is answered before more is loaded than it needs.
import { readFileSync } from 'node:fs';
import { VERSION } from '../model/version.js';

const args = process.argv.slice(2);
const only = args.length === 1 ? args[0] : undefined;
if (args.includes('--version') || only === '-V') console.log(VERSION);
else if (only === '--help') process.stdout.write(readFileSync(new URL('./help.txt', import.meta.url), 'utf8'));
else {
  const refused = args[0] === 'inspect' ? await (await import('./refuse.js')).refusal(args) : null;
  process.exitCode = refused ?? (await (await import('./run.js')).run(args));
}
