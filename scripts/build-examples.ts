import path from 'node:path';
import { REGISTRY, readExamples, runExample, TAGS } from '../test/examples/example.ts';
import { put, ROOT } from './generated.ts';

/** The registry of the example whose registry is private: a mirror of the other, looked up by the docker datasource. */
const MIRROR = { host: 'registry.example.com', path: 'mirror' };

/** What Renovate says for a registry where the package's name starts with it. */
const DOCKER = 'https://index.docker.io';

/** Writes what the examples look up, and what the command of each prints, or checks it. */
async function main(): Promise<void> {
  put('examples/snapshot.json', `${JSON.stringify(snapshot(), null, 1)}\n`);
  for (const example of readExamples()) put(path.relative(ROOT, example.expected), await runExample(example));
}

/** `examples/registry.json` as a snapshot, for `plan --snapshot`. */
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

await main();
