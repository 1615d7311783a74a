import type { Policy } from '../policy/policy.ts';

/**
 * The part of a policy below JSON pointer `policy` was caused by the value at `values`; `verbatim` when it is
 * that value.
 */
export interface Origin {
  readonly policy: string;
  readonly values: string;
  readonly verbatim?: boolean;
}

/** What a renderer gives back. */
export interface Rendered {
  readonly policyName: string;
  readonly policy: Policy;
  readonly origins: readonly Origin[];
}

/**
 * A JSON pointer inside a rendered policy -> the pointer of the value that caused it: the longest origin
 * wins.
 */
export function originOf(origins: readonly Origin[]): (pointer: string) => string {
  const byPolicy = new Map(origins.map((origin) => [origin.policy, origin]));
  return (pointer) => {
    for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
      const origin = byPolicy.get(at);
      if (origin) return origin.verbatim ? origin.values + pointer.slice(at.length) : origin.values;
      if (at === '') return '';
    }
  };
}
