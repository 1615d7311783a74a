import { type Panel, placed } from './panel.ts';

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

/** Of Grafana. */
const MAX_UID = 40;
const PICKER = '$datasource';
const REFRESHES = ['5s', '10s', '30s', '1m', '5m', '15m', '30m', '1h', '2h', '1d'];

export interface PageOptions {
  /** What tells it from others of its kind; its title where the values give none. */
  readonly name: string;
  /** Of all dashboards of its kind, in front of the name: no policy has an underscore in its name. */
  readonly kind: 'rollout' | 'rollout_run';
  readonly panels: readonly Panel[];
  readonly params: DashboardParams;
}

/** A dashboard of Grafana, version 10 or later. */
export function page({ name, kind, panels, params }: PageOptions): object {
  const datasource = params.datasource?.name ?? PICKER;
  const refresh = params.refresh_interval ?? '5s';
  return {
    uid: uidOf(kind, name),
    title: params.title ?? `${name} rollout`,
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
    templating: { list: [picker(datasource, params.datasource?.filter_regex ?? '')] },
    panels: placed(panels, { type: 'prometheus', uid: datasource }),
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

/** Stable, and within the 40 characters Grafana allows: long or dotted names keep their start and a checksum. */
function uidOf(kind: string, name: string): string {
  const room = MAX_UID - kind.length - 1;
  if (name.length <= room && /^[a-z0-9-]+$/.test(name)) return `${kind}-${name}`;
  let sum = 2166136261;
  for (const byte of Buffer.from(name)) sum = Math.imul(sum ^ byte, 16777619) >>> 0;
  const start = name.replace(/[^a-z0-9-]/gi, '-').slice(0, room - 9);
  return `${kind}-${start}-${sum.toString(16).padStart(8, '0')}`;
}
