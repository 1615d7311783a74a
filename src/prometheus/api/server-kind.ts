import { isRecord } from './envelope.ts';

export type ServerKind = 'prometheus' | 'thanos' | 'mimir' | 'victoriametrics' | 'unknown';

/** Which server answers, and its version: what makes two runs comparable. */
export interface Server {
  readonly kind: ServerKind;
  /** `prometheus 2.42.0`; null where the server does not say. */
  readonly text: string | null;
}

export const UNKNOWN: Server = { kind: 'unknown', text: null };

/**
 * Reads the server from its build info. Mimir gives its name; VictoriaMetrics gives a version without a Go
 * version, or an empty object; Thanos has a version 0.x.
 */
export function readServer(buildInfo: unknown): Server {
  if (isRecord(buildInfo) && Object.keys(buildInfo).length === 0)
    return { kind: 'victoriametrics', text: 'victoriametrics (it does not report its version)' };
  if (!isRecord(buildInfo) || typeof buildInfo.version !== 'string') return UNKNOWN;
  const { version, application, goVersion } = buildInfo;
  if (typeof application === 'string' && /mimir|cortex/i.test(application))
    return { kind: 'mimir', text: `${application} ${version}` };
  if (typeof goVersion !== 'string')
    return { kind: 'victoriametrics', text: `victoriametrics (as prometheus ${version})` };
  if (version === '') return { kind: 'prometheus', text: 'prometheus (it does not report its version)' };
  if (version.startsWith('0.')) return { kind: 'thanos', text: `thanos ${version}` };
  return { kind: 'prometheus', text: `prometheus ${version}` };
}

const THANOS = { partial_response: 'false', max_source_resolution: '0s' };
const VICTORIA = { deny_partial_response: '1', nocache: '1' };

/**
 * Parameters that make a server reject a partial answer, use full resolution and keep the times as asked.
 * Servers ignore parameters they do not know.
 */
const PARAMETERS: Readonly<Record<ServerKind, Readonly<Record<string, string>>>> = {
  prometheus: {},
  mimir: {},
  thanos: THANOS,
  victoriametrics: VICTORIA,
  unknown: { ...THANOS, ...VICTORIA },
};

/** What makes Thanos and VictoriaMetrics answer with what they have. */
const PARTIAL: Readonly<Record<string, string>> = { partial_response: 'true', deny_partial_response: '0' };

/**
 * The parameters of every call to a server; a partial answer is rejected by the server unless it is allowed.
 */
export function parametersOf(kind: ServerKind, allowPartial: boolean): Readonly<Record<string, string>> {
  const parameters = PARAMETERS[kind];
  if (!allowPartial) return parameters;
  return Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, PARTIAL[key] ?? value]));
}
