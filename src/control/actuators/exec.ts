import { Secrets } from '../../prometheus/http/secrets.ts';
import type { Decision } from '../decision.ts';
import { programFault, runProgram } from '../program.ts';
import {
  checkNames,
  environmentOf,
  outcomeOfProgram,
  type ProgramKeys,
  programSchema,
} from '../program-keys.ts';
import type { World } from '../world.ts';
import type { Actuator } from './actuator.ts';
import type { ActuatorKind } from './kind.ts';
import { decimalsSchema, roundDown } from './rounding.ts';

interface ExecConfig extends ProgramKeys {
  readonly flag: string;
  readonly decimals?: number;
}

/** A program of the user's: it reads the decision as JSON, and exit code 0 says that it is in force. */
export const exec: ActuatorKind<ExecConfig> = {
  kind: 'exec',
  summary:
    'A program reads the decision as JSON on standard input; exit code 0 says that it is in force, 75 that it cannot be told, any other that it is not.',
  schema: {
    properties: {
      ...programSchema,
      flag: { type: 'string', minLength: 1, description: 'Name of the flag, given to the program.' },
      decimals: decimalsSchema,
    },
    required: ['command', 'flag'],
  },
  check: checkNames,
  open: (config, world) => openExec(config, world),
};

function openExec(config: ExecConfig, world: World): Actuator {
  const { command, flag, decimals = 6 } = config;
  const round = (percentage: number) => roundDown(percentage, decimals);
  return {
    kind: 'exec',
    target: `exec ${command.join(' ')} ${flag}`,
    flag,
    isFencing: false,
    round,
    async apply(decision, { signal }) {
      const told = { ...decision, percentage: round(decision.percentage) };
      const secrets = new Secrets();
      const env = { ...environmentOf(config, world, secrets), ...variablesOf(told) };
      const end = await runProgram({ command, input: `${JSON.stringify(told)}\n`, env, signal }, world);
      return outcomeOfProgram(end, secrets);
    },
    check: () => programFault(command, world),
  };
}

const variablesOf = (decision: Decision): Record<string, string> => ({
  ROLLOUT_NAME: decision.rollout,
  ROLLOUT_FLAG: decision.flag,
  ROLLOUT_PERCENTAGE: String(decision.percentage),
  ROLLOUT_PASS_THROUGH: decision.pass_through === null ? '' : JSON.stringify(decision.pass_through),
  ROLLOUT_KILLED: String(decision.killed),
  ROLLOUT_NUMBER: String(decision.number),
});
