import type { Diagnostic } from '../../errors/rollout-error.ts';
import type { Decision } from '../decision.ts';

/** One flag of one system outside, and how it is told. */
export interface Actuator {
  readonly kind: string;
  /** "KIND ADDRESS FLAG": identity of the target within a state, no secret in it. */
  readonly target: string;
  readonly flag: string;
  /** Whether the target refuses lower numbers. */
  readonly isFencing: boolean;
  /**
   * Whether a call reads what is in force, raises it only where nobody has changed it since, and answers with what is in force
   * after it. Then nothing is read before a raise and after an answer.
   */
  readonly isComparing?: boolean;
  /** What the target can hold of a percentage: never more than it. */
  round(percentage: number): number;
  /** Tells the decision once. Idempotent; never throws. */
  apply(decision: Decision, call: Call): Promise<Outcome>;
  /** The percentage in force, after the target's rounding; missing where the target cannot say. Never throws. */
  read?(call: Call): Promise<Reading>;
  /** Tries what calls need besides the target's answer, and tells nothing: why they would fail. Never throws. */
  check?(use: Use): Why | undefined;
  /** Has the target try a call of 0 without doing it: why it would fail, or a raise would be refused. Never throws. */
  rehearse?(call: Call, use: Use): Promise<Why | undefined>;
}

/** What a target is looked at for: to be told any percentage, or 0 alone. */
export type Use = 'run' | 'kill';

/** In words, or with a code and what to do. */
export type Why = string | Diagnostic;

export interface Call {
  /** Aborted at the time limit of the call. */
  readonly signal: AbortSignal;
  /** What the target had confirmed before it, after its rounding: one that compares is not raised from less. */
  readonly confirmed?: number;
}

/**
 * `confirmed`: in force. `refused`: not in force, and this call can no longer change that. `unknown`: it may be in force, now
 * or later. `inForce` is what a target that compares has instead, where it was read; `replaced` what somebody had raised it to
 * before the call lowered it. `why` is one line, cut to 200 characters, safe to print, without a secret.
 */
export type Outcome =
  | { readonly kind: 'confirmed'; readonly replaced?: number }
  | { readonly kind: 'refused'; readonly why: string; readonly inForce?: number }
  | { readonly kind: 'unknown'; readonly why: string };

/** `isForeign`: what stands there is somebody else's and has no percentage; a kill takes it away. */
export type Reading =
  | { readonly kind: 'percentage'; readonly percentage: number }
  | {
      readonly kind: 'unreadable';
      readonly why: string;
      /** The same with its code, where it has one. */
      readonly fault?: Diagnostic;
      readonly isForeign?: true;
    };
