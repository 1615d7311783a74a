/** Where rollouts that run say what happens: in lines, or around a living picture. */
export interface RunSpeech {
  /** Prints a line of the result. */
  readonly print: (print: () => void) => void;
  /** Says something besides, and prints it. */
  readonly say: (text: string, print: () => void) => void;
  /** What happens right now. */
  readonly now: (text: string) => void;
  /** Gives the terminal back, and waits for kills that are not confirmed yet. */
  readonly end: () => Promise<void>;
}
