import { expect } from 'chai';
import { readXmlTree, TooManyElements, type XmlTreeOptions } from '../../../parsers/shared/xml-tree.js';

const tree = (text: string, options: Partial<XmlTreeOptions> = {}) =>
  readXmlTree([Buffer.from(text)], { maxElements: 100, ...options });

describe('XML trees', () => {
  it('leaves out what nobody asks for, with all that it holds', async () => {
    const { root, trouble } = await tree('<a><b><b/><c>x</c></b>t<d/><b/>u</a>', { isIgnored: (name) => name === 'b' });
    expect(trouble).to.equal(null);
    expect(root?.children.map(({ name }) => name)).to.deep.equal(['d']);
    expect(root?.text).to.equal('tu');
  });
  it('keeps opaque elements without their content, and knows where they stand', async () => {
    const text = '<a><o k="1"><b/>x<o/></o><c/></a>';
    const { root } = await tree(text, { isOpaque: (name) => name === 'o', isIgnored: (name) => name === 'b' });
    const [opaque, after] = root?.children ?? [];
    expect(opaque).to.deep.include({ name: 'o', text: '', children: [] });
    expect(text.slice(opaque?.start, opaque?.end)).to.equal('<o k="1"><b/>x<o/></o>');
    expect(after?.name).to.equal('c');
  });
  it('notes the places of the values that are edited', async () => {
    const { root } = await tree('<a k="1"><b k="2"/></a>', { isEdited: (name) => name === 'b' });
    expect(root?.spans.size).to.equal(0);
    expect(root?.children[0]?.spans.get('k')).to.deep.equal({ start: 15, end: 16, quote: '"' });
    expect((await tree('<a k="1"/>')).root?.spans.size).to.equal(1);
  });
  it('refuses more elements than it may hold', async () => {
    const { trouble } = await tree(`<a>${'<b/>'.repeat(100)}</a>`);
    expect(trouble).to.be.instanceOf(TooManyElements);
    const many = Array.from({ length: 1600 }, (_, at) => ` a${at}="1"`).join('');
    expect((await tree(`<a${many}/>`)).trouble).to.be.instanceOf(TooManyElements);
  });
  it('gives what stands before damage', async () => {
    const { root, trouble } = await tree('<a><b/><c');
    expect(trouble).to.not.equal(null);
    expect(root?.children.map(({ name }) => name)).to.deep.equal(['b']);
  });
});
