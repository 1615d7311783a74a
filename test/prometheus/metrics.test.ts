import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { METRICS, metricsText } from '../../src/control/api/metrics.ts';
import { REPORTED, STATUS } from '../support/control/api-service.ts';
import { findPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';

withPrometheus('the metrics of a running rollout', () => {
  test('promtool finds nothing wrong with them', () => {
    const climbing = { ...REPORTED, status: { ...STATUS, rollout: 'b', remaining_seconds: 60 } };
    const input = metricsText([REPORTED, climbing]);
    for (const [name] of METRICS) expect(input).toContain(`# TYPE ${name} `);
    const { status, stdout, stderr } = spawnSync(findPrometheus()!.promtool, ['check', 'metrics'], {
      input,
      encoding: 'utf8',
    });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});
