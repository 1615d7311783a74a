import { apiCodes } from './codes/api.ts';
import { assessCodes } from './codes/assess.ts';
import { circuitCodes } from './codes/circuit.ts';
import { cliCodes } from './codes/cli.ts';
import { exchangeCodes } from './codes/exchange.ts';
import { injectionCodes } from './codes/injection.ts';
import { inputCodes } from './codes/input.ts';
import { judgeCodes } from './codes/judge.ts';
import { kubernetesCodes } from './codes/kubernetes.ts';
import { lintCodes } from './codes/lint.ts';
import { policyTestCodes } from './codes/policy-test.ts';
import { prometheusCodes } from './codes/prometheus.ts';
import { queryCodes } from './codes/query.ts';
import { recordingCodes } from './codes/recording.ts';
import { renderCodes } from './codes/render.ts';
import { rolloutFileCodes } from './codes/rollout-file.ts';
import { rolloutRunCodes } from './codes/rollout-run.ts';
import { runCodes } from './codes/run.ts';
import { serverCodes } from './codes/server.ts';
import { steeringCodes } from './codes/steering.ts';
import { tuneCodes } from './codes/tune.ts';
import type { CodeEntry } from './define.ts';

/** The catalogue: every code rollout can print. `docs/errors.md` is generated from it. */
export const codes = {
  ...cliCodes,
  ...inputCodes,
  ...lintCodes,
  ...circuitCodes,
  ...renderCodes,
  ...runCodes,
  ...rolloutFileCodes,
  ...rolloutRunCodes,
  ...kubernetesCodes,
  ...steeringCodes,
  ...serverCodes,
  ...policyTestCodes,
  ...prometheusCodes,
  ...queryCodes,
  ...recordingCodes,
  ...assessCodes,
  ...judgeCodes,
  ...injectionCodes,
  ...tuneCodes,
  ...apiCodes,
  ...exchangeCodes,
};

export type Code = keyof typeof codes;

/** The parameters the text of a code needs. */
export type Params<C extends Code> = (typeof codes)[C] extends CodeEntry<infer P> ? P : never;
