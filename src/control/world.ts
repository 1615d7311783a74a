/** What actuators and notifications know of the world. */
export interface World {
  /** Where relative files are looked for: the directory of the rollout file. */
  readonly directory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}
