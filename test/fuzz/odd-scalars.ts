const NUMBERS = `0 -0 1 -1 +1 0.1 .5 5. -.5 1e3 1E+3 1e308 1e309 -1e309 5e-324 1e-400 017 0o17 0x1F 0b1 1_000 12e03 1e 1.2.3
100 101 99.999999999999999 33.333333333333336 9007199254740993 99999999999999999999 .inf -.inf .nan NaN Infinity -Infinity 1,5 ٣ １`;

const DURATIONS = `1s 0s -1s +1s 1ns 1us 1µs 1ms 0.0000000001s 1.5h 1h30m 30m1h 1d 2w 1y P1D PT1H 1e3s 9999999999d 1s1s s 1S 1sec 1h-1m
0.5 .5s 5.s 1e400s 106751d23h 300s300 1_0s ٣s 1m0.1s 0h0m0s`;

const WORDS = `true True TRUE yes no on off y n ~ null Null NULL gt gte eq > >= any all ALL __REQUIRED_FIELD__ constructor
__proto__ toString hasOwnProperty FORWARD RESET now now-7d now/d now-1000000y 2001-01-01 2001-01-01T00:00:00Z 1:30 <<
../../etc/passwd /etc/passwd ..%2f a..b -a a- A a_b a.b $(id) \${x} {{x}} \`id\` %s %n $__interval =1+1 @x +x <script>x</script>
&a *a !!str !!int !!null !x [] {} [1] {a:1} - ? : |`;

const QUERIES = [
  'sum(',
  'rate(up)',
  'up[5m]',
  'up @ start()',
  'up offset -1d',
  '"\\"x\\""',
  'up{a=~"("}',
  'up{a="b"',
  'up{}',
  '{}',
  'histogram_quantile(0.9, up)',
  'sum by (a) (rate(x[1ns]))',
  'up[1y:1ns]',
  '# only a comment',
  'up # "',
];

const WRITTEN = [
  '""',
  "''",
  '" "',
  '"a b"',
  '"\\e[31mx"',
  '"\\x07"',
  '"\\x9b2J"',
  '"\\x00"',
  '"\\x7f"',
  '"\\u202eabc"',
  '"\\u2028"',
  '"\\ufeff"',
  '"\\ud800"',
  '"\\n"',
  '"a\\nb: c"',
  '"\\r"',
  '"\\t"',
  '"\\""',
  "''''",
  '"\\\\"',
  '"]]>"',
  '"--"',
  '"${datasource}"',
  '"\\U0001F600"',
  '"e\\u0301"',
  '# comment',
  'a #comment',
  'a: b',
  '|-\n      x\n      y',
  '!!binary aGk=',
  '!!float 1',
  '!!bool true',
  '"1s"',
  '"1"',
  '"true"',
  '[[[[1]]]]',
  '{a: {b: {c: 1}}}',
  `"${'a'.repeat(254)}"`,
  `"${'x'.repeat(100_000)}"`,
  '1'.repeat(400),
  `${'9'.repeat(30)}s`,
  `"${'('.repeat(2_000)}"`,
  `"${'-'.repeat(3_000)}1"`,
];

/** Scalars as they stand in YAML: what people write by mistake, what programs write, and what hurts. */
export const ODD_SCALARS: readonly string[] = [
  ...[NUMBERS, DURATIONS, WORDS].flatMap((text) => text.split(/\s+/)),
  ...QUERIES.map((query) => (query.startsWith('"') ? query : JSON.stringify(query))),
  ...WRITTEN,
];
