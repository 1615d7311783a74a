import { expect, it } from 'vitest';
import { compile } from '../../../../src/circuit/compile.ts';
import { mermaid } from '../../../../src/render/mermaid.ts';

it('draws the signal between the gradient and the extrapolator as a controller names it', () => {
  const adaptive_load_scheduler = {
    in_ports: { signal: { constant_signal: { value: 1 } }, setpoint: { constant_signal: { value: 5 } } },
    parameters: {
      load_scheduler: { selectors: [{ control_point: 'ingress' }] },
      gradient: { slope: -1 },
      alerter: { alert_name: 'Throttling' },
    },
  };
  const components = [{ flow_control: { adaptive_load_scheduler } }];
  const { plan } = compile({ evaluation_interval: '1s', components }, (path) => ({ path }));
  expect(mermaid(plan!.tree, 2).split('\n')).toContain(
    'root.0.3output --> |CONTROLLER_ADJUSTED_LOAD_MULTIPLIER| root.0.4input',
  );
});
