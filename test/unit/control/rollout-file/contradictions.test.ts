import { eachIsRefused, withLines } from '../../../support/control/rollout-file-faults.ts';

eachIsRefused([
  [
    'a climb without a bound',
    withLines('after_reset: {do: continue}'),
    '4:15 ROLLOUT_CONTRADICTION after_reset.do is continue without a bound | say with at_most how many times it climbs again by itself',
  ],
  [
    'a bound without a climb',
    withLines('after_reset: {at_most: 3}'),
    '4:15 ROLLOUT_CONTRADICTION after_reset.at_most bounds a rollout that does not climb again by itself | take it out, or add do: continue',
  ],
  [
    'one approval twice',
    withLines('approvals: [{before_step: 2}, {before_step: 2}]'),
    '4:32 ROLLOUT_CONTRADICTION approvals[1].before_step names step 2 a second time | take one of them out',
  ],
  [
    'no policy',
    'rollout: a\nactuators: [{exec: {command: [a], flag: f}}]\n',
    '1:1 ROLLOUT_POLICY a rollout file names its policy with values_file or policy_file, got neither | paths are relative to the rollout file',
  ],
  [
    'two policies',
    withLines('policy_file: p.yaml'),
    '4:1 ROLLOUT_POLICY a rollout file names its policy with values_file or policy_file, got both | paths are relative to the rollout file',
  ],
]);
