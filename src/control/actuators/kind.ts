import type { ResourceName } from '../kubernetes/resource.ts';
import type { World } from '../world.ts';
import type { Actuator, Why } from './actuator.ts';

/** What is wrong with one key of an entry; `path` is below the entry: `command[0]`. */
export interface ConfigFault {
  readonly path: string;
  readonly why: Why;
}

/** The keys of an entry of the rollout file, as JSON Schema. */
export interface KeySchema {
  readonly properties: Readonly<Record<string, object>>;
  readonly required: readonly string[];
}

/** What every kind of target says of itself. Methods take a config that its schema has accepted. */
export interface ActuatorKind<C = unknown> {
  /** The key in a rollout file. */
  readonly kind: string;
  /** One sentence for docs and editors. */
  readonly summary: string;
  readonly schema: KeySchema;
  /** What the schema cannot say. */
  check?(config: C): readonly ConfigFault[];
  /** What it reads and patches in Kubernetes. */
  resource?(config: C): ResourceName;
  open(config: C, world: World): Actuator;
}
