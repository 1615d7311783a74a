import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { declareScript } from '../support/script.ts';

const scripts = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.txtar'));

describe.concurrent.for(scripts)('%s', (script) => declareScript(join(import.meta.dirname, script)));
