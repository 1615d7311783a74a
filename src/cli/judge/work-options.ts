/** Who watches over rehearsals. */
export interface WorkOptions {
  /** When it fires, the rehearsals done so far are returned. */
  readonly signal: AbortSignal;
  /** So many starts are done. */
  readonly onDone: (count: number) => void;
  /** What this thread does once others are at work; before its own rehearsals where it is alone. */
  readonly meanwhile?: () => void;
}
