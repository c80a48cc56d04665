import { ANNOTATION_MANAGER } from '../presets/parts/annotation-manager.ts';
import { MANIFEST_MANAGER, REVISIONLESS_DESCRIPTION } from '../presets/parts/managers.ts';
import type { Branch, RenovateResult } from '../renovate/messages.ts';
import type { Problem } from './schema.ts';

/**
 * What is wrong with the run as a whole: given up, a manager that takes nothing, an edit that failed, no RE2.
 *
 * @param unmatched what is wrong with manifests and annotations.
 */
export function runProblems(answer: RenovateResult, unmatched: readonly Problem[]): Problem[] {
  return [...failures(answer), ...idleManagers(answer, unmatched), ...missingEdits(answer), ...engine(answer)];
}

/** Renovate's codes for what a configuration asks for. */
const FAILURES: Partial<Record<string, string>> = {
  'disabled-by-config': '"enabled" is false at the top of the configuration: remove it',
};

function failures({ failure }: RenovateResult): Problem[] {
  if (failure === undefined) return [];
  const message = `Renovate gave the repository up: ${FAILURES[failure.message] ?? failure.message}`;
  return [{ severity: 'error', code: 'renovate-failed', message, file: null, package: failure.packageName ?? null }];
}

/** The managers that the presets bring. */
const OURS = [MANIFEST_MANAGER, ANNOTATION_MANAGER]
  .map(({ description }) => description)
  .concat(REVISIONLESS_DESCRIPTION);

function idleManagers({ customManagers, baseBranches }: RenovateResult, unmatched: readonly Problem[]): Problem[] {
  const has = (wanted: Problem['code']) => unmatched.some(({ code }) => code === wanted);
  // Where no branch was planned, or no manager can see the manifests, that a manager matches nothing shows nothing of it.
  if (baseBranches.length === 0 || has('untracked')) return [];
  const hasRevisionless = customManagers.some(({ name, matches }) => name === REVISIONLESS_DESCRIPTION && matches > 0);
  return (
    customManagers
      .filter(
        ({ name, builtIn, matches }) =>
          !builtIn && matches === 0 && !(hasRevisionless && name === MANIFEST_MANAGER.description),
      )
      // The reason why they match nothing is there.
      .filter(({ name }) => !(has('not-extracted') && OURS.includes(name)))
      .map(({ name }) => {
        const message = `the custom manager "${name}" takes nothing in this repository: its pattern or its files are wrong, or it can go`;
        return { severity: 'warning', code: 'manager-matches-nothing', message, file: null, package: null };
      })
  );
}

const CONVERTED =
  'Renovate reads what git checks out by .gitattributes, and edits what is committed; remove the attribute (eol, working-tree-encoding)';

function missingEdits({ branches }: RenovateResult): Problem[] {
  return branches.flatMap((branch) => {
    const { branchName, upgrades, failed, unchanged, leftToPrograms, converted } = branch;
    const problem = (index: number, what: string): Problem => {
      const { packageFile = null, packageName = null, currentValue, newValue, newVersion } = upgrades[index] ?? {};
      const message = `the bump of ${currentValue} to ${newValue ?? newVersion} in ${branchName} ${what}`;
      return { severity: 'error', code: 'no-edit', message, file: packageFile, package: packageName };
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

function unseenEdits(branchName: string): Problem {
  const message = `${branchName} has changes that Renovate leaves to a program, such as a package manager: the diff does not show them`;
  return { severity: 'warning', code: 'no-edit', message, file: null, package: null };
}

function engine({ re2, noRe2 }: RenovateResult): Problem[] {
  if (re2) return [];
  const message = `Renovate runs on JavaScript's RegExp, not on RE2 as the hosted app does: ${noRe2}`;
  return [{ severity: 'warning', code: 'no-re2', message, file: null, package: null }];
}
