import type { Code, Params } from '../../errors/codes.ts';
import type { Seconds } from '../../text/duration.ts';
import type { TicksOf } from '../binding.ts';

/**
 * How compile says what it found: a code, its parameters and the JSON pointer of the faulty value inside the
 * policy.
 */
export type Report = <C extends Code>(code: C, params: Params<C>, pointer: string) => void;

/** What holds for a whole circuit while it is compiled. */
export interface Context {
  readonly interval: Seconds;
  readonly ticks: TicksOf;
  readonly report: Report;
}
