/** The deepest nesting of circuits. */
export const MAX_DEPTH = 32;

/** The most components of a circuit, composites and what they expand to both counted. */
export const MAX_COMPONENTS = 20_000;
