import { expect } from 'chai';
import { ardour } from '../../../parsers/ardour/index.js';
import type { MadeSession } from './ardour-session.js';
import { read } from './sessions.js';

const plugin = (id: string, state: string) =>
  `<Processor id="${id}" name="sfizz" active="1" type="lv2" unique-id="urn:s" count="1"><lv2 last-preset-label="" state-dir="${state}"/></Processor>`;
const made = (id = '77', state = 'state9'): MadeSession => ({
  tracks: [{ name: 'Keys', kind: 'midi', processors: plugin(id, state) }],
});
const named = async (turtle: string, session = made()): Promise<readonly string[]> => {
  const { media } = await read(session, { 'plugins/77/state9/state.ttl': Buffer.from(turtle) });
  return media.map(({ stored, kind, alternates }) => [kind, stored, ...alternates].join(' | '));
};

describe('Ardour: files that the state of LV2 plug-ins names', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [
      'a file of the state',
      "<> x:file <David's%20CP70.sfz> .",
      ["sample | David's CP70.sfz | plugins/77/state9/David's CP70.sfz"],
    ],
    ['not of text', 'x:a <Tuning.scl>', ['other | Tuning.scl | plugins/77/state9/Tuning.scl']],
    ['in UTF-8', 'x:a <%C3%BC%20%25.wav>', ['sample | ü %.wav | plugins/77/state9/ü %.wav']],
    ['an absolute path', 'x:a "/usr/share/FluidR3 \\"GM\\".sf2"', ['sample | /usr/share/FluidR3 "GM".sf2']],
    ['a file URL', 'x:a <file:///usr/share/a%20b.wav>', ['sample | /usr/share/a b.wav']],
    ['once', 'x:a <a.wav> ; x:b <a.wav>', ['sample | a.wav | plugins/77/state9/a.wav']],
    ['names of the vocabulary', '@prefix a: <http://x/y#> . a:b <urn:z> ; <> <#c>', []],
    ['a place outside', 'x:a <../../../etc/passwd.wav>, <a/../b.wav>, </etc/x.wav>', []],
    ['a text that is no path', 'x:a "/", "a.wav", "0.5"^^xsd:float, "/a b/c"', []],
    ['a long text', 'x:a """<preset name="/a/b.wav">\n""" ; x:b <c.wav>', ['sample | c.wav | plugins/77/state9/c.wav']],
    ['a comment', '# <a.wav>\nx:b <b.wav>', ['sample | b.wav | plugins/77/state9/b.wav']],
    ['an open text', 'x:a "/a/b.wav', []],
    ['an open long text', 'x:a """<a.wav>', []],
    ['nothing', '', []],
  ];
  for (const [what, turtle, expected] of cases) {
    it(what, async () => expect(await named(turtle)).to.deep.equal(expected));
  }

  it('only the state that the session names', async () => {
    expect(await named('x:a <a.wav>', made('77', 'state8'))).to.deep.equal([]);
    expect(await named('x:a <a.wav>', made('78', 'state9'))).to.deep.equal([]);
    expect(await named('x:a <a.wav>', made('77', '../77/state9'))).to.deep.equal([]);
  });

  it('is looked for in the folder of the state, or where the path says', async () => {
    const session = await read(made(), { 'plugins/77/state9/state.ttl': Buffer.from('x:a <a.wav>, "/s/b.sf2"') });
    const context = { session, baseFolder: '/p', projectRoot: '/p', named: () => [] };
    expect(
      session.media.flatMap((reference) => ardour.resolve(reference, context).map(({ path }) => path)),
    ).to.deep.equal(['/p/plugins/77/state9/a.wav', '/s/b.sf2']);
    expect(session.media.map(({ sites, usedBy }) => [sites.length, usedBy[0]?.what])).to.deep.equal([
      [0, 'sfizz'],
      [0, 'sfizz'],
    ]);
  });

  it('takes no longer for a text of a million escapes', async () => {
    expect(await named(`x:a "${'\\"'.repeat(500_000)}`)).to.deep.equal([]);
  });
});
