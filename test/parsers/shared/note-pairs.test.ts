import { expect } from 'chai';
import { keyOf, notePairs, voiceOf } from '../../../parsers/shared/note-pairs.js';

describe('Beginnings and ends of notes', () => {
  it('an end belongs to the earliest beginning of its channel and key', () => {
    const pairs = notePairs();
    pairs.begin(voiceOf(0, 60), 1);
    pairs.begin(voiceOf(1, 60), 2);
    // The next begins before the last has ended, at the very same place.
    pairs.begin(voiceOf(0, 60), 3);
    expect([pairs.end(voiceOf(0, 60)), pairs.end(voiceOf(0, 60)), pairs.end(voiceOf(0, 60))]).to.deep.equal([
      1,
      3,
      null,
    ]);
    expect([...pairs.rest()]).to.deep.equal([[voiceOf(1, 60), 2]]);
    expect(keyOf(voiceOf(15, 127))).to.equal(127);
  });
});
