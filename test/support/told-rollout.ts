import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { values } from './moved-rollout.ts';
import type { Sandbox } from './script.ts';

export const NAME = 'checkout-v2';

const TELL = '#!/bin/sh\necho "$PPID $ROLLOUT_PERCENTAGE" >> told.txt\n';

export interface ToldRollout {
  /** How long the last step takes. */
  readonly last: string;
  /** Of its Prometheus. */
  readonly url: string;
  /** Other keys of its file, as lines. */
  readonly more?: string;
}

/** Writes the files of a rollout whose target is a program: it notes what it is told, and by which process. */
export function writeRollout(sandbox: Sandbox, { last, url, more = '' }: ToldRollout): void {
  sandbox.write('values.yaml', values({ last }));
  sandbox.write('rollout.yaml', rollout(url, more));
  writeFileSync(join(sandbox.work, 'tell.sh'), TELL, { mode: 0o755 });
}

const rollout = (url: string, more: string) => `rollout: ${NAME}
values_file: values.yaml
prometheus: {url: "${url}"}
start: immediately
${more}actuators:
  - exec: {command: [./tell.sh], flag: new-checkout, apply_every: 0s}
`;
