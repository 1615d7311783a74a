import { actuatorKinds } from '../../../../src/control/actuators.ts';
import { eachIsRefused, withActuators } from '../../../support/control/rollout-file-faults.ts';

eachIsRefused([
  [
    'an unknown kind of actuator',
    withActuators('flagdd: {file: a, flag: b}'),
    '4:5 VALUES_UNKNOWN_KEY actuators[0]: unknown key "flagdd", did you mean "flagd"? | known keys: ' +
      actuatorKinds.map(({ kind }) => kind).join(', '),
  ],
  [
    'two kinds in one entry',
    withActuators('{exec: {command: [a], flag: f}, flagd: {file: a, flag: b}}'),
    '4:5 VALUES_CHOICE actuators[0] takes one of exec, flagd, not several',
  ],
  [
    'no actuator',
    'rollout: a\nvalues_file: v.yaml\nactuators: []\n',
    '3:1 VALUES_EMPTY_LIST actuators needs at least 1 entry',
  ],
  [
    'a missing key of a kind',
    withActuators('flagd: {file: a}'),
    '4:5 VALUES_MISSING_KEY actuators[0].flagd: key "flag" is missing | flag: Key of the flag in the file.',
  ],
  [
    'what a kind refuses',
    withActuators('flagd: {file: a.yaml, flag: b}'),
    '4:13 VALUES_INVALID actuators[0].flagd.file: only a file in JSON can be changed',
  ],
  [
    'one target twice',
    withActuators('flagd: {file: /a, flag: b, on: "on"}\n  - flagd: {file: /a, flag: b}'),
    '5:5 ROLLOUT_TARGET two actuators move the same target, flagd /a b: the first is actuators[0].flagd | a target belongs to one actuator of one rollout; take one of them out',
  ],
]);
