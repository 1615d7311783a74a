import { Secrets } from '../../prometheus/http/secrets.ts';
import type { Decision } from '../decision.ts';
import { confirmed, refused, unknown } from '../outcome.ts';
import { type ProgramEnd, runProgram } from '../program.ts';
import type { World } from '../world.ts';
import type { Actuator, Outcome } from './actuator.ts';
import type { ActuatorKind, ConfigFault } from './kind.ts';
import { decimalsSchema, roundDown } from './rounding.ts';

interface ExecConfig {
  readonly command: readonly string[];
  readonly flag: string;
  /** Names of variables that the program gets; it gets no other of ours. */
  readonly env?: readonly string[];
  readonly decimals?: number;
}

/** With this code (EX_TEMPFAIL) a program says that it cannot tell what is in force. */
const CANNOT_TELL = 75;

/** A program of the user's: it reads the decision as JSON, and exit code 0 says that it is in force. */
export const exec: ActuatorKind<ExecConfig> = {
  kind: 'exec',
  summary:
    'A program reads the decision as JSON on standard input; exit code 0 says that it is in force, 75 that it cannot be told, any other that it is not.',
  schema: {
    properties: {
      command: {
        type: 'array',
        minItems: 1,
        items: { type: 'string', minLength: 1 },
        description: 'The program and its arguments; no shell reads them.',
      },
      flag: { type: 'string', minLength: 1, description: 'Name of the flag, given to the program.' },
      env: {
        type: 'array',
        items: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' },
        description: 'Names of environment variables that the program gets.',
      },
      decimals: decimalsSchema,
    },
    required: ['command', 'flag'],
  },
  check: ({ env = [] }) => env.flatMap(checkName),
  open: (config, world) => openExec(config, world),
};

function checkName(name: string, index: number): ConfigFault[] {
  const isOurs = name.startsWith('ROLLOUT_');
  return isOurs ? [{ path: `env[${index}]`, why: 'variables with ROLLOUT_ are those of the decision' }] : [];
}

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
      const named = namedVariables(config.env ?? [], world);
      const secrets = new Secrets();
      secrets.add(...Object.values(named));
      const env = { ...named, ...variablesOf(told) };
      const end = await runProgram({ command, input: `${JSON.stringify(told)}\n`, env, signal }, world);
      return outcomeOf(end, (text) => secrets.hide(text));
    },
  };
}

function namedVariables(names: readonly string[], { env }: World): Record<string, string> {
  const given = names.map((name) => [name, env[name]] as const);
  return Object.fromEntries(given.filter((pair): pair is [string, string] => pair[1] !== undefined));
}

const variablesOf = (decision: Decision): Record<string, string> => ({
  ROLLOUT_NAME: decision.rollout,
  ROLLOUT_FLAG: decision.flag,
  ROLLOUT_PERCENTAGE: String(decision.percentage),
  ROLLOUT_PASS_THROUGH: decision.pass_through === null ? '' : JSON.stringify(decision.pass_through),
  ROLLOUT_KILLED: String(decision.killed),
  ROLLOUT_NUMBER: String(decision.number),
});

function outcomeOf(end: ProgramEnd, hide: (text: string) => string): Outcome {
  if (end.kind === 'not_started') return refused(`the program could not be started: ${end.why}`);
  if (end.kind === 'timed_out') return unknown('the program was ended at its time limit');
  const words = end.said.trim() === '' ? '' : `: ${hide(end.said)}`;
  if (end.kind === 'stopped') return unknown(`the program was stopped by ${end.by}${words}`);
  if (end.code === 0) return confirmed;
  const why = `the program ended with ${end.code}${words}`;
  return end.code === CANNOT_TELL ? unknown(why) : refused(why);
}
