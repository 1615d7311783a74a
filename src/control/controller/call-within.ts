import type { Seconds } from '../../text/duration.ts';
import type { ControlClock } from './clock.ts';

interface Unknown {
  readonly kind: 'unknown';
  readonly why: string;
}

/** The answer of a call, or that none came in time: it may be done all the same, also later. */
export function callWithin<T>(
  clock: ControlClock,
  limit: Seconds,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T | Unknown> {
  const isOver = new AbortController();
  const isLate = new AbortController();
  const late = clock.sleep(limit, isOver.signal).then((): Unknown => {
    isLate.abort('late');
    return { kind: 'unknown', why: `no answer in ${limit} s` };
  });
  const answered = call(isLate.signal).then((answer) => {
    isOver.abort('answered');
    return answer;
  });
  return Promise.race([answered, late]);
}
