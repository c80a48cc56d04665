import { describe, expect, test } from 'vitest';
import { manifest, PRESET, pack, REGISTRY, repositoryOf } from '../../src/check/examples.ts';
import { checkFiles, text } from './run-example.ts';

/*
 * Every registry that the default preset reads is one that a check queries.
 */

const KUBELET = repositoryOf('kubelet');

function files(registry: string) {
  const slot = {
    renovateTag: `OCI_registry=${registry}, name=${KUBELET}`,
    latestVersion: 'v1.34.10-1-azlinux3',
    previousLatestVersion: 'v1.34.9-1-azlinux3',
  };
  return { 'components.json': text(manifest(pack('kubelet', [slot]))) };
}

async function idsOf(registry: string, tags: readonly string[], more: object = {}) {
  const path = registry.slice(REGISTRY.length).replaceAll(/^\/|\/$/g, '');
  const repository = [path, KUBELET].filter(Boolean).join('/');
  const { diagnostics: findings, skipped } = await checkFiles(
    files(registry),
    { extends: [PRESET] },
    { tags: { [repository]: tags }, ...more },
  );
  return { ids: findings.map(({ id, message }) => `${id}: ${message}`), skipped };
}

const BOTH = ['v1.34.10-1-azlinux3', 'v1.34.9-1-azlinux3'];

describe.for(['', '/', '/mirror', '/mirror/', '/a/deep/mirror'])('a registry with %j behind its host', (path) => {
  const registry = `${REGISTRY}${path}`;
  const named = `${registry.replace(/\/$/, '')}/${KUBELET}`;

  test('nothing is wrong, and everything is checked', async () => {
    expect(await idsOf(registry, BOTH)).toEqual({ ids: [], skipped: [] });
  });

  test('a version that is not there', async () => {
    const { ids } = await idsOf(registry, ['v1.34.10-1-azlinux3-x86-64', 'v1.34.9-1-azlinux3']);
    expect(ids).toContain(`artifact-missing: kubelet 1.34: v1.34.10-1-azlinux3 is not published for arm64 in ${named}`);
  });

  test('another title', async () => {
    const { ids } = await idsOf(registry, BOTH, { titles: 'other.raw' });
    expect(ids.filter((id) => id.startsWith('artifact-title'))).not.toEqual([]);
  });
});

test.each([
  ['a checksum beside it', (file: string) => ['SHA256SUMS', file]],
  ['a directory of the architecture', (file: string) => [`amd64/${file}`, 'SHA256SUMS']],
])('an artifact with %s is one that nodes find', async (_, layers) => {
  expect(await idsOf(REGISTRY, BOTH, { layers })).toEqual({ ids: [], skipped: [] });
});

test('a registry that is refused does not end the check', async () => {
  const { diagnostics: findings, skipped } = await checkFiles(
    files('http://registry.invalid'),
    { extends: [PRESET] },
    { tags: {} },
  );
  expect(findings.map(({ id }) => id)).toContain('lookup-failed');
  expect(skipped.filter(({ failed }) => failed).map(({ why }) => why)).toContainEqual(
    expect.stringContaining('"http://registry.invalid" is plain HTTP'),
  );
});
