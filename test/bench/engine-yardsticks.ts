/** Latencies of a service that is mostly fine: four in five below 75, the rest spread up to 120, one in a hundred missing. */
export function latencies(count: number): Float64Array {
  let seed = 7;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  return Float64Array.from({ length: count }, () => {
    const share = random();
    return share < 0.01 ? Number.NaN : share < 0.8 ? 40 + 30 * random() : 70 + 50 * random();
  });
}

/** The signals of the average-latency policy, in the order its components stand. */
export const SIGNALS = [
  'AVERAGE_LATENCY_0', 'FORWARD_0', 'BACKWARD_0', 'RESET_0', 'USER_ROLLOUT_CONTROL', 'USER_RESET_CONTROL', 'BACKWARD_INTENT', 'RESET',
  'FORWARD_INTENT', 'INVERTED_BACKWARD_INTENT', 'NOT_BACKWARD', 'INVERTED_RESET', 'NOT_RESET', 'FORWARD', 'BACKWARD', 'ACCEPT_PERCENTAGE',
] as const;

/**
 * The first yardstick: the average-latency policy written by hand as one loop, with every signal of it in `readings`, as
 * a trace needs them. Writes the accept percentage of every tick.
 */
export function byHand(latency: Float64Array, percentage: Float64Array, readings: Float64Array): void {
  const targets = [1, 100];
  const lengths = [1, 300];
  const [rollout, reset] = [1, 0];
  let [step, count, atStart, atEnd] = [0, 0, true, false];
  for (let t = 0; t < latency.length; t++) {
    const x = latency[t]!;
    readings[0] = x;
    const forward0 = (readings[1] = x < 75 ? 1 : 0);
    const backward0 = (readings[2] = x > 90 ? 1 : 0);
    const reset0 = (readings[3] = x > 100 ? 1 : 0);
    readings[4] = rollout;
    readings[5] = reset;
    const backwardIntent = (readings[6] = backward0);
    const resets = (readings[7] = reset0 | reset);
    const forwardIntent = (readings[8] = forward0);
    const notBackward = (readings[9] = readings[10] = 1 - backwardIntent);
    const notReset = (readings[11] = readings[12] = 1 - resets);
    const forward = (readings[13] = notBackward & notReset & rollout & forwardIntent);
    const backward = (readings[14] = backwardIntent & notReset);
    if (resets) {
      step = count = 0;
      atStart = true;
      atEnd = false;
    } else if (forward && !backward) {
      atStart = false;
      if (!atEnd && ++count >= lengths[step]!) {
        if (step === targets.length - 1) atEnd = true;
        else {
          step++;
          count = 0;
        }
      }
    } else if (backward && !forward) {
      atEnd = false;
      if (!atStart && --count < 0) {
        if (step === 0) atStart = true;
        else step--;
        count = atStart ? 0 : lengths[step]! - 1;
      }
    }
    const target = targets[step]!;
    const before = step === 0 ? target : targets[step - 1]!;
    percentage[t] = readings[15] = before + ((target - before) * count) / lengths[step]!;
  }
}

type Readings = Map<string, number>;
interface MapComponent {
  readonly run: (readings: Readings) => void;
}

const truth = (reading: number | undefined): number | undefined =>
  reading === undefined || Number.isNaN(reading) ? undefined : reading === 0 ? 0 : 1;

/** The second yardstick: the same policy in an engine that looks every signal up in a map it makes anew on every tick. */
export function byMaps(latency: Float64Array, percentage: Float64Array): void {
  const components = mapComponents();
  for (let t = 0; t < latency.length; t++) {
    const readings: Readings = new Map([['AVERAGE_LATENCY_0', latency[t]!]]);
    for (const component of components) component.run(readings);
    percentage[t] = readings.get('ACCEPT_PERCENTAGE')!;
  }
}

function mapComponents(): MapComponent[] {
  const put = (name: string, run: (readings: Readings) => number): MapComponent => ({
    run: (readings) => void readings.set(name, run(readings)),
  });
  const all = (readings: Readings, names: readonly string[]) => names.map((name) => truth(readings.get(name)));
  const or = (name: string, ...inputs: string[]) =>
    put(name, (readings) => {
      const given = all(readings, inputs);
      return given.includes(1) ? 1 : given.includes(undefined) ? Number.NaN : 0;
    });
  const and = (name: string, ...inputs: string[]) =>
    put(name, (readings) => {
      const given = all(readings, inputs);
      return given.includes(0) ? 0 : given.includes(undefined) ? Number.NaN : 1;
    });
  const not = (name: string, input: string) =>
    put(name, (readings) => {
      const [given] = all(readings, [input]);
      return given === undefined ? 1 : 1 - given;
    });
  const ramp = { step: 0, count: 0, atStart: true, atEnd: false };
  return [
    put('FORWARD_0', (readings) => (readings.get('AVERAGE_LATENCY_0')! < 75 ? 1 : 0)),
    put('BACKWARD_0', (readings) => (readings.get('AVERAGE_LATENCY_0')! > 90 ? 1 : 0)),
    put('RESET_0', (readings) => (readings.get('AVERAGE_LATENCY_0')! > 100 ? 1 : 0)),
    put('USER_ROLLOUT_CONTROL', () => 1),
    put('USER_RESET_CONTROL', () => 0),
    or('BACKWARD_INTENT', 'BACKWARD_0'),
    or('RESET', 'RESET_0', 'USER_RESET_CONTROL'),
    or('FORWARD_INTENT', 'FORWARD_0'),
    not('NOT_BACKWARD', 'BACKWARD_INTENT'),
    not('NOT_RESET', 'RESET'),
    and('FORWARD', 'NOT_BACKWARD', 'NOT_RESET', 'USER_ROLLOUT_CONTROL', 'FORWARD_INTENT'),
    and('BACKWARD', 'BACKWARD_INTENT', 'NOT_RESET'),
    put('ACCEPT_PERCENTAGE', (readings) => {
      const moves = (name: string) => truth(readings.get(name)) === 1;
      if (moves('RESET')) Object.assign(ramp, { step: 0, count: 0, atStart: true, atEnd: false });
      else if (moves('FORWARD')) forward(ramp);
      else if (moves('BACKWARD')) backward(ramp);
      return ramp.step === 0 ? 1 : 1 + (99 * ramp.count) / 300;
    }),
  ];
}

function forward(ramp: { step: number; count: number; atStart: boolean; atEnd: boolean }): void {
  ramp.atStart = false;
  if (ramp.atEnd || ++ramp.count < [1, 300][ramp.step]!) return;
  if (ramp.step === 1) ramp.atEnd = true;
  else Object.assign(ramp, { step: 1, count: 0 });
}

function backward(ramp: { step: number; count: number; atStart: boolean; atEnd: boolean }): void {
  ramp.atEnd = false;
  if (ramp.atStart || --ramp.count >= 0) return;
  if (ramp.step === 0) Object.assign(ramp, { atStart: true, count: 0 });
  else Object.assign(ramp, { step: 0, count: 0 });
}
