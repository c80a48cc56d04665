import { MANIFEST_MANAGER, revisionlessManager } from '../presets/parts/managers.ts';
import type { Answer } from '../renovate/protocol.ts';
import type { Problem } from './schema.ts';

/** What is wrong with the run as a whole: given up, a manager that takes nothing, an edit that failed, no RE2. */
export function runProblems(answer: Answer): Problem[] {
  return [...failures(answer), ...idleManagers(answer), ...missingEdits(answer), ...engine(answer)];
}

function failures({ failure }: Answer): Problem[] {
  if (failure === undefined) return [];
  const message = `Renovate gave the repository up: ${failure.message}`;
  return [{ severity: 'error', code: 'renovate-failed', message, file: null, package: failure.packageName ?? null }];
}

/** The manager of the default preset, and that for values without revision and distro, which stands beside it. */
const [MANIFESTS, REVISIONLESS] = [MANIFEST_MANAGER, revisionlessManager('')].map(({ description }) => description);

function idleManagers({ customManagers }: Answer): Problem[] {
  const hasRevisionless = customManagers.some(({ name, matches }) => name === REVISIONLESS && matches > 0);
  return customManagers
    .filter(({ name, builtIn, matches }) => !builtIn && matches === 0 && !(hasRevisionless && name === MANIFESTS))
    .map(({ name }) => {
      const message = `the custom manager "${name}" takes nothing in this repository: its pattern or its files are wrong, or it can go`;
      return { severity: 'warning', code: 'manager-matches-nothing', message, file: null, package: null };
    });
}

function missingEdits({ branches }: Answer): Problem[] {
  return branches.flatMap(({ branchName, upgrades, failed }) =>
    failed.map((index): Problem => {
      const { packageFile = null, packageName = null, currentValue, newValue } = upgrades[index] ?? {};
      const message = `the bump of ${currentValue} to ${newValue} in ${branchName} changes nothing in the file: Renovate would report update-failure`;
      return { severity: 'error', code: 'no-edit', message, file: packageFile, package: packageName };
    }),
  );
}

function engine({ re2, noRe2 }: Answer): Problem[] {
  if (re2) return [];
  const message = `Renovate runs on JavaScript's RegExp, not on RE2 as the hosted app does: ${noRe2}`;
  return [{ severity: 'warning', code: 'no-re2', message, file: null, package: null }];
}
