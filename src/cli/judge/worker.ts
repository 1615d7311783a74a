import { parentPort, workerData } from 'node:worker_threads';
import { compile } from '../../circuit/compile.ts';
import type { History } from '../../judge/history.ts';
import { judgeOf } from '../../judge/judge.ts';
import type { Judged } from '../../judge/judged.ts';
import { steer } from '../../run/dynamic-config.ts';
import type { FromWorker, SentPolicy, ToWorker } from './worker-messages.ts';

// The worker thread of rehearsals: an entry of its own, bundled as one file.

const history = workerData as History;
let rehearse: ReturnType<typeof judgeOf> | undefined;

parentPort!.on('message', (message: ToWorker) => {
  if ('task' in message) {
    const { policy, ...task } = message.task;
    rehearse = judgeOf({ ...task, history, judged: judgedOf(policy) });
  } else {
    const outcomes: FromWorker = Array.from(message.numbers, rehearse!);
    parentPort!.postMessage(outcomes);
  }
});

/** The policy has compiled before. */
function judgedOf({ circuit, document }: SentPolicy): Judged {
  const { plan } = compile(circuit as Parameters<typeof compile>[0], () => ({}));
  const { frame } = plan!.start();
  steer(plan!, frame, document);
  return { plan: plan!, frame };
}
