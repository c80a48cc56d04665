import { type Answer, NOT_LOOKED_UP } from '../renovate/messages.ts';
import { componentName } from '../sysext/component.ts';
import { annotationDiagnostics } from './annotations.ts';
import { archesFor, requiredArches } from './arches.ts';
import { checkoutDiagnostics } from './checkout-diagnostics.ts';
import { lookupDiagnostics } from './lookups.ts';
import { extractionDiagnostics, type Manifest, previousVersions, slotKey } from './manifests.ts';
import { pullRequests } from './pull-requests.ts';
import { type RegistryView, viewRegistries } from './registry-view.ts';
import { findRepeats } from './repeats.ts';
import { runDiagnostics } from './run-diagnostics.ts';
import type { Plan, Published, PullRequest, Slot } from './schema.ts';
import { skippedVersions } from './skipped.ts';
import { type SysextDependency, sysextDependencies } from './slots.ts';
import type { TextFile } from './text-files.ts';

/** Skip reasons of dependencies that were not looked up. */
const UNKNOWN = [NOT_LOOKED_UP, 'github-token-required'];

/** The parts of a plan that follow from a run of Renovate and from the manifests. */
export type Assembled = Omit<Plan, 'schemaVersion'>;

/**
 * Assembles the result of a run of Renovate and the content of the manifests.
 *
 * @param presetSource where the presets came from, for display.
 * @param annotated files that may have annotations.
 */
export function assemble(
  answer: Answer,
  manifests: readonly Manifest[],
  presetSource: string,
  annotated: readonly TextFile[] = [],
): Assembled {
  const repeats = findRepeats(answer);
  const required = requiredArches(answer.transform);
  const requests = pullRequests(answer.branches, required, repeats);
  const views = viewRegistries(answer.snapshot);
  const dependencies = sysextDependencies(answer);
  const previous = previousVersions(manifests);
  const slots = dependencies.map((one) => ({ one, slot: toSlot(one, requests, previous) }));
  const all = answer.packageFiles.flatMap(({ deps }) => deps);
  return {
    renovate: { version: answer.version, re2: answer.re2 },
    preset: { source: presetSource },
    pullRequests: requests,
    skipped: slots.flatMap(({ one, slot }) =>
      skippedVersions(one, slot.to, findView(views, one), archesFor(one, required)),
    ),
    diagnostics: [
      ...runDiagnostics(answer).filter(({ id }) => id !== 'manager-matches-nothing' || !isUnseen(manifests)),
      ...checkoutDiagnostics(answer),
      ...manifests.flatMap((one) => [...one.diagnostics, ...extractionDiagnostics(one, answer)]),
      ...annotationDiagnostics(annotated, answer),
      ...lookupDiagnostics(answer),
    ],
    slots: slots.map(({ slot }) => slot),
    published: views.flatMap((view) => published(view, dependencies)),
    others: all.length - dependencies.length - repeats.length,
    notLookedUp: all.filter(({ skipReason }) => UNKNOWN.includes(skipReason ?? '')).length,
  };
}

/** Whether Renovate does not see some manifests: that a manager matches nothing is then a consequence. */
function isUnseen(manifests: readonly Manifest[]): boolean {
  return manifests.some(({ diagnostics }) => diagnostics.some(({ id }) => id === 'manifest-untracked'));
}

function toSlot(one: SysextDependency, requests: readonly PullRequest[], previous: ReadonlyMap<string, string>): Slot {
  const { file, baseBranch, repository, component, from, distro, minor } = one;
  const branches = one.dep.updates.map(({ branchName, newValue }) => {
    const request = requests.find((open) => open.branch === branchName && open.baseBranch === baseBranch);
    const taken = request?.upgrades.some(
      (up) => up.file === file && up.package.endsWith(repository) && up.from === from && up.to === newValue,
    );
    return taken ? { to: newValue ?? null, branch: branchName ?? null } : undefined;
  });
  return {
    file,
    baseBranch,
    slot: one.name,
    package: repository,
    component,
    minor,
    distro,
    from,
    previous: previous.get(slotKey(baseBranch, file, repository, from)) ?? null,
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

/** The published versions on the minors of the slots. */
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
