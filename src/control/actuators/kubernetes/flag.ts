import { changesOf, DECIMALS, type FlagTarget, percentageIn } from '../flagd/definition.ts';
import { type Flag, foreignRules } from '../flagd/flag-fault.ts';
import { type FlagFile, flagIn } from '../flagd/flag-file.ts';
import type { ConfigFault } from '../kind.ts';
import { roundDown } from '../rounding.ts';
import { checkNames, type ResourceKeys, resourceSchema, text } from './config.ts';
import type { Sight } from './editing.ts';
import type { Operation } from './mark.ts';

/** A flag of flagd in a resource. */
export interface FlagKeys extends ResourceKeys {
  readonly flag: string;
  readonly on?: string;
  readonly off?: string;
}

export const flagSchema: Readonly<Record<string, object>> = {
  ...resourceSchema,
  flag: text('Key of the flag.'),
  on: text('Variant with the feature.', { default: 'on' }),
  off: text('Variant without the feature.', { default: 'off' }),
};

export function checkFlag({ namespace, name, on = 'on', off = 'off' }: FlagKeys): ConfigFault[] {
  const same = on === off ? [{ path: 'off', why: 'the variants are the same' }] : [];
  return [...checkNames({ namespace, name }), ...same];
}

export const roundFlag = (percentage: number): number => roundDown(percentage, DECIMALS);

/** Where a flag was found, and the operations that change some of its keys. */
export interface FlagPlace {
  readonly file: string;
  /** Flag definitions, in JSON. */
  readonly text: string;
  readonly edit: (found: FlagFile, changes: Flag) => readonly Operation[];
}

/** Throws in words where there is no such flag. */
export function lookAtFlag(
  { flag, on = 'on', off = 'off' }: FlagKeys,
  { file, text: json, edit }: FlagPlace,
): Sight {
  const target: FlagTarget = { name: flag, variants: { on, off } };
  const found = flagIn({ path: file, text: json }, flag);
  const percentage = percentageIn(found.flag, target.variants);
  const foreign =
    percentage === undefined ? foreignRules(found, flag, target.variants).diagnostic : undefined;
  return { percentage, foreign, edit: (decision) => edit(found, changesOf(found, target, decision)) };
}
