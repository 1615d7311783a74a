import type { Plan } from '../circuit/plan.ts';
import { readFilters } from './dashboard/filters.ts';
import { type DashboardParams, page } from './dashboard/page.ts';
import { panelsOf } from './dashboard/panels.ts';
import { runPanels } from './dashboard/run-panels.ts';

export type { DashboardParams } from './dashboard/page.ts';

/**
 * A Grafana dashboard (version 10 or later) of one policy: what the sampler let through, the accept
 * percentage with its steps, the ramp's decisions, every query with its criteria, and how much of what it
 * gave was valid. Throws VALUES_FORMAT or VALUES_TYPE for filters that are no labels.
 */
export function dashboard(plan: Plan, policyName: string, params: DashboardParams = {}): object {
  const filters = { ...readFilters(params.extra_filters ?? {}), policy_name: policyName };
  return page({ name: policyName, kind: 'rollout', panels: panelsOf(plan, filters), params });
}

/**
 * The same of a rollout that `rollout run --listen` runs, on its metrics: what it decided and what its targets have, its
 * state and what holds it, every driver with its criteria, failures, and its ticks. Throws as `dashboard` does.
 */
export function runDashboard(plan: Plan, rollout: string, params: DashboardParams = {}): object {
  const filters = { ...readFilters(params.extra_filters ?? {}), rollout };
  const { title = `${rollout} run`, ...rest } = params;
  return page({
    name: rollout,
    kind: 'rollout_run',
    panels: runPanels(plan, filters),
    params: { ...rest, title },
  });
}
