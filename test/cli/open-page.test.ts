import { expect } from 'chai';
import { openPage } from '../../lib/cli/open-page.js';

const desktop = (platform: NodeJS.Platform, environment: Readonly<Record<string, string>> = {}, fails = false) => {
  const launched: string[] = [];
  const launch = async (address: string) => {
    if (fails) throw new Error('spawn xdg-open ENOENT');
    launched.push(address);
  };
  return { launched, desktop: { platform, environment, launch } };
};

describe('openPage', () => {
  for (const [platform, environment] of [
    ['darwin', {}],
    ['win32', {}],
    ['linux', { DISPLAY: ':0' }],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }],
  ] as const) {
    it(`opens and says so: ${platform}`, async () => {
      const { launched, desktop: here } = desktop(platform, environment);
      expect(await openPage('/desk/Song recall/recall.html', here)).to.match(
        /^opened +\/desk\/Song recall\/recall\.html$/,
      );
      expect(launched).to.deep.equal(['file:///desk/Song%20recall/recall.html']);
    });
  }

  it('hands over an address in which no name can act', async () => {
    const { launched, desktop: here } = desktop('linux', { DISPLAY: ':0' });
    for (const name of ['-rf', '$(touch x)', '`x`', '"; x', "' x", 'a\nb', '%00', '#x', '?x', 'http:'])
      await openPage(`/desk/${name}/recall.html`, here);
    for (const address of launched) expect(address).to.match(/^file:\/\/\/desk\/[\w%.~!*'()$;,&=+@:-]+\/recall\.html$/);
    expect(launched.join('')).not.to.match(/[\s"`#?]/);
  });

  it('says what to do where there is no desktop, and starts nothing', async () => {
    for (const environment of [{}, { DISPLAY: '' }] as Record<string, string>[]) {
      const { launched, desktop: here } = desktop('linux', environment);
      expect(await openPage('/desk/recall.html', here)).to.equal(
        'not opened: there is no desktop here; open this file in a browser yourself: /desk/recall.html',
      );
      expect(launched).to.deep.equal([]);
    }
  });

  it('says what to do where the system has no program', async () => {
    const { desktop: here } = desktop('linux', { DISPLAY: ':0' }, true);
    expect(await openPage('/desk/recall.html', here)).to.match(/^not opened: .* open this file in a browser yourself/);
  });
});
