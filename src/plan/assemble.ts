import type { Answer } from '../renovate/protocol.ts';
import { componentName } from '../sysext/component.ts';
import { archesFor, requiredArches } from './arches.ts';
import { heldBack } from './held-back.ts';
import { lookupProblems } from './lookups.ts';
import { extractionProblems, type Manifest, previousVersions } from './manifests.ts';
import { pullRequests } from './pull-requests.ts';
import { type RegistryView, viewRegistries } from './registry-view.ts';
import { runProblems } from './run-problems.ts';
import type { Plan, Published, PullRequest, Slot } from './schema.ts';
import { type SysextDependency, slotName, sysextDependencies } from './slots.ts';

/**
 * Puts a plan together from what Renovate answered and what the manifests hold.
 *
 * @param presetSource where the presets came from, for people.
 */
export function assemblePlan(answer: Answer, manifests: readonly Manifest[], presetSource: string): Plan {
  const required = requiredArches(answer.transform);
  const requests = pullRequests(answer.branches, required);
  const views = viewRegistries(answer.snapshot);
  const dependencies = sysextDependencies(answer);
  const previous = previousVersions(manifests);
  const slots = dependencies.map((one) => ({ one, slot: toSlot(one, requests, previous) }));
  const all = answer.packageFiles.reduce((sum, { deps }) => sum + deps.length, 0);
  return {
    schemaVersion: 1,
    renovate: { version: answer.version, re2: answer.re2 },
    preset: { source: presetSource },
    pullRequests: requests,
    heldBack: slots.flatMap(({ one, slot }) => heldBack(one, slot.to, findView(views, one), archesFor(one, required))),
    problems: [
      ...runProblems(answer),
      ...manifests.flatMap((one) => [...one.problems, ...extractionProblems(one, answer)]),
      ...lookupProblems(answer),
    ],
    slots: slots.map(({ slot }) => slot),
    published: views.flatMap((view) => published(view, dependencies)),
    others: all - dependencies.length,
  };
}

function toSlot(one: SysextDependency, requests: readonly PullRequest[], previous: ReadonlyMap<string, string>): Slot {
  const { file, repository, component, from, distro, minor } = one;
  const branches = one.dep.updates.map(({ branchName, newValue }) => {
    const request = requests.find(({ branch }) => branch === branchName);
    const taken = request?.upgrades.some(
      (up) => up.file === file && up.package.endsWith(repository) && up.from === from && up.to === newValue,
    );
    return taken ? { to: newValue ?? null, branch: branchName ?? null } : undefined;
  });
  return {
    file,
    slot: slotName(component, from),
    package: repository,
    component,
    minor,
    distro,
    from,
    previous: previous.get(`${file} ${repository} ${from}`) ?? null,
    ...(branches.find((branch) => branch !== undefined) ?? { to: null, branch: null }),
  };
}

/** The tag list that a slot was looked up in. */
export function findView(
  views: readonly RegistryView[],
  { dep, repository }: SysextDependency,
): RegistryView | undefined {
  const named = views.filter((view) => isOf(view, repository));
  return named.find(({ registry }) => dep.registryUrls?.some((url) => url.startsWith(registry))) ?? named[0];
}

/** Whether a tag list is that of a repository; either name may have a registry or a mirror's folder in front. */
function isOf({ repository: listed }: RegistryView, repository: string): boolean {
  return `/${listed}`.endsWith(`/${repository}`) || `/${repository}`.endsWith(`/${listed}`);
}

/** What a registry has on the minors of the slots. */
function published(view: RegistryView, slots: readonly SysextDependency[]): Published[] {
  const { repository, versions } = view;
  const minors = new Set(slots.filter((slot) => isOf(view, slot.repository)).map(({ minor }) => minor));
  const listed = versions.flatMap(({ text, version: { major, minor, distro }, arches }) => {
    const line = `${major}.${minor}`;
    return minors.has(line) ? [{ version: text, minor: line, distro, arches: [...arches] }] : [];
  });
  const component = componentName(repository) ?? repository;
  return listed.length === 0 ? [] : [{ package: repository, component, versions: listed }];
}
