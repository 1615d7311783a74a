import { parentPort, workerData } from 'node:worker_threads';
import { compile } from '../../circuit/compile.ts';
import type { History } from '../../judge/history.ts';
import { judgeOf } from '../../judge/judge.ts';
import type { Judged } from '../../judge/judged.ts';
import { steer } from '../../run/dynamic-config.ts';
import type { FromWorker, SentPolicy, ToWorker } from './worker-messages.ts';

// The worker thread of rehearsals: an entry of its own, bundled as one file.

const history = workerData as History;

parentPort!.on('message', ({ task: { policy, ...task }, numbers, size, taken }: ToWorker) => {
  const rehearse = judgeOf({ ...task, history, judged: judgedOf(policy) });
  const takePiece = () => Atomics.add(taken, 0, size);
  for (let first = takePiece(); first < numbers.length; first = takePiece())
    send({ first, outcomes: Array.from(numbers.subarray(first, first + size), rehearse) });
  send('end');
});

const send = (message: FromWorker): void => parentPort!.postMessage(message);

/** The policy has compiled before. */
function judgedOf({ circuit, document }: SentPolicy): Judged {
  const { plan } = compile(circuit as Parameters<typeof compile>[0], () => ({}));
  const { frame } = plan!.start();
  steer(plan!, frame, document);
  return { plan: plan!, frame };
}
