/** Real sessions with lists that another program made, where they lie beside the project. */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import type { SessionParser } from '../../lib/model/parser.js';
import type { ParsedSession } from '../../lib/model/session.js';
import { READ_LIMITS } from '../../lib/read/read.js';
import { memorySource } from './memory-source.js';
import { filesBelow, sharedFolder } from './shared-folder.js';

/** One test for each; `check` throws where the session is not what its list says. */
export function itAgreesWithLists<Expected>(
  parser: SessionParser,
  check: (session: ParsedSession, expected: Expected) => void,
): void {
  const [corpus, lists] = [sharedFolder('corpus', parser.format), sharedFolder('expected', parser.format)];
  if (!corpus || !lists) {
    it.skip(`needs ../shared/corpus/${parser.format}`);
    return;
  }
  for (const list of filesBelow(lists)) {
    const name = relative(lists, list).slice(0, -'.json'.length);
    it(name, async () => {
      const session = await parser.read(memorySource(readFileSync(join(corpus, name)), name), READ_LIMITS);
      check(session, JSON.parse(readFileSync(list, 'utf8')) as Expected);
      expect(session.findings.filter(({ severity }) => severity !== 'info')).to.deep.equal([]);
    });
  }
}
