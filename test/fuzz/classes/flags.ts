import fc from 'fast-check';
import { BLUEPRINTS, exampleValues } from '../../support/values.ts';
import { property } from '../fuzz-class.ts';

const COMMANDS = [
  'blueprints list',
  'blueprints show',
  'blueprints values',
  'blueprints dynamic-values',
  'blueprints generate',
  'blueprints validate',
  'policy validate',
  'policy render',
  'policy graph',
  'policy dashboard',
  'policy diff',
  'policy test',
  'simulate',
  'dynamic-config apply',
  'dynamic-config get',
  'dynamic-config delete',
  'status',
  'completion',
  'help',
  '',
];

/** All but those that make a command wait: --watch, --wait, --no-preflight. */
const FLAGS =
  `--name --values-file --blueprints --set --policy-file --format -o --output --output-file --output-dir --overwrite
--depth --trace --at --prometheus --http-config-file --header --retries --concurrency --allow-partial --strict --explain
--scenario --signal --from --to --record --replay --start --dynamic-config --state-dir --expect --max-blind --report
--stage --curve --over --steps --only-required --run --junit --update --policy --file --quiet --debug --color --no-input
--help --version -h -V --duration --timeout --bogus -x --`.split(/\s+/);

const WORDS =
  `- . 0 1 -1 3 1e999 NaN now now-1h now-99999999d 1970-01-01T00:00:00Z 1 2s 0s -5s 25d 3m json text yaml svg mermaid dot html cr
spec values.yaml policy.yaml trace.csv missing.yaml out/a.csv out/a.html out/a.svg out/a.rec a=b policy.rollout=true a.b[3].c=1 a[999999999]=1
= a= rollout=true rollout=1 PROMQL_0=50x9 PROMQL_0=error_rate completed completed,x 5% 101% 0.05 http://127.0.0.1:9 ftp://x http://u:p@127.0.0.1:9/x?y=z#w
http://[::1 //x X:y base promql average-latency checkout-v2 healthy no-data 1,0s 100,300s 50,x linear s-curve zsh bash fish always constructor __proto__`.split(
    /\s+/,
  );
const ODD = [
  '',
  ' ',
  '\u001b[31mx',
  '\u202ex',
  'é',
  'a\nb',
  '\u009b2J',
  'x'.repeat(5_000),
  '\ud800',
  'X: y',
  'a b',
];

const word = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD) },
);
const flag = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...FLAGS), word) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...FLAGS)) },
  { weight: 1, arbitrary: fc.tuple(word) },
);

/** Flags that make a command do something, so that the others meet more than its parser. */
const SOUND = [
  [],
  ['--values-file', 'values.yaml'],
  ['--policy-file', 'policy.yaml'],
  ['--name', 'promql'],
  ['--policy', 'checkout-v2'],
  ['values.yaml', 'policy.yaml'],
];

const argv = fc
  .tuple(fc.constantFrom(...COMMANDS), fc.constantFrom(...SOUND), fc.array(flag, { maxLength: 4 }))
  .map(([command, sound, flags]) => [...command.split(' ').filter(Boolean), ...sound, ...flags.flat()]);

const POLICY = `circuit:
  evaluation_interval: 1s
  components: [{variable: {constant_output: {value: 1}, out_ports: {output: {signal_name: X}}}}]
`;
const TRACE = 'tick,time,X\n0,2026-01-01T00:00:00.000Z,1\n';
const files = { 'values.yaml': exampleValues(BLUEPRINTS[1]), 'policy.yaml': POLICY, 'trace.csv': TRACE };

/** Command lines: any flag with any word. */
export const flags = property(
  fc.record({ argv, stdin: fc.constantFrom('', POLICY, 'x: [') }),
  async (world, { argv: words, stdin }) => {
    world.fill(files);
    await world.run(words, { stdin, isAnyForm: true, isAnyOutput: true });
  },
);
