export type Texts = Readonly<Record<string, string>>;

export interface LeaseSpec {
  readonly holderIdentity?: string | null;
  readonly leaseDurationSeconds?: number;
  readonly acquireTime?: string;
  readonly renewTime?: string;
  readonly leaseTransitions?: number;
}

/** A ConfigMap or a Lease, as far as it is read. */
export interface KubeObject {
  readonly metadata: {
    readonly name: string;
    readonly resourceVersion: string;
    readonly labels?: Texts;
    readonly annotations?: Texts;
  };
  readonly data?: Texts;
  readonly spec?: LeaseSpec;
}

/** Objects, and the version of the last write of any. */
export interface KubeList {
  readonly metadata: { readonly resourceVersion: string };
  readonly items: readonly KubeObject[];
}

/** An object, if there is one, and the version of the last write of any. */
export interface Seen {
  readonly object: KubeObject | undefined;
  readonly version: string;
}

/** A merge patch: null removes. With a version it is done where the object still has that. */
export interface Change {
  readonly version?: string;
  readonly annotations?: Readonly<Record<string, string | null>>;
  readonly data?: Readonly<Record<string, string | null>>;
  readonly binaryData?: null;
  readonly spec?: LeaseSpec;
}

/** An object that is made. */
export interface Made {
  readonly name: string;
  readonly rollout?: string;
  readonly labels?: Texts;
  readonly annotations?: Texts;
  readonly data?: Texts;
  readonly spec?: LeaseSpec;
}

/** The texts of a change that stay. */
export const present = (data: NonNullable<Change['data']>): Texts =>
  Object.fromEntries(Object.entries(data).flatMap(([key, text]) => (text === null ? [] : [[key, text]])));
