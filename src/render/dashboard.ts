import type { Plan } from '../circuit/plan.ts';
import { readFilters } from './dashboard/filters.ts';
import { placed } from './dashboard/panel.ts';
import { panelsOf } from './dashboard/panels.ts';

/**
 * The `dashboard` of a values file. `datasource.name` is a data source, or a variable (`$datasource`) for the
 * one picked on the page.
 */
export interface DashboardParams {
  readonly refresh_interval?: string;
  readonly time_from?: string;
  readonly time_to?: string;
  readonly extra_filters?: Readonly<Record<string, unknown>>;
  readonly title?: string;
  readonly datasource?: { readonly name?: string; readonly filter_regex?: string };
}

const PICKER = '$datasource';
const REFRESHES = ['5s', '10s', '30s', '1m', '5m', '15m', '30m', '1h', '2h', '1d'];

/**
 * A Grafana dashboard (version 10 or later) of one policy: what the sampler let through, the accept
 * percentage with its steps, the ramp's decisions, every query with its criteria, and how much of what it
 * gave was valid. Throws VALUES_FORMAT or VALUES_TYPE for filters that are no labels.
 */
export function dashboard(plan: Plan, policyName: string, params: DashboardParams = {}): object {
  const filters = { ...readFilters(params.extra_filters ?? {}), policy_name: policyName };
  const name = params.datasource?.name ?? PICKER;
  const refresh = params.refresh_interval ?? '5s';
  return {
    uid: uidOf(policyName),
    title: params.title ?? `${policyName} rollout`,
    schemaVersion: 38,
    version: 0,
    editable: true,
    graphTooltip: 1,
    refresh,
    time: { from: params.time_from ?? 'now-15m', to: params.time_to ?? 'now' },
    timepicker: { refresh_intervals: REFRESHES.includes(refresh) ? REFRESHES : [refresh, ...REFRESHES] },
    timezone: 'browser',
    tags: [],
    annotations: { list: [] },
    links: [],
    templating: { list: [picker(name, params.datasource?.filter_regex ?? '')] },
    panels: placed(panelsOf(plan, filters), { type: 'prometheus', uid: name }),
  };
}

const picker = (name: string, regex: string): object => ({
  name: /^\$\{?(\w+)\}?$/.exec(name)?.[1] ?? 'datasource',
  label: 'Data Source',
  type: 'datasource',
  query: 'prometheus',
  regex,
  current: name.startsWith('$') ? {} : { selected: true, text: name, value: name },
  hide: 0,
  includeAll: false,
  multi: false,
  options: [],
  refresh: 1,
  skipUrlSync: false,
});

/**
 * Stable, and within the 40 characters Grafana allows: long or dotted names keep their start and a checksum.
 */
function uidOf(policyName: string): string {
  if (/^[a-z0-9-]{1,32}$/.test(policyName)) return `rollout-${policyName}`;
  let sum = 2166136261;
  for (const byte of Buffer.from(policyName)) sum = Math.imul(sum ^ byte, 16777619) >>> 0;
  return `rollout-${policyName.replace(/[^a-z0-9-]/gi, '-').slice(0, 23)}-${sum.toString(16).padStart(8, '0')}`;
}
