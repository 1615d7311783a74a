const EULER = 0.577_215_664_901_532_9;
const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);
const HALF_LOG_TWO_PI = Math.log(SQRT_TWO_PI);

/** Below this, gamma(x) is 1 / x to a rounding. */
const TINY = 2 ** -70;

/** From here on Stirling's series is exact to a rounding. */
const STIRLING_FROM = 13;

/** B(2k) / (2k (2k - 1)), k = 1 to 7: the coefficients of Stirling's series, DLMF 5.11.1. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156];

/** zeta(k) - 1 for k = 2 to 40, by Euler and Maclaurin (DLMF 25.2.9). */
const ZETA_LESS_ONE = Array.from({ length: 39 }, (_, i) => zetaLessOne(i + 2));

/** Gamma function; infinite at 0 with the sign of the zero, NaN at the negative whole numbers. */
export function gamma(x: number): number {
  if (x === 0) return 1 / x;
  if (x < 0.5) return Number.isInteger(x) || x === Number.NEGATIVE_INFINITY ? Number.NaN : reflected(x);
  if (x > 172) return Number.POSITIVE_INFINITY;
  if (Number.isInteger(x)) return factorial(x - 1);
  let shifted = x;
  let product = 1;
  for (; shifted < STIRLING_FROM; shifted++) product *= shifted;
  // The power is split in two, which keeps it from overflowing before the exponential brings it down.
  const half = shifted ** ((shifted - 0.5) / 2);
  return ((half * Math.exp(-shifted) * SQRT_TWO_PI * Math.exp(stirling(shifted))) / product) * half;
}

/** log |gamma(x)|; infinite at 0 and at the negative whole numbers. */
export function lgamma(x: number): number {
  if (x === Number.NEGATIVE_INFINITY) return x;
  if (x <= 0 && Number.isInteger(x)) return Number.POSITIVE_INFINITY;
  if (Math.abs(x) < TINY) return -Math.log(Math.abs(x));
  if (x < 0.5) return Math.log(Math.PI / Math.abs(sinPi(x))) - lgamma(1 - x);
  if (x < 1.5) return aroundTwo(x - 1) - Math.log1p(x - 1);
  if (x <= 2.5) return aroundTwo(x - 2);
  if (x === Number.POSITIVE_INFINITY) return x;
  let shifted = x;
  let product = 1;
  for (; shifted < STIRLING_FROM; shifted++) product *= shifted;
  return (
    (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + stirling(shifted) - Math.log(product)
  );
}

function stirling(x: number): number {
  let sum = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) sum = sum / (x * x) + STIRLING[k]!;
  return sum / x;
}

/** log gamma(2 + z) for |z| <= 0.5, DLMF 5.7.4: exact near its zero at 2. */
function aroundTwo(z: number): number {
  let sum = 0;
  for (let k = 40; k >= 2; k--) sum = -z * sum + ZETA_LESS_ONE[k - 2]! / k;
  return z * (1 - EULER + z * sum);
}

function reflected(x: number): number {
  const mirror = gamma(1 - x);
  return mirror === Number.POSITIVE_INFINITY ? 0 * Math.sign(sinPi(x)) : Math.PI / (sinPi(x) * mirror);
}

function factorial(n: number): number {
  let product = 1;
  for (let i = 2; i <= n; i++) product *= i;
  return product;
}

/** sin(pi x), reduced before pi makes it inexact. */
function sinPi(x: number): number {
  const rest = x - 2 * Math.round(x / 2);
  return Math.abs(rest) > 0.5 ? Math.sin(Math.PI * (Math.sign(rest) - rest)) : Math.sin(Math.PI * rest);
}

function zetaLessOne(s: number): number {
  const from = 40;
  const rising = s * (s + 1) * (s + 2);
  let sum = from ** (1 - s) / (s - 1) + from ** -s / 2 + (s * from ** (-s - 1)) / 12;
  sum += (rising * (s + 3) * (s + 4) * from ** (-s - 5)) / 30_240 - (rising * from ** (-s - 3)) / 720;
  for (let n = from - 1; n >= 2; n--) sum += n ** -s;
  return sum;
}
