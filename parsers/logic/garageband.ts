/** GarageBand 10, and as far as it goes the older ones (docs/formats/logic.md). */
import type { SessionParser } from '../../lib/model/parser.js';
import { detectGarageBand } from './detect.js';
import { logic } from './index.js';
import { readerFor } from './read.js';

export const garageband: SessionParser = {
  ...logic,
  format: 'garageband',
  name: 'GarageBand',
  detect: detectGarageBand,
  read: readerFor('garageband'),
};
