import { CONFIG_KEYS, configHome, readConfig, setConfig, writeConfig } from '../../config/config.js';
import { logoAddress } from '../../config/house.js';
import type { RunCommand } from '../context.js';

export const run: RunCommand = async (context, args) => {
  const { fs } = context.world;
  const home = configHome(process.env);
  const key = args['key'] as string | undefined;
  const values = (args['values'] as readonly string[] | undefined) ?? [];
  let config = readConfig(fs, home);
  if (key !== undefined && (values.length > 0 || args['unset'] === true)) {
    config = setConfig(config, key, values);
    // Told now, while the picture is at hand; later a sheet is made without it.
    if (key === 'recall.logo' && config[key] !== null) logoAddress(fs, config[key]);
    writeConfig(fs, home, config);
  } else if (key !== undefined) setConfig(config, key, []); // says so where there is no such setting
  for (const name of CONFIG_KEYS) {
    if (key !== undefined && name !== key) continue;
    const value = config[name];
    context.say(`  ${name.padEnd(13)} ${Array.isArray(value) ? value.join('  ') || '–' : (value ?? '–')}`);
  }
  context.json({ schema: 'tapebox-config/1', home, ...config });
  return { exitCode: 0 };
};
