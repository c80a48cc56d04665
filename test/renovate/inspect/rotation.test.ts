import { expect, test } from 'vitest';
import { rotationOf } from '../../../src/renovate/inspect/rotation.ts';
import type { Edit } from '../../../src/renovate/messages.ts';

const FILE = 'components.json';
const REPOSITORY = 'oss/v2/kubernetes/kubelet-sysext';
const LATEST = 'v1.34.9-2-azlinux3';
const PREVIOUS = 'v1.34.8-1-azlinux3';

function manifest(latestVersion: string, previousLatestVersion: string | undefined): string {
  const renovateTag = `OCI_registry=https://mcr.microsoft.com, name=${REPOSITORY}`;
  const slot = { k8sVersion: '1.34', renovateTag, latestVersion, previousLatestVersion };
  return JSON.stringify({ Packages: [{ downloadURIs: { flatcar: { current: { versionsV2: [slot] } } } }] });
}

/** The edit of a trial branch, as Renovate's code returns it. */
function edit(after: string, previousBefore?: string, previousAfter?: string): Edit {
  return { file: FILE, before: manifest(LATEST, previousBefore), after: manifest(after, previousAfter) };
}

const REVISION = 'v1.34.9-3-azlinux3';
const PATCH = 'v1.34.10-2-azlinux3';

test.each([
  ['kept', edit(REVISION, PREVIOUS, PREVIOUS), edit(PATCH, PREVIOUS, LATEST)],
  ['by-revision', edit(REVISION, PREVIOUS, LATEST), edit(PATCH, PREVIOUS, LATEST)],
  ['never', edit(REVISION, PREVIOUS, PREVIOUS), edit(PATCH, PREVIOUS, PREVIOUS)],
  [null, edit(REVISION), edit(PATCH)],
  [null, edit(LATEST, PREVIOUS, PREVIOUS), edit(LATEST, PREVIOUS, PREVIOUS)],
  [null, { file: FILE, before: 'a: 1\n', after: 'a: 2\n' }, { file: FILE, before: '{', after: '}' }],
] as const)('%s', (expected, byRevision, byPatch) => {
  const rotation = rotationOf({ edits: [byRevision], failed: [] }, { edits: [byPatch], failed: [] });
  expect(rotation(FILE, REPOSITORY, LATEST)).toBe(expected);
});

test('a slot of another file, repository or value has no rotation', () => {
  const byPatch = { edits: [edit(PATCH, PREVIOUS, PREVIOUS)], failed: [] };
  const rotation = rotationOf({ edits: [], failed: [] }, byPatch);
  expect(rotation(FILE, REPOSITORY, LATEST)).toBe('never');
  expect(rotation('other.json', REPOSITORY, LATEST)).toBeNull();
  expect(rotation(FILE, 'other-sysext', LATEST)).toBeNull();
  expect(rotation(FILE, REPOSITORY, PREVIOUS)).toBeNull();
});
