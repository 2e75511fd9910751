/** The catalogue of plug-ins, and the inserts of a track (protools.md, section 4.4). */
import type { PluginFormat, PluginInstance } from '../../lib/model/session.js';
import { type Block, childOf, childrenOf, cursorIn, type Document, listed, topOf } from './blocks.js';
import { CONTENT } from './content.js';
import { type OldText, stringAt, textOf } from './text.js';

export interface CataloguePlugin {
  readonly name: string;
  readonly format: PluginFormat;
  /** The AAX id, or else maker, product and type as four letters each. */
  readonly identifier: string | null;
  /** 3: an effect or instrument, others: engines of Pro Tools itself. */
  readonly category: number;
}

/** It lists plug-ins that are inserted nowhere any more as well. */
export function readCatalogue(document: Document, old: OldText): readonly CataloguePlugin[] {
  return listed(document, topOf(document, CONTENT.catalogue), CONTENT.catalogueEntry, 'plugins').map((block) => {
    const cursor = cursorIn(document, block);
    const category = cursor.u8() ?? 0;
    const name = stringAt(cursor, old);
    const codes = cursor.take(12);
    if (name === null || codes === null) document.damaged.add('plugins');
    cursor.skip(BEFORE_AAX_ID);
    const aax = stringAt(cursor, old) || null;
    return {
      category,
      name: name ?? '',
      format: aax === null ? 'unknown' : 'AAX',
      identifier: aax ?? (codes === null ? null : lettersOf(document, codes)),
    };
  });
}

/** From Pro Tools 10 on the AAX id stands this far behind the codes; before, nothing does. */
const BEFORE_AAX_ID = 7;

/** `igiD3e74rme7` is "Digi 47e3 7emr" where the bytes are little-endian. */
function lettersOf({ order }: Document, codes: Uint8Array): string {
  const letters = [0, 4, 8].map((at) => {
    const code = Buffer.from(codes.subarray(at, at + 4));
    return textOf(order === 'le' ? code.reverse() : code, 'mac-roman');
  });
  return letters.join(' ');
}

/** There are eleven. */
const MOST_SLOTS = 64;

/** The slots of one track in their order; a multi-mono wrapper is one plug-in. */
export function insertsOf(
  document: Document,
  block: Block | null,
  catalogue: readonly CataloguePlugin[],
): readonly PluginInstance[] {
  const plugins: PluginInstance[] = [];
  if (block === null) return plugins;
  for (const slot of childrenOf(document, block)) {
    if (plugins.length === MOST_SLOTS) break;
    if (slot.content !== CONTENT.insert && slot.content !== CONTENT.multiMono) continue;
    const insert = slot.content === CONTENT.multiMono ? childOf(document, slot, CONTENT.insert) : slot;
    const inner = childOf(document, insert, CONTENT.insertPlugin);
    const head = childOf(document, inner, CONTENT.insertHead);
    const index = inner === null || head === null ? null : cursorIn(document, inner, head.end).u16();
    const plugin = index === null ? undefined : catalogue[index];
    if (plugin === undefined) {
      document.damaged.add('plugins');
      continue;
    }
    const state = childOf(document, childOf(document, inner, CONTENT.pluginData), CONTENT.pluginState);
    plugins.push({
      name: plugin.name,
      maker: null,
      format: plugin.format,
      identifier: plugin.identifier,
      bypassed: null,
      preset: null,
      within: null,
      state: { bytes: state === null ? 0 : state.end - state.body, readable: false },
      settings: [],
      hints: [],
    });
  }
  return plugins;
}
