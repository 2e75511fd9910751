#!/usr/bin/env node
// `--version` loads nothing else: scripts ask it often.
import { VERSION } from '../model/version.js';

const [first] = process.argv.slice(2);
if (first === '-V' || process.argv.includes('--version')) console.log(VERSION);
else process.exitCode = await (await import('./run.js')).run(process.argv.slice(2));
