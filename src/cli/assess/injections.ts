import type { Plan } from '../../circuit/plan.ts';
import { throwIfErrors } from '../../errors/rollout-error.ts';
import { bindInjections } from '../../judge/injection/bind.ts';
import { type InjectionFlag, parseInjection } from '../../judge/injection/flag.ts';
import type { Injection } from '../../judge/injection/injection.ts';
import { FaultCollector } from '../fault-collector.ts';

/** The injections of all `--inject`, bound to the queries of a policy. Throws every fault of them, INJECT_*. */
export async function readInjections(texts: readonly string[], plan: Plan): Promise<readonly Injection[]> {
  if (texts.length === 0) return [];
  const faults = new FaultCollector();
  const flags: InjectionFlag[] = [];
  for (const text of texts) {
    const flag = await faults.collect(async () => parseInjection(text));
    if (flag) flags.push(flag);
  }
  throwIfErrors(faults.diagnostics);
  const { loadPromql } = await import('../../text/promql.ts');
  const check = await loadPromql();
  return bindInjections(flags, { plan, windowOf: (query) => check(query).signalWindow });
}
