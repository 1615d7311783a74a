import { acceptText } from '../../render/plot/number.ts';
import { eventSentence } from '../../render/sentence/event.ts';
import type { Run, RunListener } from '../../run/options.ts';
import type { RunEvent } from '../../run/result.ts';
import { formatShort } from '../../text/duration.ts';
import { play } from './play.ts';
import { DemoService } from './service.ts';
import type { Subject } from './subject.ts';

/** The ticks after which the script does what a person does with the keys. */
const BREAK_TICK = 75;
const MEND_TICK = 120;

/** Plays the demo without a person: the service breaks and is mended at fixed ticks; nothing waits. Each event is a line. */
export function playScript(subject: Subject, print: (line: string) => void): Promise<Run> {
  const service = new DemoService(subject.services);
  const timeOf = (tick: number) => `t+${formatShort(tick * subject.plan.interval)}`;
  const line = (time: string, accept: string, text: string) =>
    print(`${time.padEnd(9)} ${accept.padStart(7)}  ${text}`.trimEnd());
  const listener: RunListener = {
    onTick(tick) {
      if (tick === BREAK_TICK) line(timeOf(tick), '', 'the new version gets six times as slow (the key b)');
      if (tick === MEND_TICK) line(timeOf(tick), '', 'it is mended (the key m)');
      service.isBroken = tick >= BREAK_TICK && tick < MEND_TICK;
    },
    onEvent: (event: RunEvent) =>
      line(
        timeOf(event.tick),
        acceptText(event.accept_percentage),
        `${event.kind.padEnd(9)}  ${eventSentence(event).text}`,
      ),
  };
  return play({ subject, service, listener, untilCompleted: true });
}
