import type { Plan } from '../../circuit/plan.ts';
import type { DynamicDocument } from '../../run/dynamic-config.ts';
import { readDynamicDocument } from '../dynamic-document.ts';
import type { IO } from '../io.ts';

export interface SteeringOptions {
  readonly start?: boolean;
  readonly dynamicConfig?: string;
  readonly set?: readonly string[];
  readonly stateDir?: string;
}

/** What the flags set from the first tick: --dynamic-config, then --set, then --start; undefined when there is none. */
export async function initialDocument(
  options: SteeringOptions,
  plan: Plan,
  io: IO,
): Promise<DynamicDocument | undefined> {
  const keys = plan.dynamic.map((cell) => cell.key);
  const given = await readDynamicDocument(
    { file: options.dynamicConfig, fileFlag: '--dynamic-config', set: options.set },
    keys,
    io,
  );
  return options.start ? { ...given, rollout: true } : given;
}
