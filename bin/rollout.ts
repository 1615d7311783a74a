#!/usr/bin/env node
import { systemIO } from '../src/cli/system-io.ts';
import { explainFailure, main } from '../src/main.ts';

const argv = process.argv.slice(2);
const io = systemIO();

process.on('uncaughtException', async (problem) => process.exit(await explainFailure(problem, argv, io)));
process.exitCode = await main(argv, io);
