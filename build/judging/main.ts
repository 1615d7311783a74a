import { join } from 'node:path';
import { EXAMPLE_RECORDING, recordExample } from './recording.ts';

/** Writes the kept history of docs/judging.md. */
await recordExample(process.cwd(), join(process.cwd(), EXAMPLE_RECORDING));
process.stdout.write(`${EXAMPLE_RECORDING}\n`);
