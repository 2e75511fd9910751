import type { Command } from '../command.js';

export const configCommand: Command = {
  usage: 'config [key] [values..]',
  describe: 'Show or set: studio, to, naming, search, libraries',
  options: (args) =>
    args
      .positional('key', { type: 'string', describe: 'The setting; without one all are shown' })
      .positional('values', { type: 'string', array: true, describe: 'Its value; without one it is shown' })
      .option('unset', { type: 'boolean', describe: 'Take the setting back' })
      .example('tapebox config naming "{date}_{client}_{title}_v{n}"', ''),
  async run(context, args) {
    const { CONFIG_KEYS, configHome, readConfig, setConfig, writeConfig } = await import('../../config/config.js');
    const { fs } = context.world;
    const home = configHome(process.env);
    const key = args['key'] as string | undefined;
    const values = (args['values'] as readonly string[] | undefined) ?? [];
    let config = readConfig(fs, home);
    if (key !== undefined && (values.length > 0 || args['unset'] === true)) {
      config = setConfig(config, key, values);
      writeConfig(fs, home, config);
    } else if (key !== undefined) setConfig(config, key, []); // says so where there is no such setting
    for (const name of CONFIG_KEYS) {
      if (key !== undefined && name !== key) continue;
      const value = config[name];
      context.say(`  ${name.padEnd(10)} ${Array.isArray(value) ? value.join('  ') || '–' : (value ?? '–')}`);
    }
    context.json({ schema: 'tapebox-config/1', home, ...config });
    return { exitCode: 0 };
  },
};
