import type { Seconds } from '../../text/duration.ts';
import { definitions } from '../schema/definitions.ts';
import { configSchema } from '../schema/kind-schema.ts';
import { normalise } from '../schema/normalise.ts';
import type { Context, Report } from './context.ts';
import type { KindPlace } from './ports.ts';

/** The config with defaults and Seconds; a duration that is none is reported, and 0 stands for it. */
export function normaliseConfig(
  { kind, pointer }: KindPlace,
  body: unknown,
  report: Report,
): Record<string, unknown> {
  const onFault = (got: string): Seconds => {
    const path = pathTo(body, got);
    report(
      'CIRCUIT_DURATION',
      { kind: kind.kind, key: path.at(-1) ?? '', got },
      [pointer, ...path].join('/'),
    );
    return 0;
  };
  return normalise(configSchema(kind), body, definitions, onFault) as Record<string, unknown>;
}

function pathTo(value: unknown, text: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  for (const [key, entry] of Object.entries(value)) {
    if (entry === text) return [key];
    const path = pathTo(entry, text);
    if (path.length > 0) return [key, ...path];
  }
  return [];
}

/** What the schema cannot say of a config. */
export function checkConfig({ kind, pointer }: KindPlace, config: unknown, { ticks, report }: Context): void {
  const message = kind.check?.(config, ticks);
  if (message) report('CIRCUIT_CONFIG', { kind: kind.kind, message }, pointer);
}
