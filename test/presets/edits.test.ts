import { beforeAll, expect, test } from 'vitest';
import type { RenovateResult } from '../../src/renovate/messages.ts';
import { bothArches, edited, REGISTRY, runScenario } from '../renovate/scenario.ts';

const TAGS = bothArches([
  'v1.34.9-2-azlinux3',
  'v1.34.9-3-azlinux3',
  'v1.34.10-1-azlinux3',
  'v1.35.0-1-azlinux3',
  'v1.35.0-2-azlinux3',
]);

/** A slot as it stands in a file, before and after. `TAG` is its renovateTag, with the repository's name. */
const CASES: readonly { name: string; before: string; after: string }[] = [
  {
    name: 'a new patch rotates',
    before: '{ TAG, "latestVersion": "v1.34.9-2-azlinux3", "previousLatestVersion": "v1.34.8-1-azlinux3" }',
    after: '{ TAG, "latestVersion": "v1.34.10-1-azlinux3", "previousLatestVersion": "v1.34.9-2-azlinux3" }',
  },
  {
    name: 'a new revision does not',
    before: '{ TAG, "latestVersion": "v1.35.0-1-azlinux3", "previousLatestVersion": "v1.34.10-1-azlinux3" }',
    after: '{ TAG, "latestVersion": "v1.35.0-2-azlinux3", "previousLatestVersion": "v1.34.10-1-azlinux3" }',
  },
  {
    name: 'no previous version',
    before: '{ TAG, "latestVersion": "v1.34.9-2-azlinux3" }',
    after: '{ TAG, "latestVersion": "v1.34.10-1-azlinux3" }',
  },
  {
    name: 'previous version first',
    before: '{ "previousLatestVersion": "v1.34.8-1-azlinux3", "latestVersion": "v1.34.9-2-azlinux3", TAG }',
    after: '{ "previousLatestVersion": "v1.34.9-2-azlinux3", "latestVersion": "v1.34.10-1-azlinux3", TAG }',
  },
  {
    name: 'other keys between',
    before:
      '{ "k8sVersion": "1.34", TAG, "comment": "a {brace} and a \\"quote\\"", "latestVersion": "v1.34.9-2-azlinux3", "windowsSkuMatch": "*", "previousLatestVersion": "v1.34.8-1-azlinux3", "last": "x" }',
    after:
      '{ "k8sVersion": "1.34", TAG, "comment": "a {brace} and a \\"quote\\"", "latestVersion": "v1.34.10-1-azlinux3", "windowsSkuMatch": "*", "previousLatestVersion": "v1.34.9-2-azlinux3", "last": "x" }',
  },
  {
    name: 'tabs, and a line for each key',
    before:
      '{\n\t\tTAG,\n\t\t"latestVersion": "v1.34.9-2-azlinux3",\n\t\t"previousLatestVersion": "v1.34.8-1-azlinux3"\n\t}',
    after:
      '{\n\t\tTAG,\n\t\t"latestVersion": "v1.34.10-1-azlinux3",\n\t\t"previousLatestVersion": "v1.34.9-2-azlinux3"\n\t}',
  },
  {
    name: '16 spaces, Windows line ends, no space after a colon',
    before:
      '{\r\n                TAG,\r\n                "latestVersion":"v1.34.9-2-azlinux3",\r\n                "previousLatestVersion"  :  "v1.34.8-1-azlinux3"\r\n              }',
    after:
      '{\r\n                TAG,\r\n                "latestVersion":"v1.34.10-1-azlinux3",\r\n                "previousLatestVersion"  :  "v1.34.9-2-azlinux3"\r\n              }',
  },
  {
    name: 'the very same text in two slots',
    before: '{ TAG, "latestVersion": "v1.34.9-2-azlinux3" }, { TAG, "latestVersion": "v1.34.9-2-azlinux3" }',
    after: '{ TAG, "latestVersion": "v1.34.10-1-azlinux3" }, { TAG, "latestVersion": "v1.34.10-1-azlinux3" }',
  },
  {
    name: 'a previous version that is not of the grammar',
    before: '{ TAG, "latestVersion": "v1.34.9-2-azlinux3", "previousLatestVersion": "" }',
    after: '{ TAG, "latestVersion": "v1.34.10-1-azlinux3", "previousLatestVersion": "v1.34.9-2-azlinux3" }',
  },
  {
    name: 'a slot that is to be left alone beside one that is not',
    before:
      '{ "renovateTag": "<DO_NOT_UPDATE>", "latestVersion": "v1.34.9-2-azlinux3" }, { TAG, "latestVersion": "v1.34.9-2-azlinux3" }',
    after:
      '{ "renovateTag": "<DO_NOT_UPDATE>", "latestVersion": "v1.34.9-2-azlinux3" }, { TAG, "latestVersion": "v1.34.10-1-azlinux3" }',
  },
];

function document(slots: readonly string[]): string {
  const filled = slots.map((slot, i) =>
    slot.replaceAll('TAG', `"renovateTag": "OCI_registry=${REGISTRY}, name=case/${i}/kubelet-sysext"`),
  );
  return `{ "Packages": [\n${filled.join(',\n')}\n] }\n`;
}

let answer: RenovateResult;
beforeAll(async () => {
  answer = await runScenario({
    files: { 'deep/down/components.json': document(CASES.map(({ before }) => before)) },
    tags: Object.fromEntries(CASES.map((_, i) => [`case/${i}/kubelet-sysext`, TAGS])),
  });
});

test('every slot is edited, in one pull request', () => {
  expect(answer.branches.map(({ branchName, failed }) => [branchName, failed])).toEqual([
    ['renovate/kubernetes-sysexts', []],
  ]);
});

test.each(CASES.map((one, index) => ({ ...one, index })))('$name', ({ index, after }) => {
  const only = (text: string) => document(CASES.map((one, i) => (i === index ? text : one.after)));
  expect(edited(answer, 'deep/down/components.json')).toBe(only(after));
});

test('other spellings of a registry', async () => {
  const spellings = [
    `registry=${REGISTRY}/,name=`,
    `OCI_registry=${REGISTRY} ,  name=`,
    `OCI_registry=${REGISTRY}/some/mirror, name=`,
  ];
  const slots = spellings.map(
    (start, i) => `{ "renovateTag": "${start}${i}/kubelet-sysext, os=x", "latestVersion": "v1.34.9-2-azlinux3" }`,
  );
  const tags = { '0/kubelet-sysext': TAGS, '1/kubelet-sysext': TAGS, 'some/mirror/2/kubelet-sysext': TAGS };
  const spelt = await runScenario({ files: { 'components.json': `[${slots.join(', ')}]` }, tags });
  expect(spelt.log).toEqual([]);
  expect(edited(spelt, 'components.json')).toBe(`[${slots.join(', ')}]`.replaceAll('v1.34.9-2', 'v1.34.10-1'));
});

test('the file is JSON as before, and a second run proposes nothing', async () => {
  const after = edited(answer, 'deep/down/components.json');
  expect(() => JSON.parse(after)).not.toThrow();
  const again = await runScenario({
    files: { 'deep/down/components.json': after },
    tags: Object.fromEntries(CASES.map((_, i) => [`case/${i}/kubelet-sysext`, TAGS])),
  });
  expect(again.branches).toEqual([]);
});
