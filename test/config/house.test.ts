import { expect } from 'chai';
import { NO_CONFIG, setConfig } from '../../lib/config/config.js';
import { houseOf } from '../../lib/config/house.js';
import { NO_HOUSE } from '../../lib/recall/model.js';
import { jpegOf, pngOf } from '../recall/pictures.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { withTrouble } from '../support/trouble.js';

const config = (settings: readonly (readonly [string, ...string[]])[]) =>
  settings.reduce((before, [key, ...values]) => setConfig(before, key, values), NO_CONFIG);

describe('the house style', () => {
  it('is none where nothing is set', () => {
    expect(houseOf(memoryFileSystem(), NO_CONFIG)).to.deep.equal({ house: NO_HOUSE, findings: [] });
  });

  it('is what was set', () => {
    const fs = memoryFileSystem();
    const png = pngOf(8, 8);
    fs.put('/studio/logo.png', png);
    fs.makeLink('/studio/logo.png', '/studio/link.png');
    for (const logo of ['/studio/logo.png', '/studio/link.png']) {
      const { house, findings } = houseOf(
        fs,
        config([
          ['studio', 'Big Room'],
          ['recall.logo', logo],
          ['recall.accent', '#a3261d,#ff9d93'],
          ['recall.order', 'notes', 'photos', 'notes'],
          ['recall.hide', 'findings'],
        ]),
      );
      expect(findings).to.deep.equal([]);
      expect(house).to.deep.equal({
        studio: 'Big Room',
        logo: `data:image/png;base64,${png.toString('base64')}`,
        accent: { light: '#a3261d', dark: '#ff9d93' },
        order: ['notes', 'photos'],
        hidden: new Set(['findings']),
      });
    }
    fs.put('/studio/logo.png', jpegOf(8, 8));
    expect(houseOf(fs, config([['recall.logo', '/studio/logo.png']])).house.logo).to.match(/^data:image\/jpeg;base64,/);
  });

  it('is told, and stops nothing, where the logo cannot be had', () => {
    const fs = memoryFileSystem();
    fs.put('/studio/svg.png', Buffer.from('<svg onload="alert(1)"/>'));
    fs.put('/studio/large.png', Buffer.concat([pngOf(8, 8), Buffer.alloc(200_000)]));
    fs.put('/studio/locked.png', pngOf(8, 8));
    fs.makeFolder('/studio/folder.png');
    const port = withTrouble(fs, { failing: { '/studio/locked.png': 'EACCES' } });
    for (const [name, why] of [
      ['svg.png', 'is no PNG or JPEG'],
      ['large.png', 'is larger than 200 kB'],
      ['locked.png', 'cannot be read (EACCES)'],
      ['gone.png', 'cannot be read (ENOENT)'],
      ['folder.png', '"folder.png"'],
    ] as const) {
      const { house, findings } = houseOf(port, config([['recall.logo', `/studio/${name}`]]));
      expect(house.logo).to.equal(null);
      expect(findings).to.have.length(1);
      expect(findings[0]).to.include({ code: 'logo-unreadable', severity: 'warn', where: name });
      expect(findings[0]?.message).to.include(why);
      expect(JSON.stringify(findings)).not.to.include('/studio');
    }
  });
});
