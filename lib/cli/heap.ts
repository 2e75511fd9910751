import v8 from 'node:v8';

/**
 * V8 lets its heap grow to four times of what is alive before it cleans up: a project of 20,000 files then takes 430 MB, of
 * which 90 are alive. Cleaning up at a seventh more holds it below 250 MB, for a tenth more time (docs/decisions/006).
 */
export function keepHeapSmall(): void {
  v8.setFlagsFromString('--heap-growing-percent=15');
  v8.setFlagsFromString('--semi-space-growth-factor=1');
}
