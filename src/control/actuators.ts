import { configMap } from './actuators/config-map.ts';
import { exec } from './actuators/exec.ts';
import { featureFlag } from './actuators/feature-flag.ts';
import { flagd } from './actuators/flagd.ts';
import { httpRoute } from './actuators/http-route.ts';
import type { ActuatorKind } from './actuators/kind.ts';
import { launchdarkly } from './actuators/launchdarkly.ts';
import { patch } from './actuators/patch.ts';
import { postgres } from './actuators/postgres.ts';
import { unleash } from './actuators/unleash.ts';
import { virtualService } from './actuators/virtual-service.ts';
import { webhook } from './actuators/webhook.ts';

/** All kinds of targets, in the order of the docs. */
export const actuatorKinds: readonly ActuatorKind[] = [
  flagd,
  exec,
  webhook,
  unleash,
  launchdarkly,
  postgres,
  virtualService,
  httpRoute,
  featureFlag,
  configMap,
  patch,
];
