import { exec } from './actuators/exec.ts';
import { flagd } from './actuators/flagd.ts';
import type { ActuatorKind } from './actuators/kind.ts';
import { launchdarkly } from './actuators/launchdarkly.ts';
import { postgres } from './actuators/postgres.ts';
import { unleash } from './actuators/unleash.ts';
import { webhook } from './actuators/webhook.ts';

/** All kinds of targets, in the order of the docs. */
export const actuatorKinds: readonly ActuatorKind[] = [flagd, exec, webhook, unleash, launchdarkly, postgres];
