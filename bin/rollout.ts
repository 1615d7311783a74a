#!/usr/bin/env node
import { systemIO } from '../src/cli/system-io.ts';
import { CommandLine } from '../src/main.ts';

const commandLine = new CommandLine(process.argv.slice(2), systemIO());

process.on('uncaughtException', async (problem) => process.exit(await commandLine.fail(problem)));
process.exitCode = await commandLine.run();
