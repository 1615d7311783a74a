import { type Decision, hasPassThrough } from '../decision.ts';
import { guardedApply, guardedRead } from '../guarded.ts';
import { confirmed, foreign, percentageRead, refused, unknown, unreadable } from '../outcome.ts';
import { secretSchema } from '../secrets.ts';
import type { World } from '../world.ts';
import type { Actuator, Outcome, Reading } from './actuator.ts';
import type { ActuatorKind, ConfigFault } from './kind.ts';
import { type ApiKeys, LaunchDarklyApi } from './launchdarkly/api.ts';
import { type Names, type Standing, standingOf, TOTAL_WEIGHT } from './launchdarkly/flag.ts';
import { roundDown } from './rounding.ts';

interface LaunchDarklyConfig extends ApiKeys {
  readonly on?: string;
  readonly off?: string;
  readonly context_kind?: string;
}

/** Weights are thousandths of a percent. */
const DECIMALS = 3;

/** The fallthrough of one flag in one environment of LaunchDarkly. */
export const launchdarkly: ActuatorKind<LaunchDarklyConfig> = {
  kind: 'launchdarkly',
  summary:
    'The default rule of one environment of a flag in LaunchDarkly, in thousandths of a percent. A kill turns the flag off.',
  schema: {
    properties: {
      url: {
        type: 'string',
        pattern: '^https?://',
        default: 'https://app.launchdarkly.com',
        description: 'Address of LaunchDarkly.',
      },
      ...secretSchema('token', 'an access token that may change the flag'),
      project: { type: 'string', minLength: 1, description: 'Key of the project.' },
      environment: { type: 'string', minLength: 1, description: 'Key of the environment.' },
      flag: { type: 'string', minLength: 1, description: 'Key of the flag.' },
      on: {
        type: 'string',
        default: 'true',
        description: 'Variation with the feature: its name, or its value as JSON.',
      },
      off: {
        type: 'string',
        default: 'false',
        description: 'Variation without the feature; the flag gives it when it is off.',
      },
      context_kind: {
        type: 'string',
        minLength: 1,
        default: 'user',
        description: 'Kind of context that is split.',
      },
    },
    required: ['project', 'environment', 'flag'],
  },
  check: checkToken,
  open: openLaunchDarkly,
};

function checkToken({ token_file, token_env }: LaunchDarklyConfig): ConfigFault[] {
  if (token_file !== undefined || token_env !== undefined) return [];
  return [{ path: 'token_file', why: 'one of token_file and token_env is needed' }];
}

function openLaunchDarkly(config: LaunchDarklyConfig, world: World): Actuator {
  const { project, environment, flag, on = 'true', off = 'false' } = config;
  const names = { environment, on, off };
  const round = (percentage: number) => roundDown(percentage, DECIMALS);
  return {
    kind: 'launchdarkly',
    target: `launchdarkly ${project}/${environment} ${flag}`,
    flag,
    isFencing: false,
    round,
    apply: (decision, { signal }) =>
      guardedApply(() => {
        const percentage = decision.killed ? 0 : round(decision.percentage);
        const told = { ...decision, percentage };
        const api = new LaunchDarklyApi(config, world, signal);
        if (decision.killed) return turnOff(told, names, api);
        return move(told, { ...names, config }, api);
      }),
    read: ({ signal }) => guardedRead(() => read(names, new LaunchDarklyApi(config, world, signal))),
  };
}

async function read(names: Names, api: LaunchDarklyApi): Promise<Reading> {
  const answer = await api.get();
  if (!('flag' in answer)) return unreadable(answer.outcome.kind === 'confirmed' ? '' : answer.outcome.why);
  const standing = standingOf(answer.flag, names);
  if (typeof standing === 'string') return unreadable(standing);
  const { isOn, percentage } = standing;
  if (!isOn) return percentageRead(0);
  if (percentage === undefined) return foreign(FOREIGN);
  return percentageRead(percentage);
}

const FOREIGN = 'somebody else changed the default rule: it is not split between the two variations';

/** Off first, whatever stands there; then the default rule, so that whoever turns it on gives the feature to nobody. */
async function turnOff(decision: Decision, names: Names, api: LaunchDarklyApi): Promise<Outcome> {
  const answer = await api.patch(commentOf(decision), [{ kind: 'turnFlagOff' }]);
  if ('outcome' in answer) return answer.outcome;
  const standing = standingOf(answer.flag, names);
  if (typeof standing === 'string') return unknown(standing);
  if (standing.isOn) return unknown('the flag is on');
  if (standing.percentage === 0) return confirmed;
  const { offId } = standing;
  const instruction = { kind: 'updateFallthroughVariationOrRollout', variationId: offId };
  const second = await api.patch(commentOf(decision), [instruction]);
  if ('outcome' in second) return second.outcome;
  return confirmed;
}

interface Split extends Names {
  readonly config: LaunchDarklyConfig;
}

async function move(decision: Decision, names: Split, api: LaunchDarklyApi): Promise<Outcome> {
  const answer = await api.get();
  if ('outcome' in answer) return answer.outcome;
  const standing = standingOf(answer.flag, names);
  if (typeof standing === 'string') return refused(standing);
  const why = obstacle(decision, standing);
  if (why !== undefined) return refused(why);
  const after = await api.patch(commentOf(decision), instructionsOf(decision, standing, names.config));
  if ('outcome' in after) return after.outcome;
  const reached = standingOf(after.flag, names);
  if (typeof reached === 'string') return unknown(reached);
  if (reached.percentage !== decision.percentage) return unknown(`it reads ${reached.percentage ?? 'no'} %`);
  if (reached.isOn || decision.percentage === 0) return confirmed;
  return unknown('the flag is off');
}

/** Why nothing is done: what somebody else did is not undone by more than it gives. */
function obstacle(
  { percentage, pass_through }: Decision,
  { isOn, percentage: given }: Standing,
): string | undefined {
  if (percentage === 0) return undefined;
  if (hasPassThrough({ pass_through })) return 'a pass-through cannot be told to LaunchDarkly';
  if (given === undefined) return FOREIGN;
  if (isOn || given === 0) return undefined;
  return `somebody turned the flag off while its default rule says ${given} %: turn it on, or set that to 0`;
}

/** One patch does all of them or none. */
function instructionsOf({ percentage }: Decision, standing: Standing, config: LaunchDarklyConfig): object[] {
  const { onId, offId, isOn } = standing;
  const weight = Math.round((percentage * TOTAL_WEIGHT) / 100);
  const split = {
    kind: 'updateFallthroughVariationOrRollout',
    rolloutContextKind: config.context_kind ?? 'user',
    rolloutWeights: { [onId]: weight, [offId]: TOTAL_WEIGHT - weight },
  };
  if (isOn || percentage === 0) return [split];
  return [split, { kind: 'turnFlagOn' }];
}

const commentOf = ({ rollout, number, percentage, killed }: Decision): string =>
  `rollout ${rollout} #${number} ${killed ? 'killed' : `at ${percentage} %`}`;
