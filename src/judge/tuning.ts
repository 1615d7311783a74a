import type { Assessment, Quantiles, Rate } from './assessment.ts';
import type { Gain } from './tune/luck.ts';
import type { Value } from './tune/varied.ts';

// The result of `tune` as data: `-o json` prints it as it is. Shares are of rehearsals.

/** The values that were varied, by path. */
export type TunedValues = Readonly<Record<string, Value>>;

/** What a setting came to. */
export interface SettingFigures {
  readonly false_alarms: Rate;
  readonly completed: number;
  /** Of the effect that is to be detected, as the delay and the exposure are. */
  readonly caught: number;
  readonly delay_seconds: Quantiles;
  readonly exposure_percent_hours: Quantiles;
}

/** A setting that none beats in false alarms and delay; that in use and the chosen one are always among them. */
export interface FrontSetting extends SettingFigures {
  readonly values: TunedValues;
  readonly in_use: boolean;
  readonly chosen: boolean;
}

/** A setting that was tuned on the history before a moment, and judged on what is behind it beside the one in use. */
export interface TunedFold {
  readonly tuned_to: string;
  /** The first start that was judged from, and the last. */
  readonly judged_from: string;
  readonly judged_to: string;
  readonly values: TunedValues;
  readonly chosen: SettingFigures;
  readonly in_use: SettingFigures;
}

/** What keeps a setting from the limits. */
export interface InTheWay {
  /** false alarms, completed; or the history, which is too short or remembers too long. */
  readonly limit: 'false alarms' | 'completed' | 'history';
  /** The criterion that resets most by nothing; null where it is none. */
  readonly signal: string | null;
  readonly criterion: string | null;
}

export interface Tuning {
  readonly policy: string;
  /** The effect that is to be detected. */
  readonly detect: string;
  /** The most false alarms, and the least that completes. */
  readonly limit: number;
  readonly min_completed: number;
  /** How many settings were tried on the whole history, the one in use among them. */
  readonly settings: number;
  /** Whether the chosen setting keeps the limits; else it is the nearest. */
  readonly within: boolean;
  readonly in_the_way: InTheWay | null;
  readonly in_use: Assessment;
  readonly chosen: {
    readonly values: TunedValues;
    readonly tuned_on: Assessment;
    readonly judged_on: Assessment | null;
  };
  /** What `judged_on` is made of, fold by fold; none where nothing was judged. */
  readonly folds: readonly TunedFold[];
  readonly front: readonly FrontSetting[];
  /** What the chosen setting is better in than the one in use; null where it is that one. */
  readonly gain: Gain | null;
  readonly luck: boolean | null;
  /** What differs between the policies, as `policy diff` says it. */
  readonly differences: readonly string[];
  /** True where Ctrl-C ended it: what was tried by then, and the folds that were judged. */
  readonly partial: boolean;
  readonly diagnostics: readonly object[];
}
