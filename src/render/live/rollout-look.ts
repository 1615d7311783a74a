import type { RunView } from '../../run/run-view.ts';
import type { Seconds } from '../../text/duration.ts';

/** Why a rollout stands still, or why it moves. */
export interface PicturedReason {
  readonly text: string;
  /** When it ends by itself, RFC 3339; null where that is not known. */
  readonly until: string | null;
}

/** How a target stands to what it was told; percentages, null where they are not known. */
export interface PicturedTarget {
  readonly name: string;
  readonly asked: number | null;
  readonly confirmed: number | null;
  readonly in_force: number | null;
  readonly lag_seconds: Seconds;
  readonly outcome: string;
  readonly error: string | null;
}

/** A line of its journal. */
export interface PicturedEntry {
  readonly time: string;
  readonly kind: string;
  readonly percentage: number | null;
  readonly reason: string;
  readonly by: string | null;
}

/** The status of a rollout, as pictures read it. */
export interface PicturedRollout {
  readonly rollout: string;
  /** `running`, `not_started`. */
  readonly state: string;
  readonly percentage: number;
  readonly step: number;
  /** 0 before its first tick. */
  readonly steps: number;
  readonly decision: string;
  readonly remaining_seconds: Seconds | null;
  readonly reasons: readonly PicturedReason[];
  /** Titles of the queries without a value. */
  readonly blind: readonly string[];
  readonly actuators: readonly PicturedTarget[];
  readonly changed_on_disk: readonly string[];
  /** Null where nobody controls it. */
  readonly controller: object | null;
  readonly tick: number;
  readonly interval_seconds: Seconds;
  /** What only a controller knows; older releases do not say it. */
  readonly picture?: {
    readonly server: string;
    readonly started_at: string;
    readonly next_tick_at: string;
    readonly decision_since: string;
    readonly has_gaps: boolean;
    readonly view: RunView;
    readonly entries: readonly PicturedEntry[];
  };
}
