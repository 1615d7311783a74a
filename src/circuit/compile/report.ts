import type { Code, Params } from '../../errors/codes.ts';

/** How compile says what it found: a code, its parameters and the JSON pointer of the culprit inside the policy. */
export type Report = <C extends Code>(code: C, params: Params<C>, pointer: string) => void;
