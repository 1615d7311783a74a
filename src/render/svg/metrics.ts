/** Pixels; font sizes and distances inside a box. */
export const METRICS = {
  title: 13,
  port: 11,
  id: 10,
  signal: 10.5,
  row: 19,
  middle: 13,
  padding: 9,
  gap: 7,
  bottom: 7,
  /** Ten characters and the gap before them. */
  value: 70,
  valueGap: 6,
  stub: 16,
  /** Beside the text of a constant. */
  pill: 10,
  header: 25,
  headerWithLabel: 40,
} as const;
