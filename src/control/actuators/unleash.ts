import { type AddressKeys, addressSchema, checkAddress, shownAddress } from '../address.ts';
import { type Decision, hasPassThrough } from '../decision.ts';
import { guardedApply, guardedRead } from '../guarded.ts';
import { confirmed, foreign, percentageRead, refused, unknown } from '../outcome.ts';
import { secretSchema } from '../secrets.ts';
import type { World } from '../world.ts';
import type { Actuator, Call, Outcome, Reading } from './actuator.ts';
import type { ActuatorKind, ConfigFault } from './kind.ts';
import { roundDown } from './rounding.ts';
import { Failed, type FlagState, UnleashApi, type UnleashConfig } from './unleash/api.ts';
import { type Standing, standingOf, strategyOf } from './unleash/strategy.ts';

/** One strategy of one flag in one environment of an Unleash. */
export const unleash: ActuatorKind<UnleashConfig> = {
  kind: 'unleash',
  summary:
    'A gradual rollout strategy of one environment of an Unleash; whole percents, rounded down. A kill switches the environment off.',
  schema: {
    properties: {
      ...addressSchema,
      ...secretSchema('token', 'an admin or service account token'),
      flag: { type: 'string', minLength: 1, description: 'Name of the flag.' },
      project: { type: 'string', minLength: 1, default: 'default', description: 'Project of the flag.' },
      environment: {
        type: 'string',
        minLength: 1,
        default: 'production',
        description: 'Environment in which the flag is moved.',
      },
      stickiness: {
        type: 'string',
        minLength: 1,
        default: 'default',
        description:
          'What of its context keeps the feature for a user: userId, sessionId, a field of your own.',
      },
    },
    required: ['flag'],
  },
  check: checkUnleash,
  open: openUnleash,
};

function checkUnleash(config: UnleashConfig): readonly ConfigFault[] {
  const hasToken = config.token_file !== undefined || config.token_env !== undefined;
  const missing = { path: 'token_file', why: 'one of token_file and token_env is needed' };
  const address = checkAddress(config as AddressKeys);
  if (hasToken) return address;
  return [...address, missing];
}

function openUnleash(config: UnleashConfig, world: World): Actuator {
  const { flag, project = 'default', environment = 'production' } = config;
  const round = (percentage: number) => roundDown(percentage, 0);
  return {
    kind: 'unleash',
    target: `unleash ${shownAddress(config)}/${project}/${environment} ${flag}`,
    flag,
    isFencing: false,
    round,
    apply: (decision, call) =>
      guardedApply(async () => {
        const percentage = decision.killed ? 0 : round(decision.percentage);
        return tell({ ...decision, percentage }, config, new UnleashApi(config, world, call.signal));
      }),
    read: (call) => guardedRead(() => read(config, world, call)),
  };
}

async function read(config: UnleashConfig, world: World, { signal }: Call): Promise<Reading> {
  const state = await new UnleashApi(config, world, signal).state();
  if (!state.enabled) return percentageRead(0);
  const standing = standingOf(state, config);
  if (standing.kind === 'others') return foreign(standing.why);
  if (standing.kind === 'none') return foreign('the environment is on and has no strategy');
  const { percentage, edited, beside } = standing;
  if (beside !== undefined) return foreign(beside);
  const isShifted = edited === undefined || edited === 'percentage';
  return isShifted ? percentageRead(percentage) : foreign(`somebody else changed its ${edited}`);
}

async function tell(decision: Decision, config: UnleashConfig, api: UnleashApi): Promise<Outcome> {
  try {
    return await (decision.killed ? switchOff(decision, config, api) : move(decision, config, api));
  } catch (problem) {
    if (problem instanceof Failed) return problem.outcome;
    throw problem;
  }
}

/** Off first, whatever stands there; then the strategy, so that whoever switches it on gives the feature to nobody. */
async function switchOff(decision: Decision, config: UnleashConfig, api: UnleashApi): Promise<Outcome> {
  await api.change('POST', '/off');
  const standing = standingOf(await api.state(), config);
  if (standing.kind === 'ours' && standing.percentage > 0)
    await api.change('PUT', `/strategies/${standing.id}`, strategyOf(decision, config));
  const { enabled } = await api.state();
  if (enabled) return unknown('the environment was switched on again by somebody');
  return confirmed;
}

/** The strategy first, at 0; then on; then the percentage; then it is read back. */
async function move(decision: Decision, config: UnleashConfig, api: UnleashApi): Promise<Outcome> {
  const state = await api.state();
  const before = standingOf(state, config);
  const why = obstacle(decision, state, before);
  if (why !== undefined) return refused(why);
  if (!state.enabled && decision.percentage === 0 && before.kind === 'none') return confirmed;
  const id = before.kind === 'ours' ? before.id : await create(decision, config, api);
  const isAtZero = before.kind !== 'ours' || before.percentage === 0;
  if (!state.enabled && decision.percentage > 0 && isAtZero) await api.change('POST', '/on');
  await api.change('PUT', `/strategies/${id}`, strategyOf(decision, config));
  return outcomeOf(decision, await api.state(), config);
}

/** Why nothing is done: what somebody else did is not undone by more than it gives. */
function obstacle({ percentage, pass_through }: Decision, state: FlagState, standing: Standing) {
  if (standing.kind === 'others') return `${standing.why}${REMOVE}`;
  const isLess = standing.kind === 'ours' && percentage < standing.percentage;
  if (percentage === 0 || isLess) return undefined;
  if (hasPassThrough({ pass_through })) return 'a pass-through cannot be told to Unleash';
  if (standing.kind === 'ours') return obstacleIn(standing, percentage, state.enabled);
  if (state.enabled) return 'the environment is on and has no strategy: switch it off';
  return undefined;
}

/** What stands in the way of a percentage that is not less than the present one. */
function obstacleIn(standing: OurStanding, percentage: number, isOn: boolean): string | undefined {
  const { percentage: given, edited, beside } = standing;
  if (beside !== undefined) return `${beside}${REMOVE}`;
  if (!isOn && given > 0)
    return `somebody switched the environment off while its strategy says ${given} %: switch it on, or set that to 0`;
  // A percentage by hand that is told as it is has been taken over.
  const isTaken = edited === 'percentage' && percentage === given;
  return edited === undefined || isTaken ? undefined : `somebody else changed the ${edited} of its strategy`;
}

type OurStanding = Extract<Standing, { kind: 'ours' }>;

const REMOVE = '; each gives the feature to more users: remove it';

/** The id of a new strategy that gives the feature to nobody. */
async function create(decision: Decision, config: UnleashConfig, api: UnleashApi): Promise<string> {
  await api.change('POST', '/strategies', strategyOf({ ...decision, percentage: 0 }, config));
  const standing = standingOf(await api.state(), config);
  if (standing.kind === 'ours') return standing.id;
  throw new Failed(unknown('the new strategy is not there'));
}

function outcomeOf({ percentage }: Decision, state: FlagState, config: UnleashConfig): Outcome {
  const standing = standingOf(state, config);
  if (standing.kind !== 'ours') return unknown('its strategy is gone or has others beside it');
  if (standing.beside !== undefined) return unknown(`${standing.beside}${REMOVE}`);
  if (standing.percentage !== percentage) return unknown(`it reads ${standing.percentage} %`);
  if (!state.enabled && percentage > 0) return unknown('the environment is off');
  return confirmed;
}
