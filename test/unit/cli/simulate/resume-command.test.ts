import { expect, test } from 'vitest';
import { resumeCommand } from '../../../../src/cli/simulate/resume-command.ts';

test.each<[string, string[], string]>([
  [
    'the period and the recording are left out, however they are written',
    ['simulate', '--from', 'now-7d', '--to=now', '--record', 'a', '-o', 'json', '--resume=b'],
    'rollout simulate -o json --resume r',
  ],
  [
    'what a shell would read is quoted',
    ['simulate', '--values-file', "o'neil $HOME.yaml", '--start'],
    "rollout simulate --values-file 'o'\\''neil $HOME.yaml' --start --resume r",
  ],
  [
    'what may be secret is not shown',
    [
      'simulate',
      '--prometheus=http://me:word@host:9090/prometheus?token=1',
      '--header',
      'Authorization: Bearer x',
    ],
    "rollout simulate --prometheus http://host:9090/prometheus --header 'Authorization: ...' --resume r",
  ],
])('%s', (_, argv, command) => expect(resumeCommand({ argv, invocation: 'rollout' }, 'r')).toBe(command));
