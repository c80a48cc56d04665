import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { Plan } from '../src/plan/schema.ts';

/** Writes the JSON Schema of `plan --format json`. With `--check`, writes nothing and fails when it is stale. */
function main(check: boolean): void {
  const file = new URL('../schemas/plan.json', import.meta.url);
  const text = `${JSON.stringify({ title: 'aks-sysext-renovate plan', ...z.toJSONSchema(Plan) }, null, 2)}\n`;
  if (!check) {
    writeFileSync(file, text);
  } else if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write('stale: schemas/plan.json; run npm run build:schema and commit the result\n');
    process.exitCode = 2;
  }
}

main(process.argv.includes('--check'));
