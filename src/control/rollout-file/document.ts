/** A rollout file as its schema has it (`schemas/rollout.schema.json`). */
export interface RolloutDocument {
  readonly rollout: string;
  /** Relative to the file, as all paths of it. */
  readonly values_file?: string;
  readonly policy_file?: string;
  readonly blueprint?: string;
  readonly prometheus?: { readonly url: string; readonly http_config_file?: string };
  readonly start?: 'manually' | 'immediately' | { readonly at: string };
  readonly after_reset?: {
    readonly percentage?: 'first_step' | 0;
    readonly do?: 'wait' | 'continue';
    readonly at_most?: number;
  };
  readonly without_data?: FallbackDocument;
  readonly without_prometheus?: FallbackDocument;
  readonly forward_only?: readonly HoursDocument[];
  readonly approvals?: readonly { readonly before_step: number }[];
  readonly gates?: readonly GateDocument[];
  readonly min_requests?: { readonly query: string; readonly per_step: number };
  readonly bake?: string;
  readonly give_up_after?: { readonly after: string; readonly do?: 'hold' | 'reset' };
  /** Each with one key, its kind. */
  readonly actuators: readonly Readonly<Record<string, EntryConfig>>[];
  readonly notify?: readonly Readonly<Record<string, EntryConfig>>[];
}

/** The keys of an actuator or a receiver; which they are is said by the schema of its kind. */
export type EntryConfig = Readonly<Record<string, unknown>>;

export interface FallbackDocument {
  readonly after?: string;
  readonly do?: 'hold' | 'backward' | 'reset';
}

export interface HoursDocument {
  readonly days?: string;
  readonly from: string;
  readonly to: string;
  readonly timezone?: string;
}

/** A step that waits until an address, given in one of three ways, answers 200. */
export interface GateDocument extends AddressDocument {
  readonly before_step: number;
}

export interface AddressDocument {
  readonly url?: string;
  readonly url_file?: string;
  readonly url_env?: string;
}
