import type { Code, Params } from '../../../errors/codes.ts';
import { type Diagnostic, diagnostic } from '../../../errors/rollout-error.ts';
import { spanAt } from '../../../text/json-span.ts';
import { faultText } from '../../outcome.ts';
import type { Variants } from './targeting.ts';

export type Flag = Readonly<Record<string, unknown>>;

/** A file of flag definitions as it was read. */
export interface FlagText {
  readonly path: string;
  readonly text: string;
}

/** What is wrong with a flag, at its place in the file. */
export class FlagFault extends Error {
  readonly diagnostic: Diagnostic;

  constructor(found: Diagnostic) {
    super(faultText(found));
    this.diagnostic = found;
  }
}

/** The fault of a value of the file. */
export function flagFault<C extends Code>(
  { path, text }: FlagText,
  keys: readonly string[],
  code: C,
  params: Params<C>,
): FlagFault {
  const before = text.slice(0, spanAt(text, keys)?.start ?? 0).split('\n');
  const line = before.length;
  const at = { file: path, line, column: before.at(-1)!.length + 1, text: text.split('\n')[line - 1] };
  return new FlagFault(diagnostic(code, params, { at }));
}

/** The first of these variants that the flag does not have. */
export function missingVariant(
  file: FlagText & { readonly flag: Flag },
  name: string,
  wanted: Partial<Variants>,
): FlagFault | undefined {
  const has = Object.keys(Object(file.flag.variants));
  const key = (['off', 'on'] as const).find((one) => wanted[one] !== undefined && !has.includes(wanted[one]));
  if (key === undefined) return undefined;
  const keys = ['flags', name, ...('variants' in file.flag ? ['variants'] : [])];
  const params = { flag: name, key, variant: wanted[key]!, variants: has.join(', ') };
  return flagFault(file, keys, 'FLAG_VARIANT', params);
}

/** Why rollout cannot say what percentage a flag gives, and does not overwrite that by more than 0. */
export function foreignRules(
  file: FlagText & { readonly flag: Flag },
  name: string,
  { off }: Variants,
): FlagFault {
  const { state, targeting, defaultVariant } = file.flag;
  const at = (key: string) => ['flags', name, ...(key in file.flag ? [key] : [])];
  const fault = (key: string, why: string, fix: string) =>
    flagFault(file, at(key), 'FLAG_RULES', { flag: name, why, fix });
  if (state !== 'ENABLED') return fault('state', 'is not enabled', 'set its "state" to "ENABLED"');
  if (isRule(targeting))
    return fault('targeting', 'has a "targeting" that rollout did not write', 'remove its "targeting"');
  const got = JSON.stringify(defaultVariant) ?? 'none';
  return fault('defaultVariant', `has ${got} as its default`, `set its "defaultVariant" to "${off}"`);
}

/** Whether a targeting decides anything. */
export const isRule = (targeting: unknown): boolean =>
  targeting !== undefined && targeting !== null && JSON.stringify(targeting) !== '{}';
