/** The text of a small RTF document as Cocoa writes it: markers and notes (logic.md, section 4.6). */

/** Windows charsets of `\fcharset`; the others are the document's own code page. */
const CHARSETS: Readonly<Record<number, string>> = {
  77: 'macintosh',
  128: 'shift_jis',
  129: 'euc-kr',
  134: 'gbk',
  136: 'big5',
  161: 'windows-1253',
  162: 'windows-1254',
  163: 'windows-1258',
  177: 'windows-1255',
  178: 'windows-1256',
  186: 'windows-1257',
  204: 'windows-1251',
  222: 'windows-874',
  238: 'windows-1250',
};
const CODE_PAGES: Readonly<Record<number, string>> = {
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  10000: 'macintosh',
};
/** Groups whose content is no text. */
const HIDDEN = new Set([
  'fonttbl',
  'colortbl',
  'expandedcolortbl',
  'stylesheet',
  'info',
  'pict',
  'listtable',
  'listoverridetable',
  'filetbl',
  'header',
  'footer',
]);
const BREAKS: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  tab: '\t',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
};
const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z'])|([{}])|[\r\n]+|[^\\{}\r\n]+/gi;
const MAX_DEPTH = 1000;

interface Group {
  readonly hidden: boolean;
  readonly isFontTable: boolean;
  readonly font: number;
  /** Bytes that stand behind a `\u` for readers that know no Unicode. */
  readonly fallback: number;
}

export const isRtf = (text: string): boolean => text.startsWith('{\\rtf');

/** `text`: a character per byte. Ends at the brace that closes the document: what follows is rubbish. */
export function textOfRtf(text: string): string {
  const groups: Group[] = [];
  let group: Group = { hidden: false, isFontTable: false, font: 0, fallback: 1 };
  let codePage = 'windows-1252';
  const fonts = new Map<number, string>();
  let out = '';
  /** Bytes of one code page that wait for the rest of their characters. */
  let bytes: number[] = [];
  let skip = 0;
  const flush = (): void => {
    if (bytes.length > 0) out += decode(bytes, fonts.get(group.font) ?? codePage);
    bytes = [];
  };
  const put = (shown: string): void => {
    flush();
    if (!group.hidden) out += shown;
  };

  function word(name: string, value: number | null): void {
    if (name === 'ansicpg') codePage = CODE_PAGES[value ?? 0] ?? `windows-${value}`;
    else if (HIDDEN.has(name)) group = { ...group, hidden: true, isFontTable: name === 'fonttbl' || group.isFontTable };
    else if (name === 'f') {
      flush();
      group = { ...group, font: value ?? 0 };
    } else if (name === 'fcharset' && group.isFontTable) {
      const charset = CHARSETS[value ?? 0];
      if (charset !== undefined) fonts.set(group.font, charset);
    } else if (name === 'uc') group = { ...group, fallback: value ?? 1 };
    else if (name === 'u') {
      put(String.fromCharCode((value ?? 0) & 0xffff));
      skip = group.fallback;
    } else if (BREAKS[name] !== undefined) put(BREAKS[name]);
  }

  for (const match of text.matchAll(TOKEN)) {
    const [all, name, number, hex, symbol, brace] = match;
    if (brace === '{') {
      if (groups.length >= MAX_DEPTH) break;
      flush();
      groups.push(group);
    } else if (brace === '}') {
      flush();
      const outer = groups.pop();
      if (outer === undefined || groups.length === 0) break;
      group = outer;
    } else if (name !== undefined) word(name.toLowerCase(), number === undefined ? null : Number(number));
    else if (hex !== undefined) {
      if (skip > 0) skip--;
      else if (!group.hidden) bytes.push(Number.parseInt(hex, 16));
    } else if (symbol !== undefined) {
      if (symbol === '*') group = { ...group, hidden: true };
      else if (symbol === '\n' || symbol === '\r') put('\n');
      else if (symbol === '~') put('\u00a0');
      else if (symbol !== '-') put(symbol);
    } else if (!/^[\r\n]/.test(all)) {
      const shown = all.slice(skip);
      skip = Math.max(skip - all.length, 0);
      put(shown);
    }
  }
  flush();
  return out;
}

function decode(bytes: readonly number[], label: string): string {
  try {
    return new TextDecoder(label).decode(Uint8Array.from(bytes));
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}
