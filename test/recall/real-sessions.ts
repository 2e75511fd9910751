/** Two dozen real projects of different DAWs, where they lie beside the project: a few of each format, the same every time. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sharedFolder } from '../parsers/shared-folder.js';

const FORMATS = ['reaper', 'als', 'ardour', 'protools', 'logic', 'garageband', 'cpr', 'aaf'];
const EACH = 4;

export function realProjects(): readonly { readonly format: string; readonly folder: string }[] {
  return FORMATS.flatMap((format) => {
    const corpus = sharedFolder('corpus', format);
    if (corpus === null) return [];
    const folders = readdirSync(corpus)
      .filter((name) => !['broken', 'projects', 'zipped'].includes(name) && statSync(join(corpus, name)).isDirectory())
      .sort();
    const whole = sharedFolder('corpus', format, 'projects');
    const projects = whole === null ? [] : readdirSync(whole).sort().slice(0, 2);
    return [...projects.map((name) => join(whole as string, name)), ...folders.map((name) => join(corpus, name))]
      .slice(0, EACH)
      .map((folder) => ({ format, folder }));
  });
}
