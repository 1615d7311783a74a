import type { CircuitDocument } from '../circuit/compile.ts';
import type { Diagnostic, Place } from '../errors/rollout-error.ts';
import type { DriverTitles } from './measures.ts';

/**
 * The bare policy: what a controller runs. Everything in `resources` is carried verbatim but for durations.
 */
export interface Policy {
  readonly circuit: CircuitDocument;
  readonly resources?: Readonly<Record<string, unknown>>;
}

/** The Kubernetes resource around a policy. */
export interface PolicyResource {
  readonly apiVersion: 'fluxninja.com/v1alpha1';
  readonly kind: 'Policy';
  readonly metadata: {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: Policy;
}

/**
 * A policy that still knows where each part was written: in a policy file, or in the values it was rendered
 * from.
 */
export interface LocatedPolicy {
  readonly name: string;
  readonly resource: PolicyResource;
  /**
   * JSON pointer inside the policy (`/circuit/components/3/decider/in_ports/lhs`) to the user's file, line
   * and path.
   */
  readonly placeOf: (pointer: string) => Place;
  /** What the values it was rendered from say of its drivers. */
  readonly titles?: DriverTitles;
  /** Warnings from reading it. */
  readonly diagnostics: readonly Diagnostic[];
}
