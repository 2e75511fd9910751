import { expect } from 'chai';
import { block, item, project, read, track, wave } from './sessions.js';

describe('REAPER: the project', () => {
  it('header, title, author, notes, record paths', async () => {
    const session = await read(
      project(block('NOTES 0 2', '|mix 3'), 'TITLE "My song"', 'AUTHOR Me', 'RECORD_PATH "Media" ""'),
    );
    expect(session).to.include({
      version: '7.40',
      application: 'REAPER 7.40/win64',
      platform: 'windows',
      savedAt: 1_732_435_200_000_000_000n,
    });
    expect(session).to.include({ title: 'My song', artist: 'Me', lengthNs: null, bitDepth: null });
    expect(session.notes).to.deep.equal([{ where: 'project', text: 'mix 3' }]);
    expect(session.searchFolders).to.deep.equal(['Media']);
  });

  for (const [program, platform] of [
    ['4.22', 'windows'],
    ['5.77/x64', 'windows'],
    ['"6.61/OSX64-clang"', 'macos'],
    ['7.0/macOS-arm64', 'macos'],
    ['6.13/linux-x86_64', 'linux'],
    ['9.0/beos', null],
  ] as const) {
    it(`platform of ${program}`, async () =>
      expect((await read(`<REAPER_PROJECT 0.1 ${program}\n>`)).platform).to.equal(platform));
  }

  it('a tempo point at the start overrules the TEMPO line', async () => {
    const session = await read(project('TEMPO 120 4 4', block('TEMPOENVEX', 'PT 0 90 0', 'PT 8.5 100 1 524297 0 1')));
    expect(session.tempo.map(({ atNs, bpm, ramp }) => [atNs, bpm, ramp])).to.deep.equal([
      [0n, 90, 'linear'],
      [8_500_000_000n, 100, 'step'],
    ]);
    expect(session.meter.map(({ atNs, numerator, denominator }) => [atNs, numerator, denominator])).to.deep.equal([
      [0n, 4, 4],
      [8_500_000_000n, 9, 8],
    ]);
  });

  it('markers and regions, counted apart', async () => {
    const session = await read(
      project(
        'MARKER 1 2 "" 1',
        'MARKER 1 9 late 0',
        'MARKER 2 3 b 1 16777471',
        'MARKER 1 4 "" 1',
        'MARKER 2 8 "" 1',
        'MARKER 2 1 early 8',
      ),
    );
    expect(session.markers).to.deep.equal([
      { name: 'early', atNs: 1_000_000_000n, lengthNs: null, colour: null },
      { name: '', atNs: 2_000_000_000n, lengthNs: 2_000_000_000n, colour: null },
      { name: 'b', atNs: 3_000_000_000n, lengthNs: 5_000_000_000n, colour: '#ff0000' },
      { name: 'late', atNs: 9_000_000_000n, lengthNs: null, colour: null },
    ]);
  });

  it('reads a file that is not UTF-8 as Windows-1252', async () => {
    const session = await read(Buffer.from(project(track('Gr\xf6\xdfe', item(wave('\x80 Stra\xdfe.wav')))), 'latin1'));
    expect([session.tracks[0]?.name, session.media[0]?.stored]).to.deep.equal(['Größe', '€ Straße.wav']);
  });

  it('tabs, no indentation, line feeds only and a mark at the start', async () => {
    const text = `\ufeff\n${project(track('a', item(wave('a.wav'))))}`.replaceAll('\r\n', '\n').replace(/^ +/gm, '\t');
    expect((await read(text)).media.map(({ stored }) => stored)).to.deep.equal(['a.wav']);
  });
});

describe('REAPER: broken sessions', () => {
  const whole = project(track('a', item(wave('a.wav'))), track('b', item(wave('b.wav'))));

  it('reads what stands before a cut, and says so', async () => {
    const session = await read(whole.slice(0, whole.indexOf('b.wav')));
    expect(session.tracks.map(({ name }) => name)).to.deep.equal(['a', 'b', 'Master']);
    expect(session.findings[0]).to.include({ code: 'session-cut', severity: 'error' });
    expect(session.coverage.media).to.equal('partial');
  });

  it('reads on behind a closer too many', async () => {
    const session = await read(whole.replace('NAME a', 'NAME a\r\n>'));
    expect(session.media.map(({ stored }) => stored)).to.deep.equal(['a.wav', 'b.wav']);
    expect(session.tracks.map(({ name }) => name)).to.deep.equal(['a', 'b', 'Master']);
    expect(session.findings[0]).to.include({ code: 'session-structure', severity: 'warn' });
  });

  it('stands blocks without end', async () => {
    const session = await read(`<REAPER_PROJECT 0.1 7.0\n${'<A\n'.repeat(200_000)}`);
    expect(session.findings.map(({ code }) => code)).to.deep.equal(['session-cut']);
    const containers = await read(project(track('a', `<FXCHAIN\n${'<CONTAINER Container ""\n'.repeat(20_000)}`)));
    expect(containers.findings[0]?.code).to.equal('session-cut');
    const sections = await read(project(track('a', `<ITEM\n${'<SOURCE SECTION\n'.repeat(20_000)}`)));
    expect(sections.findings[0]?.code).to.equal('session-cut');
  });

  for (const content of ['', 'hello', '<REAPER_PROJECTS 0.1', '< REAPER_PROJECT 0.1']) {
    it(`refuses ${JSON.stringify(content)}`, async () => {
      const error = await read(content).catch((reason: unknown) => reason);
      expect(error).to.include({ code: 'not-a-session', exitCode: 4 });
    });
  }
});
