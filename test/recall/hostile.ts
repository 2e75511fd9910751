import type { LocatedProject } from '../../lib/model/located.js';
import { clip, entry, located, locatedSession, parsed, plugin, project, reference, track } from '../inspect/sample.js';

export const PLAIN = 'a long and plain name of something';

/** Names that would act instead of being read, if anything let them. */
export const HOSTILE: readonly string[] = [
  '</text></svg><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '<%= process.exit() %>',
  '| a | b |\n# head\n- item',
  '=HYPERLINK("http://x","y"),+1',
  '\u001b]0;owned\u0007\u202egnp.exe\u0000',
  'lone \udc80 \ud800 half',
  '[x](javascript:alert(1)) `code` **b** ~~',
  'a megabyte of <b> & "quotes" '.repeat(40_000),
  'javascript:alert(1)//',
  '--> ]]> <!-- <![CDATA[ &#x3c;script&#x3e; &lt;b&gt;',
  '{{constructor.constructor("alert(1)")()}} <% throw 1 %>',
];
/** A song in which everything that can have a name has that one. */
export const named = (name: string): LocatedProject => {
  const lost = located(
    reference(name, { name, usedBy: [{ track: 0, what: 'clip', startNs: 0n, lengthNs: 1n }] }),
    null,
  );
  const tracks = [
    track(name, {
      clips: [clip(0, 0, 100, { name }), clip(null, 100, 100, { name })],
      plugins: [
        plugin(name, {
          maker: name,
          preset: name,
          identifier: `id ${name}`,
          within: name,
          hints: [name],
          settings: [{ name, value: name, unit: name }],
        }),
      ],
      sends: [{ to: name, levelDb: 0, preFader: null, enabled: null }],
      input: name,
      output: name,
      colour: name,
      automated: [name],
      notes: name.replaceAll('\n', ' '),
    }),
  ];
  const markers = [
    { name, atNs: 0n, lengthNs: null, colour: name },
    { name, atNs: 0n, lengthNs: 100_000_000_000n, colour: name },
  ];
  const notes = [{ where: name, text: name.replaceAll('\n', ' ') }];
  const findings = [{ code: name, severity: 'warn', message: name, where: name, next: name }] as const;
  const more = { application: name, artist: name, title: name, markers, findings, notes, tracks };
  return project([locatedSession(parsed(more), [lost])], [entry('notes.md')]);
};
