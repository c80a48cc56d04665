import { expect, test } from 'vitest';
import { assemble } from '../../src/analysis/assemble.ts';
import { sampleAnswer } from './sample-answer.ts';

const [FROM, TO] = ['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3'];
const BRANCH = { baseBranch: 'main', prTitle: 'Update', edits: [], failed: [], unchanged: [], leftToPrograms: [] };

test('the branch of a slot bumps its package, and not one whose name ends in the same letters', () => {
  const [branchName, file] = ['renovate/kubernetes-sysexts', 'components.json'];
  const dep = (packageName: string) => ({
    packageName,
    currentValue: FROM,
    updates: [{ newValue: TO, branchName }],
  });
  const upgrade = { packageFile: file, packageName: 'my-kubelet-sysext', currentValue: FROM, newValue: TO };
  const answer = sampleAnswer({
    packageFiles: [
      {
        manager: 'regex',
        packageFile: file,
        baseBranch: 'main',
        deps: [dep('my-kubelet-sysext'), dep('kubelet-sysext')],
      },
    ],
    branches: [{ ...BRANCH, branchName, upgrades: [upgrade] }],
  });
  const { slots } = assemble(answer, [], 'presets');
  expect(slots.map((slot) => [slot.package, slot.to])).toEqual([
    ['my-kubelet-sysext', TO],
    ['kubelet-sysext', null],
  ]);
});
