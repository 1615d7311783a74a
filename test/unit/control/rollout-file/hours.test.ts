import { expect, test } from 'vitest';
import { readRolloutFile } from '../../../../src/control/rollout-file/read.ts';
import { eachIsRefused, LEAST, withLines } from '../../../support/control/rollout-file-faults.ts';

test('an hour of another form says the form in words', async () => {
  const wrong = `${LEAST}forward_only: [{days: mon-thu, from: "9:00", to: "16:00", timezone: Europe/Berlin}]\n`;
  await expect(readRolloutFile(wrong, 'r.yaml')).rejects.toThrow('a time of day, HH:MM');
});

eachIsRefused([
  [
    'a time zone that there is not',
    withLines('forward_only: [{from: "09:00", to: "16:00", timezone: Europe/Berlim}]'),
    '4:45 ROLLOUT_TIMEZONE forward_only[0].timezone: there is no time zone "Europe/Berlim", did you mean "Europe/Berlin"? | write a name of the IANA database, such as Europe/Berlin or UTC',
  ],
  [
    'days that there are not',
    withLines('forward_only: [{days: mon-thursday, from: "09:00", to: "16:00"}]'),
    '4:17 ROLLOUT_DAYS forward_only[0].days must be days of the week, got "mon-thursday" | write days or spans of them: mon-thu, or mon,wed,fri',
  ],
  [
    'an hour that there is not',
    withLines('forward_only: [{from: "09:00", to: "25:00"}]'),
    '4:32 VALUES_FORMAT forward_only[0].to must be a time of day, HH:MM, got "25:00" | write it with two digits each, such as 09:00',
  ],
  [
    'hours without length',
    withLines('forward_only: [{from: "09:00", to: "09:00"}]'),
    '4:32 ROLLOUT_CONTRADICTION forward_only[0].to is when the hours begin | write from: "00:00" and to: "24:00" for a whole day',
  ],
]);
