/** One fault as a compiled validator reports it. */
export interface Fault {
  readonly keyword: string;
  /** JSON pointer of the faulty value. */
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Of a fault of a key: the key. */
  readonly propertyName?: string;
  readonly parentSchema?: Readonly<Record<string, unknown>>;
  readonly data?: unknown;
}

/** A schema, compiled: false when the value does not match, and then `errors` holds why. */
export interface Validator {
  (value: unknown): boolean;
  readonly errors?: readonly Fault[] | null;
}
