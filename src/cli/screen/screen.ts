/** Of a terminal, in characters. */
export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

/** What a screen shows, and who hears its keys. */
export interface ScreenOptions {
  /** The terminal it covers. */
  readonly stream: 'stdout' | 'stderr';
  /** The lines of the picture at that size; asked for at the start, at every new size, and by `repaint`. May hold colours of ours. */
  readonly picture: (size: ScreenSize) => readonly string[];
  /**
   * A key by its character (`p`, `P`, `?`) or name (`enter`, `escape`, `up`, `ctrl-d`). Ctrl-C, Ctrl-Z and Ctrl-\ never come:
   * they interrupt, suspend and end the process. What is pasted does not come either.
   */
  readonly onKey: (key: string) => void;
}

/** A terminal taken over: its other screen, without a cursor, keys instead of lines. */
export interface Screen {
  /** Shows the picture as it is now; writes only the lines that differ. */
  readonly repaint: () => void;
  /** As Ctrl-C does. */
  readonly interrupt: () => void;
  /** Gives the terminal back as it was; what was printed in the meantime follows. */
  readonly close: () => void;
}
