/** All commands with their options: what `--help` shows. The work of each is in `commands/` and loaded when it runs, so that `--help` stays quick. */
import type { Argv } from 'yargs';
import type { RunCommand } from './context.js';

export interface Command {
  readonly usage: string;
  readonly describe: string;
  options(args: Argv): Argv;
  load(): Promise<{ readonly run: RunCommand }>;
}

/** Where media are looked for besides the places that the session names. */
const locateOptions = (args: Argv): Argv =>
  args.options({
    search: { type: 'string', array: true, requiresArg: true, describe: 'Look for missing files below this folder' },
    map: {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: 'OLD=NEW: a drive or folder that is elsewhere now',
    },
    accept: {
      type: 'string',
      requiresArg: true,
      describe: 'A file with your decisions on what is missing or ambiguous',
    },
    libraries: {
      choices: ['all', 'user', 'none'],
      describe:
        'all: factory content goes along; user: it stays with the DAW (default); none: packs and user libraries stay, too',
    },
  });

const notes = {
  type: 'string',
  array: true,
  requiresArg: true,
  describe: 'A document, photo or filled-in notes form from outside that goes along',
} as const;

const extractEmbedded = {
  type: 'boolean',
  describe: 'Write the sound that an AAF holds inside as files beside the recall sheet',
} as const;

export const COMMANDS: readonly Command[] = [
  {
    usage: 'archive <paths..>',
    describe: 'Seal a project into one package that opens again',
    options: (args) =>
      locateOptions(args)
        .positional('paths', {
          type: 'string',
          array: true,
          demandOption: true,
          describe: 'Sessions or project folders',
        })
        .options({
          to: { type: 'string', requiresArg: true, describe: 'The folder for package and sidecar' },
          'dry-run': { type: 'boolean', describe: 'Show what would be done, and do nothing' },
          as: { choices: ['zip', 'folder', 'auto'] as const, default: 'zip', describe: 'The form of the package' },
          title: {
            type: 'string',
            requiresArg: true,
            describe: 'What the song is called (default: what the session says, else its name)',
          },
          artist: { type: 'string', requiresArg: true, describe: 'Who plays it' },
          client: { type: 'string', requiresArg: true, describe: 'For whom it was made' },
          note: { type: 'string', requiresArg: true, describe: 'A note that goes along' },
          notes,
          'with-caches': { type: 'boolean', describe: 'Take along what the DAW makes again (overviews)' },
          'whole-folder': { type: 'boolean', describe: 'Take everything in the folder, also other projects' },
          exclude: { type: 'string', array: true, requiresArg: true, describe: 'Leave out what this pattern fits' },
          'extract-embedded': extractEmbedded,
          again: { type: 'boolean', describe: 'Seal anew, even where nothing has changed' },
        })
        .example('tapebox archive "Glass Harbour" --to /Volumes/Shelf', ''),
    load: () => import('./commands/archive.js'),
  },
  {
    usage: 'inspect <path>',
    describe: 'What is in a session or project, and what is missing',
    options: (args) =>
      locateOptions(args).positional('path', {
        type: 'string',
        demandOption: true,
        describe: 'A session or a project folder',
      }),
    load: () => import('./commands/inspect.js'),
  },
  {
    usage: 'verify <packages..>',
    describe: 'Prove that a package is whole: every byte',
    options: (args) =>
      args
        .positional('packages', {
          type: 'string',
          array: true,
          demandOption: true,
          describe: 'Packages: ZIPs or folders',
        })
        .option('quick', { type: 'boolean', describe: 'Structure and sizes only' }),
    load: () => import('./commands/verify.js'),
  },
  {
    usage: 'restore <package>',
    describe: 'Give back the project as a folder that opens in the DAW',
    options: (args) =>
      args
        .positional('package', { type: 'string', demandOption: true, describe: 'A package: ZIP or folder' })
        .options({
          to: {
            type: 'string',
            demandOption: true,
            requiresArg: true,
            describe: 'The folder to restore into; made if needed',
          },
          'session-only': { type: 'boolean', describe: 'The session files alone' },
          salvage: { type: 'boolean', describe: 'From a damaged package: everything that is still whole' },
        })
        .conflicts('salvage', 'session-only'),
    load: () => import('./commands/restore.js'),
  },
  {
    usage: 'drill <packages..>',
    describe: 'A fire drill: restore for a moment, and see that the session finds everything',
    options: (args) =>
      args
        .positional('packages', {
          type: 'string',
          array: true,
          demandOption: true,
          describe: 'Packages: ZIPs or folders',
        })
        .option('scratch', {
          type: 'string',
          requiresArg: true,
          describe: 'Where to restore for a moment (default: beside the package)',
        }),
    load: () => import('./commands/drill.js'),
  },
  {
    usage: 'recall <path>',
    describe: 'Only the recall sheet, in a new folder',
    options: (args) =>
      locateOptions(args)
        .positional('path', { type: 'string', demandOption: true, describe: 'A session or a project folder' })
        .option('to', {
          type: 'string',
          requiresArg: true,
          describe: 'Where the new folder goes (default: where you stand)',
        })
        .options({
          notes,
          zip: { type: 'boolean', describe: 'Also one ZIP with sheet, notes and session files, without sound' },
          open: { type: 'boolean', describe: 'Open the page' },
          'extract-embedded': extractEmbedded,
        }),
    load: () => import('./commands/recall.js'),
  },
  {
    usage: 'notes <path>',
    describe: 'A form for what no DAW stores: console, microphones, credits',
    options: (args) =>
      locateOptions(args)
        .positional('path', { type: 'string', demandOption: true, describe: 'A session or a project folder' })
        .options({
          to: {
            type: 'string',
            requiresArg: true,
            describe: 'Where the form goes, or stands already (default: where you stand)',
          },
          set: { type: 'string', array: true, requiresArg: true, describe: 'FIELD=TEXT: fill in a field of the form' },
        })
        .example('tapebox notes "Glass Harbour" --set "microphones=Kick: D112, voice: U47"', ''),
    load: () => import('./commands/notes.js'),
  },
  {
    usage: 'compare <a> <b>',
    describe: 'Hold two folders, sessions or packages against each other',
    options: (args) =>
      args
        .positional('a', { type: 'string', demandOption: true, describe: 'Folder, session or package' })
        .positional('b', { type: 'string', demandOption: true, describe: 'The other one' }),
    load: () => import('./commands/compare.js'),
  },
  {
    usage: 'config [key] [values..]',
    describe: 'Show or set: studio, to, naming, search, libraries, how the recall sheet looks',
    options: (args) =>
      args
        .positional('key', {
          type: 'string',
          describe:
            'studio, to, naming, search, libraries, recall.logo, recall.accent, recall.order or recall.hide; without one all are shown',
        })
        .positional('values', { type: 'string', array: true, describe: 'Its value; without one it is shown' })
        .option('unset', { type: 'boolean', describe: 'Take the setting back' })
        .example('tapebox config naming "{date}_{client}_{title}_v{n}"', ''),
    load: () => import('./commands/config.js'),
  },
];
