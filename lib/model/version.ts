/** Raised with package.json; a test holds them equal. */
export const VERSION = '0.1.0';
export const PROGRAM = `tapebox ${VERSION}`;
