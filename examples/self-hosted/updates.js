import { readFileSync } from 'node:fs';

/* Prints the updates in a report of Renovate: `node updates.js report.json`. */

const { repositories } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const files = Object.values(repositories).flatMap(({ packageFiles }) => Object.values(packageFiles).flat());
for (const { depName, currentValue, updates } of files.flatMap(({ deps }) => deps)) {
  for (const { updateType, newValue } of updates) {
    process.stdout.write(`${depName.split('/').at(-1)}: ${updateType} ${currentValue} -> ${newValue}\n`);
  }
}
