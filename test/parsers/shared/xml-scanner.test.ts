import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { XML_LIMITS, type XmlHandler } from '../../../parsers/shared/xml-events.js';
import { XmlError } from '../../../parsers/shared/xml-fault.js';
import { xmlScanner } from '../../../parsers/shared/xml-scanner.js';
import { readXmlTree, TooManyElements } from '../../../parsers/shared/xml-tree.js';
import { filesBelow, sharedFolder } from '../shared-folder.js';

type Event = readonly ['open', string, readonly (readonly [string, string])[]] | readonly ['close' | 'text', string];

/** Runs of text joined, so that it does not matter in how many pieces they came. */
function collector() {
  const events: Event[] = [];
  const text = (piece: string) => {
    const last = events.at(-1);
    if (last?.[0] === 'text') events[events.length - 1] = ['text', last[1] + piece];
    else if (piece !== '') events.push(['text', piece]);
  };
  return { events, text };
}

function scanned(document: Uint8Array, cuts: readonly number[] = []): Event[] {
  const { events, text } = collector();
  const scanner = xmlScanner({
    open(tag) {
      events.push(['open', tag.name, tag.attributes()]);
    },
    close: (name) => events.push(['close', name]),
    text: (piece) => text(piece.string()),
  });
  let from = 0;
  for (const cut of [...cuts, document.length]) {
    scanner.write(Buffer.from(document.subarray(from, cut)));
    from = cut;
  }
  scanner.end();
  return events;
}

function parsed(document: Uint8Array): Event[] {
  const { events, text } = collector();
  const parser = new SaxesParser({ fragment: false });
  let depth = 0;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    depth++;
    events.push(['open', tag.name, Object.entries(tag.attributes as Record<string, string>)]);
  });
  parser.on('closetag', (tag) => {
    depth--;
    events.push(['close', tag.name]);
  });
  const inRoot = (piece: string) => depth > 0 && text(piece);
  parser.on('text', inRoot);
  parser.on('cdata', inRoot);
  parser.write(Buffer.from(document).toString('utf8')).close();
  return events;
}

function withoutContent(events: readonly Event[], isSkipped: (name: string) => boolean): Event[] {
  let depth = 0;
  return events.filter(([kind, name]) => {
    const isInside = depth > 0;
    if (kind === 'open' && (isInside || isSkipped(name))) depth++;
    if (kind === 'close' && isInside) depth--;
    return depth === 0 || (!isInside && kind === 'open');
  });
}

const faultOf = (document: string | Uint8Array): string => {
  try {
    scanned(Buffer.from(document as string));
    return 'whole';
  } catch (error) {
    if (error instanceof XmlError) return error.fault;
    throw error;
  }
};

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,8}$/);
const plain = fc.string({ unit: fc.constantFrom(...'ab /\t\n\ré漢😀;#x]'), maxLength: 12 });
const entity = fc.constantFrom('&amp;', '&lt;', '&gt;', '&quot;', '&apos;', '&#10;', '&#x0D;', '&#x1F600;');
const chars = fc.array(fc.oneof(plain, entity), { maxLength: 4 }).map((parts) => parts.join(''));
const value = fc.oneof(
  chars.map((text) => `"${text}'"`),
  chars.map((text) => `'${text}"'`),
);
const blank = fc.constantFrom(' ', '\n\t', '\r\n');
const attributes = fc
  .uniqueArray(fc.tuple(name, value, blank), { maxLength: 4, selector: ([key]) => key })
  .map((all) => all.map(([key, text, gap]) => `${gap}${key}${gap === ' ' ? '=' : ' = '}${text}`).join(''));
