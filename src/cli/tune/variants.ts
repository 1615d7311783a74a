import type { Query } from '../../circuit/plan.ts';
import { fail, throwIfErrors } from '../../errors/rollout-error.ts';
import type { Value } from '../../judge/tune/varied.ts';
import type { VaryFlag } from '../../judge/tune/vary-flag.ts';
import { formatShort } from '../../text/duration.ts';
import { FaultCollector } from '../fault-collector.ts';
import type { IO } from '../io.ts';
import type { JudgedPolicy } from '../judge/subject.ts';
import { eachOnce } from '../settings/each-once.ts';
import { eachQuery, keyOfQuery } from '../settings/each-query.ts';
import { type SettingsSubject, withValues } from './settings.ts';

type Values = Readonly<Record<string, Value>>;

/** So many policies are compiled to find out what is asked. */
const MAX_COMBINATIONS = 64;

/**
 * Every query that some setting asks, those of the policy in use first. Throws what is wrong with any value that is varied,
 * TUNE_INTERVAL for one that changes the ticks, and TUNE_QUERIES where too many of them change what is asked.
 */
export async function queriesOfAll(
  policy: JudgedPolicy,
  vary: readonly VaryFlag[],
  subject: SettingsSubject,
  io: IO,
): Promise<readonly Query[]> {
  const faults = new FaultCollector();
  const changing: VaryFlag[] = [];
  for (const flag of vary) {
    for (const value of flag.values) {
      const other = await faults.collect(() => withValues(subject, { [flag.path]: value }, io));
      if (!other) continue;
      checkInterval(policy, other, flag.path);
      if (changesQueries(policy, other) && changing.at(-1) !== flag) changing.push(flag);
    }
  }
  throwIfErrors(eachOnce(faults.diagnostics));
  const others: JudgedPolicy[] = [];
  for (const values of combinations(changing)) others.push(await withValues(subject, values, io));
  const queries = [policy, ...others].flatMap(({ plan }) => plan.queries);
  return [...policy.plan.queries, ...eachQuery(queries).slice(eachQuery(policy.plan.queries).length)];
}

function checkInterval({ plan }: JudgedPolicy, other: JudgedPolicy, path: string): void {
  if (other.plan.interval === plan.interval) return;
  throw fail('TUNE_INTERVAL', { path, interval: formatShort(plan.interval) });
}

const changesQueries = ({ plan }: JudgedPolicy, other: JudgedPolicy): boolean =>
  plan.queries.map(keyOfQuery).join() !== other.plan.queries.map(keyOfQuery).join();

/** Every combination of values. */
function combinations(flags: readonly VaryFlag[]): readonly Values[] {
  if (flags.length === 0) return [];
  const count = flags.reduce((product, { values }) => product * values.length, 1);
  if (count > MAX_COMBINATIONS)
    throw fail('TUNE_QUERIES', {
      paths: flags.map(({ path }) => path).join(', '),
      count,
      most: MAX_COMBINATIONS,
    });
  return flags.reduce<readonly Values[]>(
    (all, { path, values }) => all.flatMap((one) => values.map((value) => ({ ...one, [path]: value }))),
    [{}],
  );
}
