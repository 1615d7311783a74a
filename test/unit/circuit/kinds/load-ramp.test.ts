import { expect, it } from 'vitest';
import { loadRamp, placesOf } from '../../../../src/circuit/kinds/load-ramp.ts';
import { sampler } from '../../../../src/circuit/kinds/sampler.ts';
import { signalGenerator } from '../../../../src/circuit/kinds/signal-generator.ts';
import { planOf, ramp } from '../../../support/plans.ts';

it('says where its inner parts are', () => {
  const component = planOf([ramp([[100, '1m']], {})]).tree.find(({ kind }) => kind === loadRamp)!;
  const places = placesOf(component.id);
  const part = (id: string) => component.children.find((child) => child.id === id)!;
  expect(part(places.generator).kind).toBe(signalGenerator);
  expect(part(places.sampler).kind).toBe(sampler);
  const { forward, backward, reset, accept_percentage, at_start, at_end } = places.keys;
  expect(part(places.generator).in).toEqual({
    forward: [{ signal: forward }],
    backward: [{ signal: backward }],
    reset: [{ signal: reset }],
  });
  expect(part(places.generator).out).toEqual({ output: accept_percentage, at_start, at_end });
});
