import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { REGISTRY, readExamples, runExample, TAGS } from '../test/examples/example.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

/** The registry of the example whose registry is private: a mirror of the other, looked up by the docker datasource. */
const MIRROR = { host: 'registry.example.com', path: 'mirror' };

/** What Renovate says for a registry where the package's name starts with it. */
const DOCKER = 'https://index.docker.io';

/**
 * Writes what the examples look up, and what the command of each prints. With `--check`, writes nothing and fails when
 * one is stale.
 */
async function main(check: boolean): Promise<void> {
  put(path.join(ROOT, 'examples/tags.json'), `${JSON.stringify(snapshot(), null, 1)}\n`, check);
  for (const example of readExamples()) put(example.expected, await runExample(example), check);
}

/** `examples/registry.json` as a snapshot, for `plan --tags`. */
function snapshot(): object {
  const repositories = Object.entries(TAGS);
  const [sysexts, others] = [true, false].map((is) => repositories.filter(([name]) => name.endsWith('-sysext') === is));
  return {
    schemaVersion: 1,
    lists: sysexts?.map(([repository, tags]) => ({ registry: REGISTRY, repository, tags })),
    releases: [
      ...(others ?? []).map(([name, tags]) => byDocker(name, REGISTRY, tags)),
      ...(sysexts ?? []).map(([name, tags]) => byDocker(`${MIRROR.host}/${MIRROR.path}/${name}`, DOCKER, tags)),
    ],
  };
}

/** What Renovate's docker datasource makes of a tag list. */
function byDocker(packageName: string, registryUrl: string, tags: readonly string[]): object {
  const isFound = registryUrl !== DOCKER;
  const result = {
    registryUrl: isFound ? registryUrl : `https://${MIRROR.host}`,
    lookupName: isFound ? packageName : packageName.replace(`${MIRROR.host}/`, ''),
    releases: tags.map((version) => ({ version })),
  };
  return { datasource: 'docker', packageName, registryUrl, result };
}

function put(file: string, text: string, check: boolean): void {
  if (!check) {
    writeFileSync(file, text);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`stale: ${path.relative(ROOT, file)}; run npm run build:examples and commit the result\n`);
    process.exitCode = 2;
  }
}

await main(process.argv.includes('--check'));
