/** Shapes of JSON as tables that are written by hand from the published types: keys in their order, and what each may hold. */
export type Shape = readonly string[] | ((value: unknown) => boolean) | ObjectShape | ListShape;
/** `key?`: may be absent. Others must not be there. */
export interface ObjectShape {
  readonly keys: Readonly<Record<string, Shape>>;
}
export interface ListShape {
  readonly each: Shape;
}

export const text = (value: unknown): boolean => typeof value === 'string';
export const count = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
export const number = (value: unknown): boolean => Number.isFinite(value);
export const flag = (value: unknown): boolean => typeof value === 'boolean';
export const like =
  (pattern: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && pattern.test(value);
export const orNull =
  (shape: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === null || shape(value);
export const object = (keys: Readonly<Record<string, Shape>>): ObjectShape => ({ keys });
export const list = (each: Shape): ListShape => ({ each });
export const orNothing =
  (shape: Shape) =>
  (value: unknown): boolean =>
    value === null || shapeProblems(value, shape).length === 0;
/** A map with any keys. */
export const each =
  (shape: Shape) =>
  (value: unknown): boolean =>
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((one) => shapeProblems(one, shape).length === 0);

/** What differs; empty where the value has the shape. An array of strings stands for one of them. */
export function shapeProblems(value: unknown, shape: Shape, at = '$'): string[] {
  if (typeof shape === 'function') return shape(value) ? [] : [`${at}: ${JSON.stringify(value)?.slice(0, 80)}`];
  if (Array.isArray(shape)) return shape.includes(value as string) ? [] : [`${at}: ${JSON.stringify(value)}`];
  if ('each' in shape) {
    if (!Array.isArray(value)) return [`${at} is no list`];
    return value.flatMap((one, index) => shapeProblems(one, shape.each, `${at}[${index}]`));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at} is no object`];
  const { keys } = shape as ObjectShape;
  const given = value as Readonly<Record<string, unknown>>;
  const known = Object.keys(keys).map((key) => key.replace(/\?$/, ''));
  const unknown = Object.keys(given).filter((key) => !known.includes(key));
  return [
    ...unknown.map((key) => `${at}.${key} is not in the format`),
    ...Object.entries(keys).flatMap(([key, inner]) => {
      const name = key.replace(/\?$/, '');
      if (name in given) return shapeProblems(given[name], inner, `${at}.${name}`);
      return key.endsWith('?') ? [] : [`${at}.${name} is missing`];
    }),
  ];
}

/** Objects whose keys stand in another order than the table has them: files for thirty years are read by people as well. */
export function orderProblems(value: unknown, shape: Shape, at = '$'): string[] {
  if (typeof shape === 'function' || typeof value !== 'object' || value === null) return [];
  if ('each' in shape)
    return Object.values(value).flatMap((one, index) => orderProblems(one, shape.each, `${at}[${index}]`));
  if (!('keys' in shape)) return [];
  const given = value as Readonly<Record<string, unknown>>;
  const tables = new Map(Object.entries(shape.keys).map(([key, inner]) => [key.replace(/\?$/, ''), inner]));
  const [is, shouldBe] = [Object.keys(given).join(), [...tables.keys()].filter((key) => key in given).join()];
  const own = is === shouldBe ? [] : [`${at}: keys are ${is}, not ${shouldBe}`];
  return [...own, ...[...tables].flatMap(([key, inner]) => orderProblems(given[key], inner, `${at}.${key}`))];
}

/** Strings that came from bytes which are no text, and have no `…Bytes` beside them. */
export function lostBytes(value: unknown, at = '$'): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => {
    const isLost = typeof one === 'string' && /[\ud800-\udfff]/u.test(one) && !(`${key}Bytes` in value);
    return isLost ? [`${at}.${key}`] : lostBytes(one, `${at}.${key}`);
  });
}
