import { expect, test } from 'vitest';
import { toResource, writePolicy } from '../../../src/policy/write.ts';

const values = { policy: { b: 1, a: [{ d: 75, c: 'x' }] } };
const resource = toResource(
  'p',
  { circuit: { evaluation_interval: '1m30s', components: [] }, resources: { z: 1, flow_control: {} } },
  { blueprint: 'policies/x', values },
);

test('the resource carries its blueprint and its values', () => {
  expect(writePolicy(resource, 'cr')).toBe(`apiVersion: fluxninja.com/v1alpha1
kind: Policy
metadata:
  annotations:
    fluxninja.com/blueprint-name: policies/x
    fluxninja.com/blueprints-uri: embedded
    fluxninja.com/values: '{"policy":{"a":[{"c":"x","d":75}],"b":1}}'
  labels:
    fluxninja.com/validate: 'true'
  name: p
spec:
  circuit:
    components: []
    evaluation_interval: 90s
  resources:
    flow_control: {}
    z: 1
`);
});

test('the bare policy, as JSON', () => {
  expect(writePolicy(resource, 'spec', 'json')).toBe(`{
  "circuit": {
    "components": [],
    "evaluation_interval": "90s"
  },
  "resources": {
    "flow_control": {},
    "z": 1
  }
}
`);
});

test('without a blueprint there are no annotations', () => {
  expect(toResource('p', { circuit: {} }).metadata).toEqual({
    name: 'p',
    labels: { 'fluxninja.com/validate': 'true' },
  });
});
