/** The longest window that keeps a reading per tick: a component of more would not fit a frame. */
export const LONGEST_WINDOW = 1_000_000;

/** Completes "KIND: ..." when a window asks for more readings than that. */
export const tooManyTicks = (key: string, ticks: number): string | undefined =>
  ticks > LONGEST_WINDOW
    ? `${key} spans ${ticks} ticks, the limit is ${LONGEST_WINDOW}; shorten it or raise evaluation_interval`
    : undefined;
