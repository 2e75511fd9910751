/** `recall.json` against the schema that docs publish, which must name every field that is there. */
import nodeFs from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { nodeFileSystem } from '../../lib/ports/node-file-system.js';
import { openProjects } from '../../lib/project/open-projects.js';
import { recallFiles } from '../../lib/recall/recall-files.js';
import { writeRecall } from '../../lib/recall/write-recall.js';
import { glassHarbour } from '../inspect/sample.js';
import { scratchFolder } from '../support/scratch.js';
import { NO_LOCATE, testWorld } from '../support/world.js';
import { realProjects } from './real-sessions.js';

type Json = Readonly<Record<string, unknown>>;

/** Readers ignore what they do not know; we must not write what is not told. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, one]) => [key, strict(one)]));
  const isClosed = inner['type'] === 'object' && 'properties' in inner && !('additionalProperties' in inner);
  return isClosed ? { ...inner, additionalProperties: false } : inner;
}

describe('recall.json is what docs/recall-sheet.schema.json says', () => {
  const scratch = scratchFolder();
  const published = JSON.parse(nodeFs.readFileSync('docs/recall-sheet.schema.json', 'utf8')) as Json;
  const valid = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(strict(published) as Json);
  const faults = (json: unknown) =>
    valid(json)
      ? []
      : (valid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`).slice(0, 8);
  const sheetsOf = async (input: string) => {
    const world = testWorld(nodeFileSystem);
    const opened = await openProjects(world, input, { ...NO_LOCATE, midiNotes: true });
    const jsons: unknown[] = [];
    for (const located of opened.projects) {
      const { json } = await writeRecall(world, located, scratch.path);
      jsons.push(JSON.parse(nodeFs.readFileSync(json, 'utf8')));
    }
    return jsons;
  };

  it('refuses what is not', () => {
    expect(faults({ schema: 'tapebox-recall-sheet/1' })).not.to.deep.equal([]);
  });
  it('for the song of the mock-up', () => {
    const plan = { collected: new Map<string, string>(), relinked: new Set<string>(), findings: [] };
    const files = recallFiles({ located: glassHarbour(), title: null, artist: null, client: null, notes: [], plan });
    const json = files.find((file) => file.path === 'recall.json')?.bytes.toString('utf8') ?? '';
    expect(faults(JSON.parse(json))).to.deep.equal([]);
  });
  for (const sample of ['reaper/Glass Harbour', 'live/Tin Roof Rain Project', 'ardour/Salt Line'])
    it(sample, async () => {
      for (const json of await sheetsOf(path.resolve('samples', sample))) expect(faults(json)).to.deep.equal([]);
    });
  for (const { format, folder } of realProjects())
    it(`${format}: ${path.basename(folder)}`, async () => {
      for (const json of await sheetsOf(folder)) expect(faults(json)).to.deep.equal([]);
    });
});
