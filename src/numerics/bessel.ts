const EULER = 0.577_215_664_901_532_9;

/** Below: recurrence and Neumann's series; from here on Hankel's expansion. */
const HANKEL_FROM = 25;

/** Below this, the first term of the power series (DLMF 10.2.2, 10.8.1, 10.8.2) is exact to a rounding. */
const TINY = 2 ** -60;

/**
 * Bessel functions of the first and second kind, orders 0 and 1. The second kind is -Infinity at 0 and NaN
 * below.
 */
export const bessel = {
  j0: (x: number): number =>
    Math.abs(x) < HANKEL_FROM ? byRecurrence(Math.abs(x), 0, false) : hankel(Math.abs(x), 0, false),
  j1: (x: number): number =>
    Math.sign(x) *
    (Math.abs(x) < HANKEL_FROM ? byRecurrence(Math.abs(x), 1, false) : hankel(Math.abs(x), 1, false)),
  y0: (x: number): number => second(x, 0),
  y1: (x: number): number => second(x, 1),
};

function second(x: number, order: 0 | 1): number {
  if (x < 0) return Number.NaN;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  return x < HANKEL_FROM ? byRecurrence(x, order, true) : hankel(x, order, true);
}

/** J0, J1 and the sum that the second kind adds, all of one order. */
interface Recurrence {
  readonly j0: number;
  readonly j1: number;
  readonly sum: number;
}

/**
 * Miller's backward recurrence (DLMF 3.6(v), 10.6.1) gives every J at once, up to a factor that J0 + 2 (J2 +
 * J4 + ...) = 1 settles (DLMF 10.12.4).
 */
function recurrence(x: number, order: 0 | 1): Recurrence {
  let above = 0;
  let here = 1e-300;
  let norm = 0;
  let sum = 0;
  let j1 = 0;
  for (let n = 2 * Math.ceil((x + 6 * Math.cbrt(x) + 30) / 2); n > 0; n--) {
    if (n % 2 === 0) norm += 2 * here;
    if (n % 2 === order && n > order) sum += neumann(n, order) * here;
    if (n === 1) j1 = here;
    [above, here] = [here, ((2 * n) / x) * here - above];
    const scale = Math.abs(here) > 1e200 ? 1e-200 : 1;
    [above, here, norm, sum, j1] = [above * scale, here * scale, norm * scale, sum * scale, j1 * scale];
  }
  norm += here;
  return { j0: here / norm, j1: j1 / norm, sum: sum / norm };
}

/** By recurrence; the second kind is the sum of all J (Abramowitz and Stegun 9.1.88). */
function byRecurrence(x: number, order: 0 | 1, isSecond: boolean): number {
  if (x < TINY) return isSecond ? secondNearZero(x, order) : firstNearZero(x, order);
  const { j0, j1, sum } = recurrence(x, order);
  if (!isSecond) return order === 0 ? j0 : j1;
  const log = Math.log(x / 2) + EULER;
  return order === 0 ? (2 / Math.PI) * (log * j0 - sum) : (2 / Math.PI) * ((log - 1) * j1 - j0 / x - sum);
}

const firstNearZero = (x: number, order: 0 | 1): number => (order === 0 ? 1 : x / 2);

const secondNearZero = (x: number, order: 0 | 1): number =>
  order === 0 ? (2 / Math.PI) * (Math.log(x) - Math.LN2 + EULER) : -2 / Math.PI / x;

/** The factor of J(n) in the sum of the second kind: n = order + 2k. */
function neumann(n: number, order: 0 | 1): number {
  const k = (n - order) / 2;
  return ((k % 2 === 0 ? 1 : -1) * n) / (k * (k + order));
}

/**
 * Hankel's expansion, DLMF 10.17.3 and 10.17.4, with the phase split off so that large x keep their
 * precision.
 */
function hankel(x: number, order: 0 | 1, isSecond: boolean): number {
  if (x === Number.POSITIVE_INFINITY) return 0;
  const [mu, eight] = [4 * order * order, 8 * x];
  let [even, odd, term] = [1, 0, 1];
  for (let k = 1; k <= 30; k++) {
    const next = (term * (mu - (2 * k - 1) ** 2)) / (k * eight);
    if (Math.abs(next) >= Math.abs(term) || Math.abs(next) < 1e-18) break;
    term = next;
    const sign = k % 4 < 2 ? 1 : -1;
    if (k % 2 === 0) even += sign * term;
    else odd += sign * term;
  }
  // cos and sin of x - pi/4 (order 0) and of x - 3 pi/4 (order 1).
  const [c, s] = [Math.cos(x), Math.sin(x)];
  const [cosine, sine] = order === 0 ? [c + s, s - c] : [s - c, -c - s];
  return (isSecond ? sine * even + cosine * odd : cosine * even - sine * odd) / Math.sqrt(Math.PI * x);
}
