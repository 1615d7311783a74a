/** Whether a value that was read as JSON has a shape. */
export type Check = (value: unknown) => boolean;

export const isText: Check = (value) => typeof value === 'string';
export const isTruth: Check = (value) => typeof value === 'boolean';
export const isNumber: Check = (value) => typeof value === 'number';
/** A whole number from 0 on. */
export const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
export const isMapping: Check = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);

export const orMissing =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

export const listOf =
  (check: Check, length?: number): Check =>
  (value) =>
    Array.isArray(value) && value.every(check) && (length === undefined || value.length === length);

export const oneOf =
  (...texts: readonly string[]): Check =>
  (value) =>
    texts.includes(value as string);

/** A mapping from any key to this. */
export const mapOf =
  (check: Check): Check =>
  (value) =>
    isMapping(value) && Object.values(value as object).every(check);

/** A mapping whose keys have these shapes; it may have others too. */
export const mappingOf =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isMapping(value) &&
    Object.entries(checks).every(([key, check]) => check((value as Record<string, unknown>)[key]));
