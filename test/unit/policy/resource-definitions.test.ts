import { beforeAll, expect, it } from 'vitest';
import { policySchema } from '../../../src/policy/policy-schema.ts';
import { resourceDefinitions } from '../../../src/policy/resource-definitions.ts';
import { compileSchema } from '../../../src/schema/compile-schema.ts';
import type { Validator } from '../../../src/schema/validator.ts';

let validate: Validator;
beforeAll(async () => {
  const schema = policySchema() as { $id: string };
  validate = await compileSchema(schema.$id, new Map([[schema.$id, schema]]));
});

const selectors = [{ control_point: 'ingress' }];
const meter = (more: object) => ({ flow_control: { flux_meters: { m: { selectors, ...more } } } });
const classifier = (more: object) => ({ flow_control: { classifiers: [{ selectors, ...more }] } });

it.each<[string, object, boolean]>([
  ['a flux meter', meter({ attribute_key: 'x', static_buckets: { buckets: [1, 2] } }), true],
  ['a flux meter with linear buckets', meter({ linear_buckets: { start: 1, width: 2, count: 3 } }), true],
  ['linear buckets without a count', meter({ linear_buckets: { start: 1 } }), false],
  [
    'exponential buckets that do not grow',
    meter({ exponential_buckets: { start: 1, factor: 1, count: 3 } }),
    false,
  ],
  ['a flux meter without selectors', { flow_control: { flux_meters: { m: {} } } }, false],
  [
    'a classifier with a rule',
    classifier({ rules: { user: { extractor: { from: 'request.http.headers.user' } } } }),
    true,
  ],
  [
    'a rule with two extractors',
    classifier({ rules: { user: { extractor: { from: 'a', json: { from: 'b' } } } } }),
    false,
  ],
  [
    'a classifier in Rego',
    classifier({ rego: { labels: { user: { telemetry: false } }, module: 'package x' } }),
    true,
  ],
  ['Rego without labels', classifier({ rego: { labels: {}, module: 'package x' } }), false],
  ['any other resource', { telemetry_collectors: [{ agent_group: 'default' }], infra: 5 }, true],
  ['an unknown part of flow_control', { flow_control: { meters: {} } }, false],
])('%s: %s', (_, resources, isValid) => {
  expect(validate({ circuit: {}, resources })).toBe(isValid);
});

it('describes every property, for editors', () => {
  for (const [name, { properties }] of Object.entries(resourceDefinitions)) {
    for (const [key, property] of Object.entries(properties ?? {}))
      expect(property.description ?? property.$ref, `${name}.${key}`).toBeTruthy();
  }
});
