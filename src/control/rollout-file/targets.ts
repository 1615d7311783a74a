import { type Diagnostic, diagnostic, type Place } from '../../errors/rollout-error.ts';
import type { EntryConfig } from './document.ts';
import type { Entry } from './rollout-file.ts';

const ADDRESS = ['url', 'url_file', 'url_env'];

/** Of each kind of actuator, the keys that say which target it moves, with their defaults. */
const IDENTITY: Readonly<Record<string, readonly (string | readonly [key: string, otherwise: string])[]>> = {
  flagd: ['file', 'flag'],
  exec: ['command', 'flag'],
  webhook: [...ADDRESS, 'flag'],
  unleash: ['url', ['project', 'default'], 'environment', 'flag'],
  launchdarkly: [['url', 'https://app.launchdarkly.com'], 'project', 'environment', 'flag'],
  postgres: [...ADDRESS, ['table', 'feature_flags'], 'flag'],
};

/** Faults of actuators that move what another one before them moves. `name` is the flag where none is named. */
export function sameTargets(
  actuators: readonly Entry[],
  name: string,
  placeOf: (pointer: string) => Place,
): Diagnostic[] {
  const targets = actuators.map(({ kind, config }) => targetOf(kind, { flag: name, ...config }));
  return targets.flatMap((target, i) => {
    const first = targets.indexOf(target);
    if (first === i) return [];
    const params = { target, first: placeOf(actuators[first]!.pointer).path ?? '' };
    return [diagnostic('ROLLOUT_TARGET', params, placeOf(actuators[i]!.pointer))];
  });
}

/** Kind, address and flag; no secret is in it. */
function targetOf(kind: string, config: EntryConfig): string {
  const parts = (IDENTITY[kind] ?? Object.keys(config)).map((key) => {
    const [name, otherwise] = typeof key === 'string' ? [key] : key;
    return textOf(config[name] ?? otherwise);
  });
  return [kind, ...parts.filter((part) => part !== '')].join(' ');
}

function textOf(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
