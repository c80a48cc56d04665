import { NOT_LOOKED_UP, type RenovateResult } from '../renovate/messages.ts';
import { componentName } from '../sysext/component.ts';
import { isSameRepository } from '../sysext/image-reference.ts';
import { minorOf } from '../sysext/release.ts';
import { annotationDiagnostics } from './annotations.ts';
import { archesFor, requiredArches } from './arches.ts';
import { checkoutDiagnostics } from './checkout-diagnostics.ts';
import { lookupDiagnostics } from './lookups.ts';
import { extractionDiagnostics, type Manifest, previousVersions, slotKey } from './manifests.ts';
import { pullRequests } from './pull-requests.ts';
import { type RegistryView, viewRegistries } from './registry-view.ts';
import { findRepeats } from './repeats.ts';
import { runDiagnostics } from './run-diagnostics.ts';
import type { Plan, PlannedSlot, Published, PullRequest } from './schema.ts';
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
  answer: RenovateResult,
  manifests: readonly Manifest[],
  presetSource: string,
  annotated: readonly TextFile[] = [],
): Assembled {
  const repeats = findRepeats(answer);
  const required = requiredArches(answer);
  const requests = pullRequests(answer.branches, required, repeats);
  const views = viewRegistries(answer.snapshot);
  const dependencies = sysextDependencies(answer);
  const previous = previousVersions(manifests);
  const slots = dependencies.map((one) => ({ one, slot: toSlot(one, requests, previous) }));
  const all = answer.packageFiles.flatMap(({ deps }) => deps);
  const unmatched = [
    ...manifests.flatMap((one) =>
      [...one.diagnostics, ...extractionDiagnostics(one, answer)].map((problem) => ({
        ...problem,
        message: `${problem.message}${one.baseBranch === answer.standsFor ? '' : ` (on ${one.baseBranch})`}`,
      })),
    ),
    ...annotationDiagnostics(annotated, answer),
  ];
  return {
    renovate: { version: answer.version, re2: answer.re2 },
    preset: { source: presetSource },
    pullRequests: requests,
    skipped: slots.flatMap(({ one, slot }) =>
      skippedVersions(one, slot.to, findView(views, one), archesFor(one, required)),
    ),
    diagnostics: [
      ...runDiagnostics(answer, unmatched),
      ...checkoutDiagnostics(answer),
      ...unmatched,
      ...lookupDiagnostics(answer),
    ],
    slots: slots.map(({ slot }) => slot),
    published: views.flatMap((view) => published(view, dependencies)),
    others: all.length - dependencies.length - repeats.length,
    notLookedUp: all.filter(({ skipReason }) => UNKNOWN.includes(skipReason ?? '')).length,
  };
}

function toSlot(
  one: SysextDependency,
  requests: readonly PullRequest[],
  previous: ReadonlyMap<string, string>,
): PlannedSlot {
  const { file, baseBranch, repository, component, from, distro, minor } = one;
  const branches = one.dep.updates.map(({ branchName, newValue }) => {
    const request = requests.find((open) => open.branch === branchName && open.baseBranch === baseBranch);
    const taken = request?.upgrades.some(
      (up) => up.file === file && isSameRepository(up.package, repository) && up.from === from && up.to === newValue,
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
  const named = views.filter((view) => isSameRepository(view.repository, repository));
  return named.find(({ registry }) => dep.registryUrls?.some((url) => url.startsWith(registry))) ?? named[0];
}

/** The published versions on the minors of the slots. */
function published(view: RegistryView, slots: readonly SysextDependency[]): Published[] {
  const { repository, versions } = view;
  const minors = new Set(
    slots.filter((slot) => isSameRepository(view.repository, slot.repository)).map(({ minor }) => minor),
  );
  const listed = versions.flatMap(({ text, version, arches }) => {
    const minor = minorOf(version);
    return minors.has(minor) ? [{ version: text, minor, distro: version.distro, arches: [...arches] }] : [];
  });
  const component = componentName(repository) ?? repository;
  return listed.length === 0 ? [] : [{ package: repository, component, versions: listed }];
}
