/** The first input's seed; the next input has the next number. */
export const DEFAULT_SEED = 20_261_121;

/** How many inputs of a class are tried. */
export interface Counts {
  /** By `npm run fuzz`. */
  readonly long: number;
  /** By `npm test`. */
  readonly short: number;
}

/** The classes of inputs; each is a file of `classes/`. */
export const counts = {
  values: { long: 3_200, short: 20 },
  scalars: { long: 4_500, short: 20 },
  policies: { long: 2_100, short: 25 },
  documents: { long: 2_000, short: 25 },
  server: { long: 187, short: 3 },
  blueprints: { long: 500, short: 25 },
  recordings: { long: 310, short: 15 },
  state: { long: 250, short: 8 },
  secrets: { long: 210, short: 12 },
  kill: { long: 220, short: 4 },
  protocol: { long: 10_000, short: 200 },
  invariants: { long: 3_200, short: 40 },
  judging: { long: 300, short: 4 },
  lines: { long: 125, short: 6 },
  flags: { long: 1_000, short: 25 },
} satisfies Readonly<Record<string, Counts>>;

export type ClassName = keyof typeof counts;

export const classNames = Object.keys(counts) as ClassName[];

/** The settings of the environment: another first seed, another count for every class. */
export const settings = {
  seed: Number(process.env.ROLLOUT_TEST_SEED ?? DEFAULT_SEED),
  count: process.env.ROLLOUT_FUZZ_COUNT === undefined ? undefined : Number(process.env.ROLLOUT_FUZZ_COUNT),
};
