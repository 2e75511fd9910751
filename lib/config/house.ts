/** How a studio's sheets look, made of its settings. What cannot be had today is told, and the sheet is made without it. */
import { errnoOf, TapeboxError, usageError } from '../model/errors.js';
import { type Finding, finding } from '../model/finding.js';
import { basename } from '../model/paths.js';
import type { FileSystem } from '../ports/file-system.js';
import { readWhole } from '../ports/files.js';
import type { House } from '../recall/model.js';
import { accentOf } from './accent.js';
import type { Config } from './config.js';

export interface HouseFound {
  readonly house: House;
  readonly findings: readonly Finding[];
}

const MAX_LOGO_BYTES = 200_000;

export function houseOf(fs: FileSystem, config: Config): HouseFound {
  const found = logoOf(fs, config['recall.logo']);
  const accent = config['recall.accent'];
  const house: House = {
    studio: config.studio,
    logo: found.logo,
    accent: accent === null ? null : accentOf(accent),
    order: config['recall.order'],
    hidden: new Set(config['recall.hide']),
  };
  return { house, findings: found.findings };
}

function logoOf(fs: FileSystem, path: string | null): { logo: string | null; findings: readonly Finding[] } {
  if (path === null) return { logo: null, findings: [] };
  try {
    return { logo: logoAddress(fs, path), findings: [] };
  } catch (error) {
    if (!(error instanceof TapeboxError)) throw error;
    const name = basename(path);
    return {
      logo: null,
      findings: [finding('warn', 'logo-unreadable', `the sheet has no logo: ${error.message}`, name, error.next)],
    };
  }
}

/** As the address of an image in the page. Throws exit 2 for what is no small PNG or JPEG; no path stands in the message. */
export function logoAddress(fs: FileSystem, path: string): string {
  const name = basename(path);
  const wrong = (why: string) =>
    usageError(`"${name}" ${why}`, 'recall.logo is a PNG or JPEG of up to 200 kB: tapebox config recall.logo FILE.');
  let bytes: Buffer;
  try {
    bytes = readWhole(fs, fs.realPath(path), MAX_LOGO_BYTES);
  } catch (error) {
    const code = errnoOf(error);
    if (code === null) throw error;
    throw wrong(code === 'EFBIG' ? 'is larger than 200 kB' : `cannot be read (${code})`);
  }
  const kind = imageType(bytes);
  if (kind === null) throw wrong('is no PNG or JPEG');
  return `data:image/${kind};base64,${bytes.toString('base64')}`;
}

function imageType(bytes: Buffer): 'png' | 'jpeg' | null {
  if (bytes.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff ? 'jpeg' : null;
}
