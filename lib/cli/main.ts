#!/usr/bin/env node
// Two questions that are asked often are answered before anything is loaded.
import { readFileSync } from 'node:fs';
import { VERSION } from '../model/version.js';

const args = process.argv.slice(2);
const only = args.length === 1 ? args[0] : undefined;
if (args.includes('--version') || only === '-V') console.log(VERSION);
else if (only === '--help') process.stdout.write(readFileSync(new URL('./help.txt', import.meta.url), 'utf8'));
else process.exitCode = await (await import('./run.js')).run(args);
