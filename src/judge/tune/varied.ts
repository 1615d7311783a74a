/** A number, or a duration as it is written. */
export type Value = number | string;

/** Where a threshold stands among those on the same reading: forward 0, backward 1, reset 2. */
export interface Rank {
  /** The key of a group of readings: those of one group are compared. */
  readonly group: string;
  readonly place: number;
  /** 1 where higher readings are worse, -1 where lower ones are. */
  readonly worse: 1 | -1;
}

/** One value of a policy that is varied. */
export interface Varied {
  /** Its dotted path in the values. */
  readonly path: string;
  readonly inUse: Value;
  /** The values that are tried, the one in use not among them. */
  readonly candidates: readonly Value[];
  readonly rank?: Rank;
}

/** One value for each that is varied, in their order. */
export type Setting = readonly Value[];

export const settingInUse = (varied: readonly Varied[]): Setting => varied.map(({ inUse }) => inUse);

export const keyOf = (setting: Setting): string => JSON.stringify(setting);

/** Whether forward, backward and reset thresholds of each reading stand in this order, the worst reading last. */
export function isInOrder(varied: readonly Varied[], setting: Setting): boolean {
  const ranked = varied.flatMap(({ rank }, i) => (rank ? [{ ...rank, value: setting[i]! }] : []));
  return ranked.every((one) =>
    ranked.every(
      (other) =>
        one.group !== other.group ||
        one.place >= other.place ||
        Number(one.value) * one.worse <= Number(other.value) * one.worse,
    ),
  );
}

/** The values of a setting that are not those in use, by path. */
export function changedValues(varied: readonly Varied[], setting: Setting): Record<string, Value> {
  const changed = varied.flatMap(({ path, inUse }, i) => (setting[i] === inUse ? [] : [[path, setting[i]!]]));
  return Object.fromEntries(changed) as Record<string, Value>;
}
