import type { Answer, Branch, Dependency } from '../renovate/protocol.ts';
import { componentName } from '../sysext/component.ts';
import { parseVersion } from '../sysext/tag.ts';
import { lookupProblems } from './lookups.ts';
import { type Manifest, manifestProblems } from './manifests.ts';
import type { Plan, PlannedSlot, Problem } from './model.ts';

/** Puts together what Renovate answered and what the manifests hold. */
export function assemblePlan(answer: Answer, manifests: readonly Manifest[]): Plan {
  const deps = answer.packageFiles.flatMap(({ packageFile, deps }) => deps.map((dep) => ({ file: packageFile, dep })));
  const sysexts = deps.filter(({ dep }) => componentName(dep.packageName ?? '') !== undefined);
  return {
    renovate: { version: answer.version, re2: answer.re2 },
    slots: sysexts.map(({ file, dep }) => toSlot(file, dep, answer.branches)),
    problems: [...runProblems(answer), ...manifestProblems(manifests, answer), ...lookupProblems(answer)],
    others: deps.length - sysexts.length,
  };
}

function runProblems({ failure, re2 }: Answer): Problem[] {
  const problems: Problem[] = [];
  if (failure !== undefined) {
    const message = `Renovate gave the repository up: ${failure.message}`;
    problems.push({
      severity: 'error',
      code: 'renovate-failed',
      message,
      file: undefined,
      package: failure.packageName,
    });
  }
  if (!re2) {
    const message = 'Renovate runs on JavaScript RegExp, not on RE2 as the hosted app does: install re2';
    problems.push({ severity: 'warning', code: 'no-re2', message, file: undefined, package: undefined });
  }
  return problems;
}

function toSlot(file: string, dep: Dependency, branches: readonly Branch[]): PlannedSlot {
  const from = dep.currentValue ?? '';
  const update = dep.updates.find(({ branchName, newValue }) => {
    return branches.some((branch) => branch.branchName === branchName && holds(branch, file, dep, newValue));
  });
  const branch = branches.find(({ branchName }) => update !== undefined && branchName === update.branchName);
  return {
    file,
    slot: slotName(dep.packageName ?? '', from),
    package: dep.packageName ?? '',
    from,
    to: update?.newValue ?? undefined,
    pullRequest: branch === undefined ? undefined : { branch: branch.branchName, title: branch.prTitle },
    note: update === undefined ? noteOn(dep) : undefined,
  };
}

function holds(branch: Branch, file: string, dep: Dependency, newValue: string | null | undefined): boolean {
  return branch.upgrades.some((upgrade) => {
    return upgrade.packageFile === file && upgrade.depName === dep.depName && upgrade.newValue === newValue;
  });
}

function noteOn({ updates, skipReason, warnings }: Dependency): string | undefined {
  if (warnings.length > 0) return 'the lookup failed';
  if (updates.length > 0) return 'disabled by a rule';
  return skipReason;
}

function slotName(repository: string, value: string): string {
  const version = parseVersion(value);
  const [, minor] = /^v?(\d+\.\d+)\./.exec(value) ?? [];
  return [componentName(repository), minor, version?.arch].filter((part) => part !== undefined).join(' ');
}
