import { expect } from 'chai';
import type { MadeSession } from './ardour-session.js';
import { read } from './sessions.js';

const seconds = (ns: bigint | null | undefined) => (ns == null ? null : Math.round(Number(ns) / 1e3) / 1e6);

describe('Ardour: tempo', () => {
  it('in bars, until 4', async () => {
    // Four bars of 3/4 at 60, then 120 in 6/8.
    const session = await read({
      version: '3001',
      tempoMap:
        '<TempoMap><Tempo start="1|1|0" beats-per-minute="60" note-type="4"/><Meter start="1|1|0" note-type="4" divisions-per-bar="3"/><Meter start="5|1|0" note-type="8" divisions-per-bar="6"/><Tempo start="5|1|0" beats-per-minute="120" note-type="4"/><Tempo start="6|1|960" beats-per-minute="90" note-type="4"/></TempoMap>',
    });
    expect(session.tempo.map(({ atNs, atBeats, bpm }) => [seconds(atNs), atBeats, bpm])).to.deep.equal([
      [0, 0, 60],
      [12, 12, 120],
      [13.625, 15.25, 90],
    ]);
    expect(
      session.meter.map(({ atNs, atBar, numerator, denominator }) => [seconds(atNs), atBar, numerator, denominator]),
    ).to.deep.equal([
      [0, 1, 3, 4],
      [12, 5, 6, 8],
    ]);
  });

  it('in whole notes and samples, 5 and 6, with a ramp', async () => {
    const session = await read({
      version: '6000',
      tempoMap:
        '<TempoMap><Tempo pulse="0" frame="0" beats-per-minute="42" end-beats-per-minute="42" note-type="4" active="1"/><Tempo pulse="8" frame="2194286" beats-per-minute="60" end-beats-per-minute="90" note-type="4" active="1"/><Meter pulse="0" frame="0" bbt="1|1|0" note-type="4" divisions-per-bar="4"/></TempoMap>',
    });
    expect(session.tempo.map(({ atNs, atBeats, bpm, ramp }) => [seconds(atNs), atBeats, bpm, ramp])).to.deep.equal([
      [0, 0, 42, 'step'],
      [45.714292, 32, 60, 'linear'],
    ]);
  });

  const ramped: MadeSession = {
    tempoMap:
      '<TempoMap superclocks-per-second="282240000"><Tempos><Tempo npm="60" enpm="120" note-type="4" sclock="0" quarters="0:0"/><Tempo npm="119.99999971206539" enpm="119.99999971206539" note-type="4" sclock="782535441" quarters="4:0"/></Tempos><Meters><Meter note-value="4" divisions-per-bar="4" sclock="0" quarters="0:0" bbt="1|1|0"/></Meters></TempoMap>',
  };

  it('rounds what the program meant', async () =>
    expect((await read(ramped)).tempo.map(({ bpm, ramp }) => [bpm, ramp])).to.deep.equal([
      [60, 'linear'],
      [120, 'step'],
    ]));

  it('music time in a ramp, whose end is where the next change begins', async () => {
    // From 60 to 120 over 4 quarters: 4 ln 2 seconds.
    const { markers } = await read({
      ...ramped,
      locations: ['b0', 'b7679', 'b7680', 'b9600']
        .map((at) => `<Location name="${at}" start="${at}" end="${at}" flags="IsMark"/>`)
        .join(''),
    });
    const times = markers.map(({ atNs }) => seconds(atNs) as number);
    expect(times[0]).to.equal(0);
    expect(times[1]).to.be.closeTo(2.7723, 0.0005);
    expect(times[2]).to.be.closeTo(2.772588, 0.00001);
    expect(times[3]).to.be.closeTo(3.272588, 0.00001);
  });

  it('mixed domains: a length in music time at a place in audio time, and the other way', async () => {
    const { tracks } = await read({
      files: [{ name: 'a.wav' }],
      tracks: [
        {
          name: 'A',
          clips: [
            { file: 0, at: 48_000, length: 'b1920' },
            { file: 0, at: 'b9600', length: 48_000 },
          ],
        },
      ],
    });
    expect(tracks[0]?.clips.map(({ startNs, lengthNs }) => [seconds(startNs), seconds(lengthNs)])).to.deep.equal([
      [1, 0.5],
      [2.5, 1],
    ]);
  });

  it('numbers that are none', async () => {
    const session = await read({
      tempoMap:
        '<TempoMap><Tempos><Tempo npm="NaN" sclock="0"/><Tempo npm="-1" sclock="0"/></Tempos><Meters><Meter/></Meters></TempoMap>',
      locations: ['a99999999999999999999', 'x', 'b999999999999999999', '']
        .map((at) => `<Location name="m" start="${at}" flags="IsMark"/>`)
        .join(''),
    });
    expect(session.tempo).to.deep.equal([]);
    expect(session.markers.map(({ atNs }) => atNs)).to.deep.equal([null, null, null, null]);
  });
});

describe('Ardour: markers and words', () => {
  it('markers and ranges in the order of time, without what the session sets for itself', async () => {
    const location = (name: string, start: number, flags: string, end = start) =>
      `<Location id="1" name="${name}" start="${start}" end="${end}" flags="${flags}"/>`;
    const { markers } = await read({
      version: '6000',
      locations: [
        location('end', 96_000, 'IsMark,IsEnd'),
        location('b', 48_000, 'IsRangeMarker,IsCDMarker', 96_000),
        location('session', 0, 'IsSessionRange', 96_000),
        location('loop', 0, 'IsAutoLoop,IsHidden'),
        location('a', 24_000, 'IsMark'),
        location('c', 48_000, 'IsMark'),
      ].join(''),
    });
    expect(markers.map(({ name, atNs, lengthNs }) => [name, seconds(atNs), seconds(lengthNs)])).to.deep.equal([
      ['a', 0.5, null],
      ['b', 1, 1],
      ['c', 1, null],
    ]);
  });

  it('title, artist, program, engine', async () => {
    const session = await read({
      metadata: '<artist>Anna</artist><title>Harbour</title><description>Take two</description>',
      children: '<EngineHints backend="ALSA" input-device="Scarlett"/>',
      options: { 'native-file-data-format': 'FormatInt24' },
    });
    expect(session).to.include({
      title: 'Harbour',
      artist: 'Anna',
      application: 'Ardour 7.3.0',
      bitDepth: 24,
      savedAt: null,
    });
    expect(session.notes).to.deep.equal([
      { where: 'description', text: 'Take two' },
      { where: 'audio engine', text: 'ALSA, Scarlett' },
    ]);
    expect((await read({ version: '3001' })).application).to.equal(null);
  });

  it('the length: the last clip, or the range of the session', async () => {
    expect(seconds((await read({})).lengthNs)).to.equal(3);
    const made: MadeSession = {
      files: [{ name: 'a.wav' }],
      tracks: [{ name: 'A', clips: [{ file: 0, at: 0, length: 24_000 }] }],
    };
    expect(seconds((await read(made)).lengthNs)).to.equal(0.5);
  });
});
