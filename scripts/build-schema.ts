import { z } from 'zod';
import { Adoption } from '../src/adopt/schema.ts';
import { Plan } from '../src/analysis/schema.ts';
import { Findings } from '../src/check/schema.ts';
import { Rehearsal } from '../src/host/rehearsal.ts';
import { MergeResult, PullResult, ResolveResult } from '../src/host/schema.ts';
import { put } from './generated.ts';

const SCHEMAS = {
  'adopt.json': Adoption,
  'check.json': Findings,
  'merge.json': MergeResult,
  'plan.json': Plan,
  'pull.json': PullResult,
  'rehearse.json': Rehearsal,
  'resolve.json': ResolveResult,
};

/*
 * Writes the JSON Schemas of what `--format json` prints, or checks them.
 */

for (const [name, schema] of Object.entries(SCHEMAS)) {
  const title = `aks-sysext-renovate ${name.replace('.json', '')}`;
  put(`schemas/${name}`, `${JSON.stringify({ title, ...z.toJSONSchema(schema) }, null, 2)}\n`);
}
