import { expect } from 'chai';
import { clip, element, envelope, liveSet, parameter, track } from './live-set.js';
import { read } from './sets.js';

const tempoOf = async (...events: readonly (readonly [number, number])[]) =>
  read(
    liveSet({
      master: track({
        tag: 'MasterTrack',
        envelopes: events.length === 0 ? [] : [envelope(5, ...events)],
        mixer: [parameter('Tempo', 77, 'new', 5), parameter('TimeSignature', 201)],
      }),
      tracks: [track({ arrangement: [clip({ from: 0, to: 8, file: { relative: 'a.wav' } })] })],
    }),
  );

describe('Live: tempo', () => {
  it('without automation: as it stands', async () => {
    expect((await tempoOf()).tempo).to.deep.equal([{ atNs: 0n, atBeats: 0, bpm: 77, ramp: 'step' }]);
  });
  it('with automation: what holds at beat 0, not the place where it was stopped', async () => {
    const { tempo, lengthNs } = await tempoOf([-63072000, 60], [4, 60], [4, 120]);
    expect(tempo.map(({ bpm }) => bpm)).to.deep.equal([60, 60, 120]);
    expect(lengthNs).to.equal(6_000_000_000n);
  });
  it('a ramp is a straight line over beats', async () => {
    const { tempo, lengthNs } = await tempoOf([-63072000, 60], [0, 60], [8, 120]);
    expect(tempo[0]?.ramp).to.equal('linear');
    // 60 / 7.5 · ln 2.
    expect(Number(lengthNs) / 1e9).to.be.closeTo(8 * Math.LN2, 1e-8);
  });
  it('of Live 8: the events of the parameter itself', async () => {
    const mixer = [
      element(
        'Tempo',
        element(
          'ArrangerAutomation',
          element('Events', '<FloatEvent Time="-63072000" Value="95.3" />', '<FloatEvent Time="0" Value="100" />'),
        ),
      ),
      element(
        'TimeSignature',
        element('ArrangerAutomation', element('Events', '<EnumEvent Time="-63072000" Value="299" />')),
      ),
    ];
    const { tempo, meter } = await read(
      liveSet({ shape: 'eight', master: track({ tag: 'MasterTrack', shape: 'eight', mixer }) }),
    );
    expect(tempo.map(({ bpm }) => bpm)).to.deep.equal([100]);
    expect(meter).to.deep.equal([{ atNs: 0n, atBar: null, numerator: 3, denominator: 8 }]);
  });
  it('a set without a master has no time', async () => {
    const { tempo, coverage, tracks } = await read(
      liveSet({ master: '<LomId Value="0" />', tracks: [track({ arrangement: [clip({})] })] }),
    );
    expect([tempo.length, coverage.tempo, tracks[0]?.clips[0]?.startNs]).to.deep.equal([0, 'partial', null]);
  });
});
