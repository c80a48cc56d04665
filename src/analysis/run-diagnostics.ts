import { MANIFEST_MANAGER, revisionlessManager } from '../presets/parts/managers.ts';
import type { Answer, Branch } from '../renovate/messages.ts';
import { type Diagnostic, diagnostic } from './diagnostic.ts';

/** Problems of the run as a whole: it aborted, a manager matches nothing, an edit failed, RE2 is missing. */
export function runDiagnostics(answer: Answer): Diagnostic[] {
  return [...failures(answer), ...idleManagers(answer), ...missingEdits(answer), ...engine(answer)];
}

/** The messages of failures for which Renovate has only a code. */
const FAILURES: Partial<Record<string, Pick<Diagnostic, 'message' | 'fix'>>> = {
  'disabled-by-config': { message: '"enabled" is false at the top of the configuration', fix: 'remove it' },
};

function failures({ failure }: Answer): Diagnostic[] {
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

/** The manager of the default preset, and that for values without revision and distro, which stands beside it. */
const [MANIFESTS, REVISIONLESS] = [MANIFEST_MANAGER, revisionlessManager('')].map(({ description }) => description);

function idleManagers({ customManagers, baseBranches }: Answer): Diagnostic[] {
  // Where no branch was planned, no manager had anything to read.
  if (baseBranches.length === 0) return [];
  const hasRevisionless = customManagers.some(({ name, matches }) => name === REVISIONLESS && matches > 0);
  return customManagers
    .filter(({ name, builtIn, matches }) => !builtIn && matches === 0 && !(hasRevisionless && name === MANIFESTS))
    .map(({ name }) => {
      const message = `the custom manager "${name}" matches nothing in this repository`;
      const fix = 'correct its pattern or its file patterns, or remove it';
      return diagnostic({ id: 'manager-matches-nothing', severity: 'warning', message, fix });
    });
}

const CONVERTED =
  'Renovate reads what git checks out by .gitattributes, and edits what is committed; remove the attribute (eol, working-tree-encoding)';

function missingEdits({ branches }: Answer): Diagnostic[] {
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

function engine({ re2, noRe2 }: Answer): Diagnostic[] {
  if (re2) return [];
  const message = `Renovate runs on JavaScript's RegExp, not on RE2 as the hosted app does: ${noRe2}`;
  return [diagnostic({ id: 'no-re2', severity: 'warning', message })];
}
