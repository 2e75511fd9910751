/** Two names with one key are one file somewhere: on macOS, on Windows, or both (packaging.md, section 3). */
export function collisionKey(name: string): string {
  // Neither case mapping alone folds ß/ẞ, the Kelvin sign and the final sigma; lower, then upper does.
  return name.normalize('NFD').toLowerCase().toUpperCase().normalize('NFC');
}
