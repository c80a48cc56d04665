import type { Diagnostic, LookupReason } from '../../analysis/diagnostic.ts';
import { formatPath } from '../../manifest/path.ts';
import { componentName } from '../../sysext/component.ts';
import { KUBELET_TAGS } from '../examples.ts';
import type { Facts } from '../facts.ts';
import { RETRY_ONLINE } from '../fixes.ts';
import type { Found, Lint } from '../lint.ts';
import { obstaclesOf } from '../obstacles.ts';
import { problemFound, problemsIn } from '../problems.ts';

/** Lookups that failed, which Renovate only logs. */
export const lint: Lint = {
  id: 'lookup-failed',
  severity: 'error',
  incomplete: true,
  title: 'A lookup fails',
  impact: 'Renovate exits with code 0 and logs a warning: a wrong repository looks like an up-to-date one.',
  fix: 'Correct the registry or the repository in the renovateTag. If another fix is known, the finding has it.',
  asksRegistry: 'as a plan',
  find: (facts) =>
    problemsIn(facts, 'lookup-failed', 'not-looked-up')
      .filter((problem) => !isExplained(facts, problem))
      .map((problem): Found => ({ ...problemFound(facts, problem), fix: fixFor(facts, problem) })),
  invalid: {
    tags: {},
    findings: [
      {
        file: 'components.json',
        line: 10,
        message:
          'oss/v2/kubernetes/kubelet-sysext: the lookup failed: Request failed with status code 404 (Not Found): GET https://registry.example/v2/oss/v2/kubernetes/kubelet-sysext/tags/list?n=1000',
        fix: 'Correct the registry or the repository in the renovateTag.',
      },
    ],
  },
  valid: { tags: KUBELET_TAGS },
};

/** The kind of dependency that is looked up. */
type Subject = 'slot' | 'sysext' | 'other';

type Fixes = Readonly<Record<Subject, string>>;

const forAll = (fix: string): Fixes => ({ slot: fix, sysext: fix, other: fix });
const forSysexts = (fix: string, other: string): Fixes => ({ slot: fix, sysext: fix, other });

const ADD_CREDENTIALS = "Add a host rule with credentials for the registry to the bot's configuration";
const EXTEND_DOCKER = 'Extend presets/docker after the default preset: it reads paginated tag lists.';

const FIXES: Readonly<Record<LookupReason, Fixes>> = {
  'not-found': {
    slot: 'Correct the registry or the repository in the renovateTag.',
    sysext: 'Correct the registry or the repository of the sysext.',
    other: 'Correct the name of the package, or the registryUrls that a rule or a manager sets for it.',
  },
  login: forSysexts(`${ADD_CREDENTIALS}, and extend presets/docker.`, `${ADD_CREDENTIALS}.`),
  unreachable: forAll(RETRY_ONLINE),
  server: forAll('Retry later: the registry responds with an error. Do not change the repository.'),
  'list-incomplete': forSysexts(EXTEND_DOCKER, 'Follow the message.'),
  'response-refused': forSysexts(
    `Check the response of the registry. ${EXTEND_DOCKER}`,
    'Correct the transformTemplates of the datasource.',
  ),
  'not-in-snapshot': forAll('Record the snapshot again with "snapshot". Do not change the repository.'),
  'no-version': {
    slot: 'Write a version that is published for every architecture. For a registry with one architecture, extend presets/x86-64-only or presets/arm64-only.',
    sysext: 'Write a version that is published.',
    other: 'Write a version that is published, or set the versioning of the package.',
  },
  'value-invalid': forSysexts(
    'Write `v<major>.<minor>.<patch>-<revision>-<distro>`. Remove a versioning or versionCompatibility that a rule sets for sysexts.',
    'Set the versioning of the package.',
  ),
  other: forAll('Read the log, which "plan --verbose" prints.'),
};

/** Whether another lint reports the setting that skips a value. */
function isExplained(facts: Facts, { id, file, package: name }: Diagnostic): boolean {
  const slots = obstaclesOf(facts, 'skipped', 'pinned').flatMap((obstacle) => obstacle.slots);
  const sysexts = slots.map((slot) => facts.inspection.sysexts[slot]);
  return id === 'not-looked-up' && sysexts.some((one) => one?.file === file && one?.extractedName === name);
}

function fixFor(facts: Facts, { file, package: name, reason = 'other' }: Diagnostic): string {
  const { inspection, slots } = facts;
  const sysext = inspection.sysexts.find((one) => one.file === file && one.extractedName === name);
  const options =
    reason === 'value-invalid' ? ['versionCompatibility', 'versioning'] : ['overridePackageName', 'registryUrls'];
  const isSet = ['value-invalid', 'not-found', 'no-version'].includes(reason);
  // Only the repository's own options can be removed from it.
  const set = isSet
    ? options.flatMap((one) => sysext?.settings[one] ?? []).find(({ path, preset }) => path !== null && preset === null)
    : undefined;
  if (set !== undefined) return `Correct or remove ${formatPath(set.path ?? [])}.`;
  const isSlot = slots.some((slot) => slot.file === file && slot.repository === name);
  return FIXES[reason][isSlot ? 'slot' : componentName(name ?? '') === undefined ? 'other' : 'sysext'];
}
