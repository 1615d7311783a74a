import type { Seconds } from '../../text/duration.ts';

/** `xF`, `+D` (also `-D`) and `=V`. */
export type Operator = 'x' | '+' | '=';

/**
 * Whose requests a metric is of. whole: of all, and it is a mean, a rate or a share of them; arm: of the feature's own alone;
 * tail: of all, and it is this percentile of them.
 */
export type Share =
  | { readonly kind: 'whole' | 'arm' }
  | { readonly kind: 'tail'; readonly percentile: number };

/** The time a reading looks at: `window` long, its end `offset` before the evaluation. */
export interface Lookback {
  readonly window: Seconds;
  readonly offset: Seconds;
}

/** One effect on the readings of one query, as data that a worker can be sent. */
export interface Injection extends Lookback {
  /** Its canonical text without the share, `PROMQL_0: x1.1 from 25%`. */
  readonly effect: string;
  /** The query by its trace column, and by its position in `Plan.queries`. */
  readonly signal: string;
  readonly query: number;
  readonly operator: Operator;
  readonly size: number;
  /** Accept percentages below it have no effect. */
  readonly from: number;
  /** From the first exposure to the first effect. */
  readonly after: Seconds;
  readonly share: Share;
  /** What the right side of a division looks back at, where it is the same metric: it sees the effect too. */
  readonly baseline?: Lookback;
  /** Whether the query divides: its readings may be shares of requests. */
  readonly isRatio?: boolean;
  /** The most that a reading of exposed requests alone can be: 1 for a share. */
  readonly max?: number;
}

/** `whole`, `arm`, `tail(95)`. */
export const shareText = (share: Share): string =>
  share.kind === 'tail' ? `tail(${share.percentile})` : share.kind;
