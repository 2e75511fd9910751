/** Checks of what came out of `JSON.parse`: files of a package are hostile until looked at. */

/** The place of the first thing that is wrong, or null. */
export type Shape = (value: unknown, at: string) => string | null;

const when =
  (right: (value: unknown) => boolean): Shape =>
  (value, at) =>
    right(value) ? null : at;

export const text = when((value) => typeof value === 'string');
export const count = when((value) => Number.isSafeInteger(value) && (value as number) >= 0);
export const flag = when((value) => typeof value === 'boolean');
export const exactly = (wanted: unknown): Shape => when((value) => value === wanted);
export const matching = (pattern: RegExp): Shape => when((value) => typeof value === 'string' && pattern.test(value));
export const textThat = (right: (value: string) => boolean): Shape =>
  when((value) => typeof value === 'string' && right(value));

export const nullOr =
  (shape: Shape): Shape =>
  (value, at) =>
    value === null ? null : shape(value, at);

export const absentOr =
  (shape: Shape): Shape =>
  (value, at) =>
    value === undefined ? null : shape(value, at);

export const listOf =
  (shape: Shape): Shape =>
  (value, at) => {
    if (!Array.isArray(value)) return at;
    for (let i = 0; i < value.length; i++) {
      const wrong = shape(value[i], `${at}[${i}]`);
      if (wrong !== null) return wrong;
    }
    return null;
  };

/** Fields that are not named are ignored: later versions add some. */
export function object(fields: Readonly<Record<string, Shape>>): Shape {
  const shapes = Object.entries(fields);
  return (value, at) => {
    if (typeof value !== 'object' || value === null) return at;
    for (const [name, shape] of shapes) {
      const wrong = shape((value as Record<string, unknown>)[name], `${at}.${name}`);
      if (wrong !== null) return wrong;
    }
    return null;
  };
}

/** The parsed JSON where it has that shape, else what is wrong with it in words. */
export function parseShaped<T>(bytes: Buffer, shape: Shape): { readonly value: T } | { readonly wrong: string } {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    return { wrong: 'is not JSON' };
  }
  const wrong = shape(value, '');
  return wrong === null ? { value: value as T } : { wrong: `has no usable ${wrong.replace(/^\./, '') || 'content'}` };
}
