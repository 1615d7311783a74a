import type { IO } from '../io.ts';

/** A command line whose last word is completed. */
export interface Line {
  /** `policy`, `render`; `simulate`. */
  readonly command: readonly string[];
  /** The words before the one that is completed. */
  readonly before: readonly string[];
  /** The values file among the arguments. */
  readonly argument: string | undefined;
  readonly io: IO;
}

/** The last value of a flag. */
export function givenTo(before: readonly string[], ...flags: readonly string[]): string | undefined {
  const given = before.flatMap((word, i) => {
    if (flags.includes(before[i - 1] ?? '')) return [word];
    const flag = flags.find((one) => word.startsWith(`${one}=`));
    return flag === undefined ? [] : [word.slice(flag.length + 1)];
  });
  return given.at(-1);
}
