import type { GateRules } from '../../rollout/gates/rules.ts';
import type { Document } from '../../text/yaml.ts';
import type { AddressDocument, EntryConfig } from './document.ts';

/** A rollout file, checked, with its defaults. Paths inside of actuators and receivers are as they are written. */
export interface RolloutFile {
  readonly name: string;
  /** Its own path. */
  readonly file: string;
  readonly policy: PolicySource;
  readonly prometheus: { readonly url: string; readonly httpConfigFile: string | undefined } | undefined;
  readonly rules: GateRules;
  /** In the order of `rules.gates`. */
  readonly gates: readonly AddressDocument[];
  /** The query of `min_requests`. */
  readonly requests: string | undefined;
  readonly actuators: readonly Entry[];
  readonly notify: readonly Entry[];
  /** Where its keys stand. */
  readonly document: Document;
}

/** The policy it names, by paths relative to the working directory. */
export type PolicySource =
  | { readonly valuesFile: string; readonly blueprint: string | undefined }
  | { readonly policyFile: string };

/** One actuator or receiver. */
export interface Entry {
  readonly kind: string;
  readonly config: EntryConfig;
  /** JSON pointer of its config in the file. */
  readonly pointer: string;
}
