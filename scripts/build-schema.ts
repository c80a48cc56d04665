import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { Findings } from '../src/check/schema.ts';
import { Plan } from '../src/plan/schema.ts';

const SCHEMAS = {
  'plan.json': { title: 'aks-sysext-renovate plan', schema: Plan },
  'check.json': { title: 'aks-sysext-renovate check', schema: Findings },
};

/** Writes the JSON Schemas of what `--format json` prints. With `--check`, writes nothing and fails when one is stale. */
function main(check: boolean): void {
  for (const [name, { title, schema }] of Object.entries(SCHEMAS)) {
    const file = new URL(`../schemas/${name}`, import.meta.url);
    const text = `${JSON.stringify({ title, ...z.toJSONSchema(schema) }, null, 2)}\n`;
    if (!check) {
      writeFileSync(file, text);
    } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
      process.stderr.write(`stale: schemas/${name}; run npm run build:schema and commit the result\n`);
      process.exitCode = 2;
    }
  }
}

main(process.argv.includes('--check'));
