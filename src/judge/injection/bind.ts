import type { Plan } from '../../circuit/plan.ts';
import { type Diagnostic, diagnostic, throwIfErrors } from '../../errors/rollout-error.ts';
import type { SignalWindow } from '../../text/promql/signal-window.ts';
import { placeIn } from '../flag-words.ts';
import { effectText } from './effect-text.ts';
import { findQuery, queryFault } from './find-query.ts';
import type { InjectionFlag } from './flag.ts';
import type { Injection, Lookback } from './injection.ts';

/** What injections are bound to. */
export interface InjectionSubject {
  readonly plan: Pick<Plan, 'queries' | 'columns'>;
  /** What the value of a query looks at, from its text. */
  readonly windowOf: (query: string) => SignalWindow;
}

/**
 * The injections of all flags on the queries of a policy, in their order. Throws the faults of all of them: INJECT_SIGNAL,
 * INJECT_TITLE, INJECT_WINDOW, INJECT_NOT_MEAN.
 */
export function bindInjections(flags: readonly InjectionFlag[], subject: InjectionSubject): Injection[] {
  const faults: Diagnostic[] = [];
  const injections = flags.flatMap((flag) => bind(flag, subject, faults));
  throwIfErrors(faults);
  return injections;
}

function bind(flag: InjectionFlag, { plan, windowOf }: InjectionSubject, faults: Diagnostic[]): Injection[] {
  const query = findQuery(flag.signal, plan);
  const asked = plan.queries[query];
  if (!asked) {
    faults.push(queryFault(flag.signal, plan, placeIn('--inject', flag.text, 0)));
    return [];
  }
  const { signal, query_string } = asked;
  const window = windowOf(query_string);
  faults.push(...windowFaults(signal, window, flag));
  const lookback = lookbackOf(window, flag.options.over);
  return injectionsOf(flag, { signal, query, ...lookback, isRatio: window.hasDivision });
}

/** What keeps an effect from coming into the readings as their window fills. */
function windowFaults(
  signal: string,
  { notMean, unknown }: SignalWindow,
  { text, options }: InjectionFlag,
): Diagnostic[] {
  const place = placeIn('--inject', text, 0);
  if (notMean !== undefined && !options.share)
    return [diagnostic('INJECT_NOT_MEAN', { signal, call: notMean }, place)];
  if (unknown !== undefined && options.over === undefined)
    return [diagnostic('INJECT_WINDOW', { signal, what: unknown }, place)];
  return [];
}

/** `over` takes the place of the window, and there is no baseline then; the offset of the query stays. */
function lookbackOf(
  { window, offset, baseline }: SignalWindow,
  over: number | undefined,
): Lookback & Pick<Injection, 'baseline'> {
  return over === undefined ? { window, offset, baseline } : { window: over, offset, baseline: undefined };
}

type Target = Omit<Injection, 'effect' | 'operator' | 'size' | 'from' | 'after' | 'share' | 'max'>;

function injectionsOf({ operator, sizes, options }: InjectionFlag, target: Target): Injection[] {
  const { from = 0, after = 0, share = { kind: 'whole' }, max } = options;
  return sizes.map((size) => ({
    effect: `${target.signal}: ${effectText({ operator, size }, options)}`,
    ...target,
    operator,
    size,
    from,
    after,
    share,
    max,
  }));
}