const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  element: fc
    .tuple(name, attributes, fc.option(tie('content'), { nil: null }), fc.constantFrom('', ' ', '\n'))
    .map(([tag, inside, content, gap]) =>
      content === null ? `<${tag}${inside}${gap}/>` : `<${tag}${inside}${gap}>${content}</${tag}${gap}>`,
    ),
  content: fc
    .array(
      fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        chars.map((text) => text.replaceAll(']', '')),
        fc.constantFrom('<!-- a > b <c> -->', '<![CDATA[<x>&amp;\r\n]] ]]>', '<?go "now"?>'),
        tie('element'),
      ),
      { maxLength: 5 },
    )
    .map((all) => all.join('')),
}));
const documents = fc
  .tuple(fc.constantFrom('', '<?xml version="1.0" encoding="UTF-8"?>\r\n', '<!-- first -->'), element)
  .map(([head, root]) => Buffer.from(`${head}${root}\n`));

describe('The XML scanner', () => {
  it('says of any document what a real parser says, wherever the pieces are cut', () => {
    fc.assert(
      fc.property(documents, fc.array(fc.nat(), { maxLength: 12 }), (document, places) => {
        const cuts = places.map((place) => place % (document.length + 1)).sort((a, b) => a - b);
        const expected = parsed(document);
        expect(scanned(document)).to.deep.equal(expected);
        expect(scanned(document, cuts)).to.deep.equal(expected);
        expect(
          scanned(
            document,
            [...document.keys()].map((at) => at + 1),
          ),
        ).to.deep.equal(expected);
      }),
      { numRuns: 400 },
    );
  });

  it('leaves out the content of what is skipped, and nothing else', () => {
    fc.assert(
      fc.property(documents, fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(), (document, letter, place) => {
        const isSkipped = (name: string) => name.toLowerCase().startsWith(letter);
        const { events, text } = collector();
        const scanner = xmlScanner({
          open(tag) {
            events.push(['open', tag.name, tag.attributes()]);
            return isSkipped(tag.name) ? 'skip' : undefined;
          },
          close: (name) => events.push(['close', name]),
          text: (piece) => text(piece.string()),
        });
        const cut = place % (document.length + 1);
        scanner.write(document.subarray(0, cut));
        for (const byte of document.subarray(cut)) scanner.write(Uint8Array.of(byte));
        scanner.end();
        expect(events).to.deep.equal(withoutContent(parsed(document), isSkipped));
      }),
      { numRuns: 400 },
    );
  });

  it('gives the places of tags and values', () => {
    const document = `<?xml version="1.0"?><a>\n <é b = 'x&amp;y' c="">tëxt</é><d/></a>`;
    const bytes = Buffer.from(document);
    const at = (start: number, end: number) => bytes.subarray(start, end).toString();
    const seen: string[] = [];
    const handler: XmlHandler = {
      open(tag) {
        seen.push(at(tag.start, tag.end));
        for (const [key] of tag.attributes()) {
          const span = tag.span(key);
          if (span) seen.push(`${span.quote}${at(span.start, span.end)}`);
        }
        expect(tag.span('zz')).to.equal(null);
        expect(tag.attribute('zz')).to.equal(null);
      },
      close: (_name, start, end) => seen.push(at(start, end)),
      text: (text) => text.isBlank || seen.push(at(text.start, text.start + text.length)),
    };
    const scanner = xmlScanner(handler);
    for (const byte of bytes) scanner.write(Uint8Array.of(byte));
    scanner.end();
    expect(seen).to.deep.equal([
      '<a>',
      `<é b = 'x&amp;y' c="">`,
      `'x&amp;y`,
      '"',
      't',
      'ë',
      'x',
      't',
      '</é>',
      '<d/>',
      '',
      '</a>',
    ]);
  });

  for (const [what, document, fault] of [
    ['nothing', '', 'cut'],
    ['a cut tag', '<a><b c="', 'cut'],
    ['an open element', '<a><b/>', 'cut'],
    ['the wrong end tag', '<a></b>', 'malformed'],
    ['an end tag too many', '<a/></a>', 'malformed'],
    ['two roots', '<a/><b/>', 'malformed'],
    ['text behind the root', '<a/>x', 'malformed'],
    ['no value', '<a b/>', 'malformed'],
    ['no quotes', '<a b=c/>', 'malformed'],
    ['no blank', '<a b="c"d="e"/>', 'malformed'],
    ['a tag in a value', '<a b="<c>"/>', 'malformed'],
    ['an unknown entity', '<a b="&xxe;"/>', 'malformed'],
    ['a character that is none', '<a>&#xD800;</a>', 'malformed'],
    ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a/>', 'doctype'],
    ['UTF-16', Buffer.from('\ufeff<a/>', 'utf16le'), 'encoding'],
    ['another encoding', '<?xml version="1.0" encoding="ISO-8859-1"?><a/>', 'encoding'],
    ['endless depth', '<a>'.repeat(XML_LIMITS.maxDepth + 1), 'too-deep'],
    ['a tag without end', `<a b="${'x'.repeat(XML_LIMITS.maxToken)}`, 'too-long'],
    ['a byte order mark', '\ufeff<a/>', 'whole'],
    ['bytes that are no text', Buffer.from('<a b="\xff"/>', 'latin1'), 'whole'],
  ] as const) {
    it(`takes ${what} for ${fault}`, () => expect(faultOf(document)).to.equal(fault));
  }

  it('ends in events or a fault, whatever it is given', () => {
    const seeds = [...'<>/="\'&;!?-[] \n'].map((char) => char.charCodeAt(0));
    const bytes = fc.array(fc.oneof(fc.constantFrom(...seeds, 97, 98), fc.nat(255)), { maxLength: 60 });
    fc.assert(
      fc.property(bytes, (document) => {
        faultOf(Buffer.from(document));
      }),
      { numRuns: 2000 },
    );
  });

  const shared = sharedFolder();
  it('says of every XML session of the corpus what a real parser says', function () {
    if (shared === null) return this.skip();
    this.timeout(120_000);
    let count = 0;
    for (const format of ['als', 'ardour']) {
      for (const path of filesBelow(join(shared, 'corpus', format))) {
        if (path.includes('/broken/') || !/\.(als|alc|adg|adv|ardour|bak)$/.test(path)) continue;
        const bytes = readFileSync(path);
        const document = bytes[0] === 0x1f ? gunzipSync(bytes) : bytes;
        if (document.length > 1_000_000) continue;
        expect(scanned(document, [1000, document.length >> 1]), path).to.deep.equal(parsed(document));
        count++;
      }
    }
    expect(count).to.be.greaterThan(30);
  });
});

