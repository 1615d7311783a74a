import type { Field } from './field.ts';

/** What a policy consists of, as a diff sees it: a step, a driver, a component. */
export interface Part {
  /** Parts of different kinds are never the same. */
  readonly kind: string;
  /** What differences call it. */
  readonly name: string;
  /**
   * What it is, whatever its name: two parts of a kind with equal identities are one part that was renamed.
   */
  readonly identity?: string;
  /** What is reported of it when it is added or removed; may be empty. */
  readonly summary: string;
  readonly fields: readonly Field[];
  /** It is added and removed along with other parts, which are reported. */
  readonly isDerived?: boolean;
  /** What lines call it, where that says more than its name. */
  readonly title?: string;
  /** What differences call one of its fields; lines call it by its title. */
  readonly labelOf: (field: string, name?: string) => string;
}

/** A part that there is one of at most, with labels such as `load ramp: sampler.label_key`. */
export const singlePart = (name: string, fields: readonly Field[]): Part => ({
  kind: name,
  name,
  summary: '',
  fields,
  labelOf: (field) => `${name}: ${field}`,
});
