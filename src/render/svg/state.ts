/** What a reading means on its signal: the class `is-STATE` of everything drawn for the signal. */
export type State = 'true' | 'false' | 'invalid' | 'number';

/** NaN is invalid; 0 is false on a signal that means true or false. */
export function stateOf(reading: number, isTruth: boolean): State {
  if (Number.isNaN(reading)) return 'invalid';
  if (!isTruth) return 'number';
  if (reading === 0) return 'false';
  return 'true';
}
