import { readFileSync, writeFileSync } from 'node:fs';
import { runPart } from './run-part.ts';

// Runs the part that a file describes as JSON, and writes what it left to another.

const [, , input, output] = process.argv;
writeFileSync(output!, JSON.stringify(await runPart(JSON.parse(readFileSync(input!, 'utf8')))));
