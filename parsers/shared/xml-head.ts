/** The root element of an XML document, from its first bytes. */

const SKIPPED = /^(?:\ufeff|\s+|<\?[^>]{0,2000}\?>|<!--[\s\S]{0,2000}?-->|<!DOCTYPE[^>[]{0,500}>)/i;

export interface XmlRoot {
  readonly name: string;
  /** Everything behind the name, as far as the bytes go. */
  readonly rest: string;
}

/** Null where the first thing is no element, behind declaration, comments and a DOCTYPE without a subset. */
export function xmlRoot(head: Uint8Array): XmlRoot | null {
  let text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('utf8');
  for (let n = 0; n < 20; n++) {
    const skipped = SKIPPED.exec(text);
    if (skipped === null) break;
    text = text.slice(skipped[0].length);
  }
  const root = /^<([A-Za-z_][\w:.-]{0,100})/.exec(text);
  return root === null ? null : { name: root[1] as string, rest: text.slice(root[0].length) };
}
