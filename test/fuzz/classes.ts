import { blueprints } from './classes/blueprints.ts';
import { documents } from './classes/documents.ts';
import { flags } from './classes/flags.ts';
import { invariants } from './classes/invariants.ts';
import { judging } from './classes/judging.ts';
import { kill } from './classes/kill.ts';
import { lines } from './classes/lines.ts';
import { policies } from './classes/policies.ts';
import { protocol } from './classes/protocol.ts';
import { recordings } from './classes/recordings.ts';
import { scalars } from './classes/scalars.ts';
import { secrets } from './classes/secrets.ts';
import { server } from './classes/server.ts';
import { state } from './classes/state.ts';
import { values } from './classes/values.ts';
import type { ClassName } from './counts.ts';
import type { FuzzClass } from './fuzz-class.ts';

/** The classes of inputs by name. */
export const classes: Readonly<Record<ClassName, FuzzClass>> = {
  values,
  scalars,
  policies,
  documents,
  flags,
  invariants,
  judging,
  server,
  lines,
  blueprints,
  protocol,
  recordings,
  state,
  secrets,
  kill,
};
