import type { FlagState, Strategy, UnleashConfig } from './api.ts';

/** What a strategy of ours is told in its title: whose it is, the number of the decision, and what it says. */
interface Title {
  readonly rollout: string;
  readonly number: number;
  readonly percentage: number;
}

const TITLE = /^rollout (.+) #(\d+) at (\d+) %$/;

const textOf = ({ rollout, number, percentage }: Title): string =>
  `rollout ${rollout} #${number} at ${percentage} %`;

/** The body that makes or changes the strategy of a rollout. */
export function strategyOf(title: Title, { flag, stickiness = 'default' }: UnleashConfig): object {
  return {
    name: 'flexibleRollout',
    title: textOf(title),
    disabled: false,
    parameters: { rollout: String(title.percentage), stickiness, groupId: flag },
    constraints: [],
    segments: [],
  };
}

/** What stands in the environment of a flag. */
export type Standing =
  /** No strategy at all: nobody has the feature. */
  | { readonly kind: 'none' }
  /** Strategies that rollout did not make, or too many; each gives the feature to somebody, whatever another says. */
  | { readonly kind: 'others'; readonly why: string }
  | {
      readonly kind: 'ours';
      readonly id: string;
      readonly percentage: number;
      /** What somebody else changed in it. */
      readonly edited: string | undefined;
      /** A strategy of others beside it. */
      readonly beside: string | undefined;
    };

export function standingOf({ strategies }: FlagState, config: UnleashConfig): Standing {
  const ours = strategies.filter(({ title }) => TITLE.test(title ?? ''));
  const others = strategies.filter((one) => !ours.includes(one) && one.disabled !== true);
  const beside = others[0] && `the flag has a strategy of others, ${others[0].name}`;
  const [strategy, second] = ours;
  if (second) return { kind: 'others', why: 'the flag has two strategies of rollout' };
  if (!strategy) return beside === undefined ? { kind: 'none' } : { kind: 'others', why: beside };
  const percentage = strategy.disabled === true ? 0 : percentageOf(strategy);
  return { kind: 'ours', id: strategy.id, percentage, edited: editOf(strategy, config), beside };
}

/** As clients take it: whole percents, at most 100, and 0 for what is no number. */
function percentageOf({ parameters }: Strategy): number {
  const rollout = Math.floor(Number.parseFloat(parameters?.rollout ?? ''));
  return rollout > 0 ? Math.min(100, rollout) : 0;
}

function editOf(strategy: Strategy, { flag, stickiness = 'default' }: UnleashConfig): string | undefined {
  const { parameters, constraints = [], segments = [], name, disabled } = strategy;
  const titled = TITLE.exec(strategy.title ?? '')?.[3];
  const differs: Readonly<Record<string, boolean>> = {
    percentage: parameters?.rollout !== titled,
    kind: name !== 'flexibleRollout',
    stickiness: parameters?.stickiness !== stickiness,
    groupId: parameters?.groupId !== flag,
    constraints: constraints.length > 0,
    segments: segments.length > 0,
    disabled: disabled === true,
  };
  return Object.keys(differs).find((what) => differs[what]);
}
