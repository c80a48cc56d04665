import { expect, test } from 'vitest';
import { editJson } from '../../src/adopt/edit-json.ts';
import { toProposal } from '../../src/adopt/proposal.ts';
import { ruleParts } from '../../src/adopt/propose-rules.ts';
import type { Inspection } from '../../src/renovate/messages.ts';
import { KUBECTL, KUBELET } from '../renovate/scenario.ts';

const dependency = (packageName: string, currentValue: string) => {
  return { file: 'components.json', depName: packageName, packageName, currentValue, manager: null, digest: '' };
};

/** A configuration that extracts kubelet, kubectl and another image, and one rule of it. */
function inspection(fields: readonly string[], matches: readonly number[]): Inspection {
  return {
    file: 'renovate.json',
    broken: null,
    presets: [],
    refusals: [],
    mistakes: [],
    idleNames: [],
    obstacles: [],
    branches: [],
    managers: 0,
    rules: [{ index: 0, description: '', fields: [...fields], matches: [...matches], hiddenBy: null }],
    dependencies: [
      dependency(KUBELET, 'v1.34.9-1-azlinux3'),
      dependency(KUBECTL, 'v1.34.9-1-azlinux3'),
      dependency('oss/v2/image', '1.0.0'),
    ],
    sysexts: [],
  };
}

type Json = Readonly<Record<string, unknown>>;

/** Rules with settings for types of update, which of the three dependencies each matches, and what becomes of it. */
const CASES: readonly { name: string; rule: Json; matches: readonly number[]; becomes: readonly Json[] }[] = [
  {
    name: 'what the presets set goes, what they do not set stays',
    rule: { matchPackageNames: ['/-sysext$/'], patch: { groupName: 'x', automerge: true }, minor: { groupName: 'y' } },
    matches: [0, 1],
    becomes: [{ matchPackageNames: ['/-sysext$/'], patch: { automerge: true } }],
  },
  {
    name: 'a rule with nothing else goes',
    rule: { matchPackageNames: ['/-sysext$/'], patch: { groupName: 'x' }, digest: { pinDigests: true } },
    matches: [0, 1],
    becomes: [],
  },
  {
    name: 'a rule that sets nothing of it stays',
    rule: {
      matchPackageNames: ['/-sysext$/'],
      patch: { automerge: true },
      major: { dependencyDashboardApproval: true },
    },
    matches: [0, 1],
    becomes: [
      { matchPackageNames: ['/-sysext$/'], patch: { automerge: true }, major: { dependencyDashboardApproval: true } },
    ],
  },
  {
    name: 'a rule for others as well is kept from sysexts, which get the rest in a rule of their own',
    rule: { matchPackageNames: ['oss/**'], groupName: 'oss', patch: { groupName: 'x', automerge: true } },
    matches: [0, 2],
    becomes: [
      {
        matchPackageNames: ['oss/**', '!/-sysext$/'],
        groupName: 'oss',
        patch: { groupName: 'x', automerge: true },
      },
      { patch: { automerge: true }, matchPackageNames: [KUBELET] },
    ],
  },
  {
    name: 'a rule for others alone stays',
    rule: { matchPackageNames: ['oss/v2/image'], minor: { groupName: 'go minor' }, patch: { groupName: 'go patch' } },
    matches: [2],
    becomes: [
      { matchPackageNames: ['oss/v2/image'], minor: { groupName: 'go minor' }, patch: { groupName: 'go patch' } },
    ],
  },
];

test.each(CASES)('settings for a type of update: $name', ({ rule, matches, becomes }) => {
  const now = inspection(fieldsOf(rule), matches);
  const { edits } = toProposal(ruleParts(now, now, { packageRules: [rule] }));
  const text = edits.reduce(editJson, JSON.stringify({ packageRules: [rule] }, null, 2));
  expect(JSON.parse(text)).toEqual({ packageRules: becomes });
});

/** What a rule sets: `automerge`, or `patch.automerge`. */
function fieldsOf(rule: Json): string[] {
  const settings = Object.entries(rule).filter(([key]) => !key.startsWith('match'));
  return settings.flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? Object.keys(value).map((inner) => `${key}.${inner}`) : [key],
  );
}
