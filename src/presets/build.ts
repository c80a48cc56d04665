import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CATALOGUE, toJson } from './catalogue.ts';

/** Writes the published JSON. With `--check`, writes nothing and fails when a file is stale. */
function main(check: boolean): void {
  const stale: string[] = [];
  for (const [file, preset] of Object.entries(CATALOGUE)) {
    const path = fileURLToPath(new URL(`../../${file}`, import.meta.url));
    const text = toJson(preset);
    if (check && readFileSync(path, 'utf8') !== text) stale.push(file);
    if (!check) writeFileSync(path, text);
  }
  if (stale.length > 0) {
    process.stderr.write(`stale: ${stale.join(', ')}; run npm run build:presets and commit the result\n`);
    process.exitCode = 2;
  }
}

main(process.argv.includes('--check'));
