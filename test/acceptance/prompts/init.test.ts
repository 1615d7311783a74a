import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRolloutFile } from '../../../src/control/rollout-file/read.ts';
import { answer, at80x24 } from '../../support/questions.ts';
import { root, type Sandbox } from '../../support/script.ts';
import { hasTmux } from '../../support/terminal.ts';

const VALUES = join(root, 'examples/policy-tests/average-latency.values.yaml');

const rolloutIn = ({ work }: Sandbox, file = 'rollout.yaml') =>
  readRolloutFile(readFileSync(join(work, file), 'utf8'), file);

describe.skipIf(!hasTmux).concurrent('rollout init at a terminal', () => {
  test('asks for what is missing, and says what comes next', () =>
    at80x24(`init ${VALUES}`, async (terminal, sandbox) => {
      await answer(
        terminal,
        ['Name of the rollout', 'shop'],
        ['Prometheus'],
        ['When does it start'],
        ['Hours in which it may grow', 'mon-thu 09:00-16:00 Europe/Berlin'],
        ['Which of the 3 steps wait for an approval', '2'],
        ['After a reset'],
        ['Who is told what happens'],
        ['What does it move'],
        ['File of flag definitions, in JSON', 'flags.json'],
        ['Key of the flag in the file', 'new-checkout'],
        ['Does it move something else, too'],
      );
      await terminal.until('exit 0');
      expect(terminal.joined()).toContain('wrote rollout.yaml');
      expect(terminal.joined()).toContain('simulate --rollout-file rollout.yaml --start');
      const { name, prometheus, actuators, rules } = await rolloutIn(sandbox);
      expect(name).toBe('shop');
      expect(prometheus?.url).toBe('http://localhost:9090');
      expect(rules.approvals).toEqual([1]);
      expect(rules.forwardOnly[0]?.timezone).toBe('Europe/Berlin');
      expect(actuators.map(({ kind, config }) => ({ kind, config }))).toEqual([
        { kind: 'flagd', config: { file: 'flags.json', flag: 'new-checkout' } },
      ]);
    }));

  test('asks nothing where flags say all that is needed', () =>
    at80x24(
      `init ${VALUES} --prometheus http://localhost:9090 --actuator '{exec: {command: [a], flag: f}}'`,
      async (terminal, sandbox) => {
        await terminal.until('exit 0');
        expect(terminal.joined()).not.toContain('? ');
        expect((await rolloutIn(sandbox)).name).toBe('checkout-v2');
      },
    ));

  test('Ctrl-C prints the command that goes on with the answers so far', () =>
    at80x24(`init ${VALUES}`, async (terminal, { work }) => {
      await answer(terminal, ['Name of the rollout', 'shop'], ['Prometheus']);
      await terminal.shows('? When does it start');
      terminal.press('C-c');
      await terminal.until('exit 130');
      expect(terminal.joined()).toContain('--set rollout=shop');
      expect(terminal.joined()).toContain('--set prometheus.url=http://localhost:9090');
      expect(existsSync(join(work, 'rollout.yaml'))).toBe(false);
    }));
});
