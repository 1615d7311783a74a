import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { runScript } from '../support/script.ts';

const scripts = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.txtar'));

test.concurrent.for(scripts)('%s', (script) => runScript(join(import.meta.dirname, script)));
