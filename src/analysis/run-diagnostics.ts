import { ANNOTATION_MANAGER } from '../presets/parts/annotation-manager.ts';
import { MANIFEST_MANAGER, REVISIONLESS_DESCRIPTION } from '../presets/parts/managers.ts';
import type { Branch, RenovateResult } from '../renovate/messages.ts';
import { type Diagnostic, diagnostic, type PlanId } from './diagnostic.ts';

/**
 * Problems of the run as a whole: it aborted, a manager matches nothing, an edit failed, RE2 is missing.
 *
 * @param unmatched problems of manifests and annotations.
 */
export function runDiagnostics(answer: RenovateResult, unmatched: readonly Diagnostic[]): Diagnostic[] {
  return [...failures(answer), ...idleManagers(answer, unmatched), ...missingEdits(answer), ...engine(answer)];
}

/** The messages of failures for which Renovate has only a code. */
const FAILURES: Partial<Record<string, Pick<Diagnostic, 'message' | 'fix'>>> = {
  'disabled-by-config': { message: '"enabled" is false at the top of the configuration', fix: 'remove it' },
};

function failures({ failure }: RenovateResult): Diagnostic[] {
  if (failure === undefined) return [];
  const { message, fix } = FAILURES[failure.code] ?? { message: failure.message, fix: null };
  return [
    diagnostic({
      id: 'renovate-failed',
      severity: 'error',
      message: `Renovate aborted: ${message}`,
      fix,
      package: failure.packageName ?? null,
    }),
  ];
}

/** The managers that the presets bring. */
const OURS = [MANIFEST_MANAGER, ANNOTATION_MANAGER]
  .map(({ description }) => description)
  .concat(REVISIONLESS_DESCRIPTION);

function idleManagers(
  { customManagers, baseBranches }: RenovateResult,
  unmatched: readonly Diagnostic[],
): Diagnostic[] {
  const has = (wanted: PlanId) => unmatched.some(({ id }) => id === wanted);
  // Without a planned branch, or without manifests that managers see, idle managers are a consequence.
  if (baseBranches.length === 0 || has('manifest-untracked')) return [];
  const hasRevisionless = customManagers.some(({ name, matches }) => name === REVISIONLESS_DESCRIPTION && matches > 0);
  return (
    customManagers
      .filter(
        ({ name, builtIn, matches }) =>
          !builtIn && matches === 0 && !(hasRevisionless && name === MANIFEST_MANAGER.description),
      )
      // The diagnostic of the slot or the annotation has the cause.
      .filter(({ name }) => !(has('not-extracted') && OURS.includes(name)))
      .map(({ name }) => {
        const message = `the custom manager "${name}" matches nothing in this repository`;
        const fix = 'correct its pattern or its file patterns, or remove it';
        return diagnostic({ id: 'manager-matches-nothing', severity: 'warning', message, fix });
      })
  );
}

const CONVERTED =
  'Renovate reads what git checks out by .gitattributes, and edits what is committed; remove the attribute (eol, working-tree-encoding)';

function missingEdits({ branches }: RenovateResult): Diagnostic[] {
  return branches.flatMap((branch) => {
    const { branchName, upgrades, failed, unchanged, leftToPrograms, converted } = branch;
    const problem = (index: number, what: string): Diagnostic => {
      const { packageFile = null, packageName = null, currentValue, newValue, newVersion } = upgrades[index] ?? {};
      const message = `the bump of ${currentValue} to ${newValue ?? newVersion} in ${branchName} ${what}`;
      return diagnostic({ id: 'no-edit', severity: 'error', message, file: packageFile, package: packageName });
    };
    const whyUnchanged = (upgrade: Branch['upgrades'][number] | undefined) =>
      converted.includes(upgrade?.packageFile ?? '') ? `: ${CONVERTED}` : '';
    return [
      ...failed.map((index) =>
        problem(index, 'fails: Renovate reports update-failure, and pushes nothing of the branch'),
      ),
      ...unchanged.map((index) => problem(index, `changes nothing in the file${whyUnchanged(upgrades[index])}`)),
      ...(leftToPrograms.length === 0 ? [] : [unseenEdits(branchName)]),
    ];
  });
}

function unseenEdits(branchName: string): Diagnostic {
  const message = `${branchName} has changes that Renovate leaves to a program, such as a package manager: the diff does not show them`;
  return diagnostic({ id: 'no-edit', severity: 'warning', message });
}

function engine({ re2, noRe2 }: RenovateResult): Diagnostic[] {
  if (re2) return [];
  const message = `Renovate runs on JavaScript's RegExp, not on RE2 as the hosted app does: ${noRe2}`;
  return [diagnostic({ id: 'no-re2', severity: 'warning', message })];
}
