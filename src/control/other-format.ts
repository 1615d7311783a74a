/** Says of a kept file that another version of rollout wrote it. `reads`: the format of this version. */
export const otherFormat = (format: unknown, reads: number): string =>
  `it has format ${JSON.stringify(format)}, this rollout reads format ${reads}`;
