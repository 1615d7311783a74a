import type { Metrics } from './server/metrics.ts';

/** What the questions know beside the answers. */
export interface Knowledge {
  /** What `?` prints of a parameter of the blueprint: its description, unit and default; `[]` stands for any entry. */
  readonly explain: (path: string) => string | undefined;
  /** The server that was named, where it answers. */
  readonly metrics?: Metrics;
}

/** Questions that know nothing. */
export const noKnowledge: Knowledge = { explain: () => undefined };

/** What `?` says of a threshold: of the criterion, and of the number in it. */
export const explainThreshold = (
  { explain }: Knowledge,
  criterion: string,
  key: string,
): string | undefined =>
  [explain(criterion), explain(`${criterion}.${key}`)].filter((one) => one !== undefined).join(' ') ||
  undefined;
