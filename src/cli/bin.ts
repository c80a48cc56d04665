#!/usr/bin/env node
import { nodeProblem } from './node-version.ts';

// An old Node.js could not load the other modules, so its version is checked first.
const problem = nodeProblem(process.versions.node);
if (problem !== undefined) {
  process.stderr.write(`error: ${problem}\n`);
  process.exitCode = 1;
} else {
  const [{ processIo, watchOutput }, { main }] = await Promise.all([import('./io.ts'), import('./main.ts')]);
  watchOutput(process);
  process.exitCode = await main(process.argv.slice(2), processIo(process));
}