describe('The XML tree', () => {
  const tree = (document: string, maxElements = 100) =>
    readXmlTree([Buffer.from(document)], { maxElements, isOpaque: (one) => one === 'chunk' });

  it('keeps elements, attributes with their places, and text', async () => {
    const document = '<a x="1"><b y="&lt;2">one<c/>two</b><chunk z="3"><d/>AAAA</chunk></a>';
    const { root, trouble } = await tree(document);
    expect(trouble).to.equal(null);
    const [b, chunk] = root?.children ?? [];
    expect(b?.attributes.get('y')).to.equal('<2');
    const span = b?.spans.get('y');
    expect(document.slice(span?.start, span?.end)).to.equal('&lt;2');
    expect(b?.text).to.equal('onetwo');
    expect(chunk?.children).to.deep.equal([]);
    expect(chunk?.attributes.get('z')).to.equal('3');
    expect(document.slice(chunk?.start, chunk?.end)).to.equal('<chunk z="3"><d/>AAAA</chunk>');
  });

  it('gives what stands before a fault', async () => {
    const { root, trouble } = await tree('<a><b/><c><d');
    expect(trouble).to.be.instanceOf(XmlError);
    expect(root?.children.map((one) => one.name)).to.deep.equal(['b', 'c']);
  });

  it('stays in bounds', async () => {
    expect((await tree(`<a>${'<b/>'.repeat(200)}</a>`)).trouble).to.be.instanceOf(TooManyElements);
  });
});
