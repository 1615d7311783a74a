import { accessSync, constants } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { errorName, reasonOf } from '../../disk/reasons.ts';
import type { Decision } from '../decision.ts';
import { confirmed, foreign, percentageRead, refused, unreadable } from '../outcome.ts';
import type { World } from '../world.ts';
import type { Actuator, Outcome, Reading, Use } from './actuator.ts';
import { changesOf, DECIMALS, type FlagTarget, percentageIn, refuseOthers } from './flagd/definition.ts';
import { type Flag, FlagFault, foreignRules } from './flagd/flag-fault.ts';
import { changeFlag, type FlagFile, readFlag } from './flagd/flag-file.ts';
import { confirmServed, NUMBER_KEY } from './flagd/verify.ts';
import type { ActuatorKind, ConfigFault } from './kind.ts';
import { roundDown } from './rounding.ts';

interface FlagdConfig {
  readonly file: string;
  readonly flag: string;
  readonly on?: string;
  readonly off?: string;
  /** Address of a flagd that reads the file. */
  readonly verify?: string;
}

/** One flag of a file that flagd and its providers read. */
export const flagd: ActuatorKind<FlagdConfig> = {
  kind: 'flagd',
  summary: 'One flag of a file of flagd definitions; the file is replaced, all else in it stays as it is.',
  schema: {
    properties: {
      file: { type: 'string', minLength: 1, description: 'File of flag definitions, in JSON.' },
      flag: { type: 'string', minLength: 1, description: 'Key of the flag in the file.' },
      on: { type: 'string', minLength: 1, default: 'on', description: 'Variant with the feature.' },
      off: { type: 'string', minLength: 1, default: 'off', description: 'Variant without the feature.' },
      verify: {
        type: 'string',
        pattern: '^https?://',
        description: 'Address of a flagd that reads the file: asked by OFREP whether it serves the decision.',
      },
    },
    required: ['file', 'flag'],
  },
  check: checkFlagd,
  open: (config, world) => new FlagdActuator(config, world),
};

function checkFlagd({ file, on = 'on', off = 'off' }: FlagdConfig): ConfigFault[] {
  const faults: ConfigFault[] = [];
  if (/\.ya?ml$/i.test(file)) faults.push({ path: 'file', why: 'only a file in JSON can be changed' });
  if (on === off) faults.push({ path: 'off', why: 'the variants are the same' });
  return faults;
}

class FlagdActuator implements Actuator {
  readonly kind = 'flagd';
  readonly isFencing = false;
  readonly target: string;
  readonly flag: string;
  readonly #path: string;
  readonly #target: FlagTarget;
  readonly #verify: string | undefined;
  readonly #world: World;

  constructor({ file, flag, on = 'on', off = 'off', verify }: FlagdConfig, world: World) {
    this.#path = resolve(world.directory, file);
    this.flag = flag;
    this.target = `flagd ${this.#path} ${flag}`;
    this.#target = { name: flag, variants: { on, off } };
    this.#verify = verify;
    this.#world = world;
  }

  round(percentage: number): number {
    return roundDown(percentage, DECIMALS);
  }

  async apply(decision: Decision, call: Parameters<Actuator['apply']>[1]): Promise<Outcome> {
    if (call.signal.aborted) return refused('there was no time left');
    try {
      changeFlag(this.#path, this.flag, (file) => this.#changesOf(file, decision));
    } catch (problem) {
      return refused(this.#wordsOf(problem));
    }
    if (this.#verify === undefined) return confirmed;
    const served = { url: this.#verify, flag: this.flag, number: decision.number };
    return confirmServed(served, this.#world, call);
  }

  async read(): Promise<Reading> {
    try {
      const file = readFlag(this.#path, this.flag);
      const percentage = percentageIn(file.flag, this.#target.variants);
      if (percentage !== undefined) return percentageRead(percentage);
      return foreign(this.#wordsOf(foreignRules(file, this.flag, this.#target.variants)));
    } catch (problem) {
      return unreadable(this.#wordsOf(problem));
    }
  }

  check(use: Use): ReturnType<NonNullable<Actuator['check']>> {
    try {
      accessSync(dirname(this.#path), constants.W_OK);
      refuseOthers(readFlag(this.#path, this.flag), this.#target, use === 'kill');
      return undefined;
    } catch (problem) {
      return problem instanceof FlagFault ? problem.diagnostic : this.#wordsOf(problem);
    }
  }

  #changesOf(file: FlagFile, decision: Decision): Flag {
    const changes = changesOf(file, this.#target, {
      ...decision,
      percentage: this.round(decision.percentage),
    });
    if (this.#verify === undefined) return changes;
    return { ...changes, metadata: withNumber(file.flag, decision.number) };
  }

  #wordsOf(problem: unknown): string {
    if (problem instanceof FlagFault) return problem.message;
    return `${this.#path}: ${wordsOf(problem)}`;
  }
}

const withNumber = ({ metadata }: Flag, number: number): Flag => ({
  ...((metadata ?? {}) as Flag),
  [NUMBER_KEY]: number,
});

function wordsOf(problem: unknown): string {
  if (errorName(problem) === 'ENOENT') return 'there is no such file';
  return reasonOf(problem);
}
