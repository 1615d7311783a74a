import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findBlueprint } from '../../../src/blueprint/catalog.ts';
import { checkValues } from '../../../src/blueprint/check.ts';
import { renderBlueprint } from '../../../src/blueprint/render.ts';
import { writeDynamicValues, writeValues } from '../../../src/blueprint/template.ts';
import { compile } from '../../../src/circuit/compile.ts';
import { lint } from '../../../src/policy/lint.ts';
import { findPlaceholders } from '../../../src/schema/placeholders.ts';
import { parseYaml } from '../../../src/text/yaml.ts';
import { BLUEPRINTS, conformanceValues } from '../../support/values.ts';

const read = (text: string) => parseYaml(text, 'v.yaml');

/** What a user would put in place of each placeholder. */
const ANSWERS: readonly (readonly [RegExp, string])[] = [
  [/policy_name: __\w+__/, 'policy_name: checkout-v2'],
  [/target_accept_percentage: __\w+__/, 'target_accept_percentage: 100'],
  [/duration: __\w+__/, 'duration: 10m'],
  [/query_string: __\w+__/, 'query_string: sum(rate(errors_total[5m]))'],
  [/operator: __\w+__/, 'operator: lt'],
  [/operator: __\w+__/, 'operator: gt'],
  [/threshold: __\w+__/, 'threshold: 1'],
  [/threshold: __\w+__/, 'threshold: 2'],
  [/: __\w+__/g, ': checkout'],
];
const fillIn = (text: string) =>
  ANSWERS.reduce((filled, [placeholder, answer]) => filled.replace(placeholder, answer), text);

/** What is legal, and what a warning says of it, where nothing but what is required is given. */
const LEFT_OPEN: Readonly<Record<string, readonly string[]>> = {
  base: ['LINT_NO_BRAKE'],
};

describe.each(BLUEPRINTS)('%s', (name) => {
  test.each([false, true])(
    'filled in, the template is valid and clean (only required: %s)',
    async (onlyRequired) => {
      const blueprint = await findBlueprint(name);
      const policy = await renderBlueprint(
        blueprint,
        read(fillIn(writeValues(blueprint, undefined, { onlyRequired }))),
      );
      const { plan, diagnostics } = compile(policy.resource.spec.circuit, policy.placeOf);
      const warnings = [...diagnostics, ...(await lint(policy, plan!))];
      expect(warnings.map(({ code }) => code)).toEqual(onlyRequired ? (LEFT_OPEN[name] ?? []) : []);
    },
  );

  test('every placeholder is a fault of its own, and there is no other', async () => {
    const blueprint = await findBlueprint(name);
    const document = read(writeValues(blueprint, undefined));
    const { diagnostics } = await checkValues(blueprint, document);
    expect(diagnostics.map(({ code }) => code)).toEqual(
      findPlaceholders(document.value).map(() => 'VALUES_PLACEHOLDER'),
    );
  });

  test('names its schema, which is there, and its blueprint', async () => {
    const text = writeValues(await findBlueprint(name), undefined);
    const [modeline = '', line] = text.split('\n');
    expect(existsSync(fileURLToPath(modeline.replace('# yaml-language-server: $schema=', '')))).toBe(true);
    expect(line).toBe(`# blueprint: policies/feature-rollout/${name}`);
  });

  test('says of each key what it is', async () => {
    const text = writeValues(await findBlueprint(name), undefined);
    expect(text).toContain(`
  # The name of the policy: lower-case letters, digits, \`-\` and \`.\`. Files and metrics carry it.
  # Type: name
  # Required: True
  policy_name: __REQUIRED_FIELD__

`);
    expect(text).toContain('\n  # Type: true or false\n  # Default: false\n  rollout: false\n');
  });

  test('only required leaves out what has a default', async () => {
    const blueprint = await findBlueprint(name);
    const { policy } = read(writeValues(blueprint, undefined, { onlyRequired: true })).value as {
      policy: object;
    };
    expect(Object.keys(policy)).toEqual([
      'policy_name',
      'load_ramp',
      ...(name === 'base' ? [] : ['drivers']),
    ]);
  });

  test('the dynamic configuration loads as its defaults', async () => {
    const blueprint = await findBlueprint(name);
    const { value } = read(writeDynamicValues(blueprint));
    expect(value).toEqual({ rollout: false, reset: false, pass_through_label_values: [] });
    expect((await blueprint.dynamicValidator())(value)).toBe(true);
  });
});

describe('given values', () => {
  test.each([...conformanceValues])('of %s read back the same', async (_, text) => {
    const { value } = read(text);
    const blueprint = await findBlueprint(/blueprint: (\S+)/.exec(text)![1]!);
    const written = writeValues(blueprint, value);
    expect(read(written).value).toEqual(value);
    expect(writeValues(blueprint, read(written).value)).toBe(written);
  });

  test('of any shape and text read back the same', async () => {
    const blueprint = await findBlueprint('base');
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'a\nb',
        ' a\nb',
        'a\n',
        'a\n\n',
        '\n',
        'a\n\nb ',
        '\ta\nb',
        '- a\n# b',
        'yes',
        '1:30',
        '~',
        'a\r\nb',
        '\u2028',
        '# no',
        'k: v',
        '|-',
      ),
    );
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        text,
        fc.double({ noNaN: true }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('any'), { maxLength: 3 }),
        tie('map'),
      ),
      map: fc.dictionary(
        fc.oneof(
          fc.constantFrom(
            'policy',
            'load_ramp',
            'steps',
            'components',
            'drivers',
            'duration',
            'on',
            '1',
            'null',
            '<<',
          ),
          text,
        ),
        tie('any'),
        { maxKeys: 4, noNullPrototype: true },
      ),
    })).map;
    fc.assert(
      fc.property(value, (values) => {
        fc.pre(Object.keys(values as object).length > 0);
        expect(read(writeValues(blueprint, values)).value).toEqual(values);
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
    );
  });

  test('comments stand above keys of the schema, in a list on its first entry', async () => {
    const blueprint = await findBlueprint('base');
    const steps = [
      { target_accept_percentage: 1, duration: '0s' },
      { target_accept_percentage: 100, duration: '5m' },
    ];
    const text = writeValues(blueprint, { policy: { load_ramp: { steps }, components: [{ inverter: {} }] } });
    expect(text.match(/# Time from the previous percentage/g)).toHaveLength(1);
    expect(text).toContain('  components:\n    - inverter: {}\n');
  });
});

test.each(BLUEPRINTS)(
  '%s without comments is the same template, with the names of schema and blueprint alone',
  async (name) => {
    const blueprint = await findBlueprint(name);
    const plain = writeValues(blueprint, undefined, { comments: false });
    expect(plain.match(/#.*/g)).toEqual([
      expect.stringContaining('$schema='),
      expect.stringContaining('# blueprint: '),
    ]);
    expect(read(plain).value).toEqual(read(writeValues(blueprint, undefined)).value);
    expect(Object.keys((read(plain).value as { policy: object }).policy)[0]).toBe('policy_name');
  },
);
