import type { DynamicType } from './binding.ts';
import { constantOf } from './constant.ts';
import type { Reading } from './reading.ts';

/** A boolean, a number that is not 0, or one of the texts Go reads as true. */
function boolReading(value: unknown): Reading | undefined {
  if (value === undefined || value === null) return undefined;
  return Number(isOn(value));
}

function isOn(value: unknown): boolean {
  if (typeof value === 'string') return /^(1|t|T|TRUE|true|True)$/.test(value);
  if (typeof value === 'number') return value !== 0;
  return value === true;
}

/** A dynamic value must look like a ConstantSignal; anything else leaves the policy's own value. */
function constantReading(value: unknown): Reading | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const [[key, entry] = [], ...more] = Object.entries(value);
  if (more.length > 0) return undefined;
  if (key === undefined || (key === 'value' && typeof entry === 'number'))
    return constantOf({ value: entry });
  const isSpecial = key === 'special_value' && ['NaN', '+Inf', '-Inf'].includes(entry);
  return isSpecial ? constantOf({ special_value: entry }) : undefined;
}

export const boolType: DynamicType = {
  type: 'boolean',
  decode: boolReading,
  takes: (value) => typeof value === 'boolean',
  expected: 'true or false',
};

export const constantType: DynamicType = {
  type: 'constant',
  decode: constantReading,
  takes: (value) => constantReading(value) !== undefined,
  expected: 'a mapping with value (a number) or special_value',
};

/** By the name that the status of a run gives them. */
export const DYNAMIC_TYPES: ReadonlyMap<string, DynamicType> = new Map(
  [boolType, constantType].map((one) => [one.type, one]),
);
