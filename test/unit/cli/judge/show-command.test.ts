import { expect, test } from 'vitest';
import { commandText, shownCommand } from '../../../../src/cli/judge/show-command.ts';
import type { HistoryRequest } from '../../../../src/cli/judge/source-request.ts';

const steering = { document: { fileFlag: '--dynamic-config', set: ['rollout=true'] }, start: false };
const server = (url: string, headers?: readonly string[]): HistoryRequest => ({
  kind: 'server',
  connection: {
    url,
    headers,
    httpConfigFile: undefined,
    timeout: undefined,
    retries: undefined,
    concurrency: undefined,
    allowPartial: true,
  },
  range: { from: 'now-7d', to: undefined },
  preflight: true,
  record: undefined,
  duration: undefined,
});
const invocation = 'npx rollout';

test('the command of a rehearsal on a server has its policy, what steers it and the server, without secrets', () => {
  const policy = {
    valuesFile: "my 'values'.yaml",
    assignments: [{ path: ['policy', 'load_ramp', 'steps', 1, 'duration'], value: '2m', flag: '--value' }],
  };
  const history = server('http://me:secret@p:9090', ['Authorization: Bearer secret']);
  const command = shownCommand({ policy, steering, history }, []);
  expect(commandText({ ...command, invocation }, 0, 600)).toBe(
    `npx rollout simulate -f 'my '\\''values'\\''.yaml' --value 'policy.load_ramp.steps[1].duration="2m"' --start --set rollout=true --prometheus http://p:9090/ --header 'Authorization: ...' --allow-partial --from 1970-01-01T00:00:00.000Z --to 1970-01-01T00:10:00.000Z`,
  );
});

test('of several recordings it names the one that has its start, and ends with that', () => {
  const recordings = [
    { file: 'a.recording', start: 0, end: 1000 },
    { file: 'b.recording', start: 1000, end: 1500 },
  ];
  const request = {
    policy: { policyFile: 'p.yaml' },
    steering: { document: { fileFlag: '' }, start: false },
    history: { kind: 'recordings', files: ['b.recording', 'a.recording'] } as const,
  };
  const command = { ...shownCommand(request, recordings), invocation: 'rollout' };
  const of = (from: number, to: number) => commandText(command, from, to);
  expect(of(900, 1400)).toBe(
    'rollout simulate --policy-file p.yaml --start --replay a.recording --from 1970-01-01T00:15:00.000Z --to 1970-01-01T00:16:40.000Z',
  );
  expect(of(1000, 1400)).toContain('--replay b.recording --from 1970-01-01T00:16:40.000Z');
});
