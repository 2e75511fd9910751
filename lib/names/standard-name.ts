/** The standard name of a package by the studio's template (design, section 3). Pure. */
import { usageError } from '../model/errors.js';
import { cutAtGrapheme, safeName, tooLong } from './safe.js';

export const DEFAULT_TEMPLATE = '{date}_{artist}_{title}_{daw}_v{n}';

export const NAME_TOKENS = [
  'date',
  'artist',
  'title',
  'daw',
  'n',
  'archived',
  'studio',
  'client',
  'bpm',
  'rate',
  'id',
] as const;
export type NameToken = (typeof NAME_TOKENS)[number];
export type NameFacts = Readonly<Record<NameToken, string | null>>;

/** Long titles are cut, so that the name with suffixes stays far below 255 bytes. */
const PART_CHARACTERS = 60;
/** The first that makes the whole name short enough is taken: 60 characters may be 180 bytes and more. */
const PART_BYTES = [Number.POSITIVE_INFINITY, 120, 90, 60, 40, 20, 10] as const;

/** Throws exit 2 for a token that does not exist, or where `{n}` is missing: without it a second archive could not be named. */
export function checkTemplate(template: string): string {
  for (const [, token] of template.matchAll(/\{([^}]*)\}/g)) {
    if (!NAME_TOKENS.includes(token as NameToken)) {
      throw usageError(`there is no {${token}} in names`, `Use ${NAME_TOKENS.map((name) => `{${name}}`).join(' ')}.`);
    }
  }
  if (/[{}]/.test(template.replace(/\{[^{}]*\}/g, '')))
    throw usageError('a naming template has a { or } that stands alone', `For example ${DEFAULT_TEMPLATE}`);
  if (!template.includes('{n}'))
    throw usageError('a naming template needs {n}, the number of the archive', `For example ${DEFAULT_TEMPLATE}`);
  if (/[/\\]/.test(template)) throw usageError('a naming template names one file, without folders');
  return template;
}

/** `rival`: 1 for the first lineage of that name, 2 … for the next ones, set before `_v`. Parts that are empty vanish with their separator. */
export function standardName(template: string, facts: NameFacts, rival: number): string {
  // Parts are cut before the whole is: the number at its end must stay.
  const names = PART_BYTES.map((bytes) => nameOfParts(template, facts, rival, bytes));
  return safeName(names.find((name) => tooLong(name) === null) ?? (names.at(-1) as string));
}

function nameOfParts(template: string, facts: NameFacts, rival: number, partBytes: number): string {
  const parts = template.split('_').flatMap((part) => {
    let isEmpty = part.includes('{');
    const text = part.replace(/\{([a-z]+)\}/g, (_, token: NameToken) => {
      const value = token === 'n' ? facts.n : cutAtGrapheme(cleanPart(facts[token] ?? ''), partBytes);
      if (value) isEmpty = false;
      return value ?? '';
    });
    return isEmpty || text === '' ? [] : [text];
  });
  const at = parts.findLastIndex((part) => /^v\d+$/.test(part));
  if (rival > 1) {
    if (at > 0) parts[at - 1] += `-${rival}`;
    else if (at === 0) parts.unshift(String(rival));
    else parts.push(String(rival));
  }
  return parts.join('_').replace(/^[-.\s]+/, '') || 'package';
}

/** The name without its number: what the packages of one lineage have in common. */
export const familyOf = (name: string): string => name.replace(/_v\d+(?=_|$)/, '');

function cleanPart(value: string): string {
  const text = value
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .replace(/[<>:"/\\|?*'`~%&$!]/g, '')
    .trim()
    .replace(/[\s_]+/g, '-');
  return [...text]
    .slice(0, PART_CHARACTERS)
    .join('')
    .replace(/^[-.]+|[-.]+$/g, '');
}
