import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { Adoption } from '../src/adopt/schema.ts';
import { Findings } from '../src/check/schema.ts';
import { Rehearsal } from '../src/node/rehearsal.ts';
import { MergeAnswer, PullAnswer, Resolution } from '../src/node/schema.ts';
import { Plan } from '../src/plan/schema.ts';

const SCHEMAS = {
  'adopt.json': Adoption,
  'check.json': Findings,
  'merge.json': MergeAnswer,
  'plan.json': Plan,
  'pull.json': PullAnswer,
  'rehearse.json': Rehearsal,
  'resolve.json': Resolution,
};

/** Writes the JSON Schemas of what `--format json` prints. With `--check`, writes nothing and fails when one is stale. */
function main(check: boolean): void {
  for (const [name, schema] of Object.entries(SCHEMAS)) {
    const title = `aks-sysext-renovate ${name.replace('.json', '')}`;
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
