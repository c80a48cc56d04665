import type { LookupReason, Problem } from '../../analysis/schema.ts';
import { formatPath } from '../../manifest/path.ts';
import { componentName } from '../../sysext/component.ts';
import { KUBELET_TAGS } from '../examples.ts';
import type { Facts } from '../facts.ts';
import type { Found, Lint } from '../lint.ts';
import { obstaclesOf } from '../obstacles.ts';
import { problemFound, problemsIn } from '../problems.ts';

/** Lookups that failed, which Renovate keeps to its log. */
export const lint: Lint = {
  id: 'lookup-failed',
  severity: 'error',
  incomplete: true,
  title: 'A lookup fails',
  impact: 'Renovate ends with exit code 0 and a warning in its log: a wrong path looks like nothing to update.',
  fix: 'Correct the registry or the repository in the renovateTag, if the registry has no such repository; else the finding names what to do.',
  asksRegistry: 'as a plan',
  find: (facts) =>
    problemsIn(facts, 'lookup-failed', 'skipped')
      .filter((problem) => !isExplained(facts, problem))
      .map((problem): Found => ({ ...problemFound(facts, problem), fix: mendFor(facts, problem) })),
  fires: { tags: {} },
  silent: { tags: KUBELET_TAGS },
};

/** What a lookup is of. */
type Subject = 'slot' | 'sysext' | 'other';

const NAME: Record<Subject, string> = {
  slot: 'Correct the registry or the repository in the renovateTag.',
  sysext: 'Correct the registry or the repository where the sysext is named.',
  other: 'Correct the name of the package, or the registryUrls that a rule or a manager sets for it.',
};

const VALUE: Record<Subject, string> = {
  slot: 'Write a version that is published for every architecture; a registry of one needs presets/x86-64-only or presets/arm64-only.',
  sysext: 'Write a version that is published.',
  other: 'Write a version that is published, or set the versioning that the package has.',
};

const PAGES = 'Extend presets/docker after the default preset: it reads lists with pages.';

const MENDS: Record<LookupReason, (subject: Subject) => string> = {
  'not-found': (subject) => NAME[subject],
  login: (subject) =>
    `Give the bot a host rule with the registry's login${subject === 'other' ? '' : ', and extend presets/docker'}.`,
  unreachable: () => 'Run it again where the host can be reached, or with --snapshot; the repository needs no change.',
  server: () => 'Run it again later: the registry has an error; the repository needs no change.',
  'list-incomplete': (subject) => (subject === 'other' ? 'See the message.' : PAGES),
  'response-refused': (subject) =>
    subject === 'other'
      ? 'Correct the transformTemplates of the datasource.'
      : `Check the response of the registry. ${PAGES}`,
  'not-in-snapshot': () => 'Record the snapshot again with "snapshot"; the repository needs no change.',
  'no-version': (subject) => VALUE[subject],
  'value-invalid': (subject) =>
    subject === 'other'
      ? 'Set the versioning that the package has.'
      : 'Write `v<major>.<minor>.<patch>-<revision>-<distro>`; remove a versioning or versionCompatibility that a rule sets for sysexts.',
  other: () => 'See the log: "plan --verbose" prints it.',
};

/** Whether the setting by which a value is skipped is a finding of its own. */
function isExplained(facts: Facts, { code, file, package: name }: Problem): boolean {
  const slots = obstaclesOf(facts, 'skipped', 'pinned').flatMap((obstacle) => obstacle.slots);
  const sysexts = slots.map((slot) => facts.inspection.sysexts[slot]);
  return code === 'skipped' && sysexts.some((one) => one?.file === file && one?.extractedName === name);
}

function mendFor(facts: Facts, { file, package: name, reason = 'other' }: Problem): string {
  const { inspection, slots } = facts;
  const sysext = inspection.sysexts.find((one) => one.file === file && one.extractedName === name);
  const options =
    reason === 'value-invalid' ? ['versionCompatibility', 'versioning'] : ['overridePackageName', 'registryUrls'];
  const isSet = ['value-invalid', 'not-found', 'no-version'].includes(reason);
  const set = isSet ? options.flatMap((one) => sysext?.settings[one] ?? []).find(isTheirs) : undefined;
  if (set !== undefined) return `Correct or remove ${formatPath(set.path ?? [])}.`;
  const isSlot = slots.some((slot) => slot.file === file && slot.repository === name);
  return MENDS[reason](isSlot ? 'slot' : componentName(name ?? '') === undefined ? 'other' : 'sysext');
}

type Setting = Facts['inspection']['sysexts'][number]['settings'][string];

/** Whether the repository's own file sets it. */
function isTheirs({ path, preset }: Setting): boolean {
  return path !== null && preset === null;
}
