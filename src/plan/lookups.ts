import type { Answer, Dependency, LogLine } from '../renovate/protocol.ts';
import { componentName } from '../sysext/component.ts';
import type { LookupReason, Problem } from './schema.ts';

/** Lookups that failed, and sysexts that were not looked up or found nothing: one line for each package of a file. */
export function lookupProblems({ packageFiles, log }: Answer): Problem[] {
  const problems = packageFiles.flatMap(({ packageFile, deps }) =>
    deps.flatMap((dep) => dependencyProblems(dep, log).map((problem) => ({ ...problem, file: packageFile }))),
  );
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function dependencyProblems(dep: Dependency, log: readonly LogLine[]): Problem[] {
  const name = dep.packageName ?? dep.depName ?? '';
  const problem = (code: Problem['code'], message: string, reason: LookupReason): Problem => {
    return { severity: 'error', code, message, file: null, package: name, reason };
  };
  if (dep.warnings.length > 0) {
    const line = findLine(dep, log);
    const cause = line && wordsFor(line, dep);
    return dep.warnings.map(({ message }) =>
      problem('lookup-failed', `the lookup failed: ${cause ?? explain(message)}`, reasonOf(line)),
    );
  }
  if (componentName(name) === undefined) return [];
  if (dep.skipReason !== undefined) {
    return isWanted(dep.skipReason)
      ? []
      : [problem('skipped', `Renovate skips ${dep.currentValue}: ${dep.skipReason}`, 'value-invalid')];
  }
  if (dep.currentVersion !== undefined || dep.updates.length > 0) return [];
  return [problem('lookup-failed', `the registry has no version that fits ${dep.currentValue}`, 'no-version')];
}

/** By what the last line of the log has: whose error it is, or the status of a response. Without one, there was a list. */
function reasonOf(line: LogLine | undefined): LookupReason {
  if (line === undefined) return 'no-version';
  const { code, statusCode, reason } = line;
  if (reason !== undefined) return reason;
  if (statusCode === 401 || statusCode === 403) return 'login';
  if (statusCode === 404 || line.detail === 'page-not-found') return 'not-found';
  if (statusCode !== undefined && statusCode >= 400) return 'server';
  return code === undefined ? 'other' : 'unreachable';
}

/** Reasons to skip a dependency that somebody configured. */
function isWanted(skipReason: string): boolean {
  return ['disabled', 'ignored', 'package-rules'].includes(skipReason);
}

/** What Renovate's docker datasource says in a word of its own. */
const WORDS: Partial<Record<string, string>> = {
  'page-not-found': 'the registry answers 404: it has no such repository, or does not show it without a login',
};

/** The line of Renovate's log that says why a package's lookup failed: the last one, as what came before was got over. */
function findLine({ packageName, depName }: Dependency, log: readonly LogLine[]): LogLine | undefined {
  // With presets/docker a package is looked up by the name that has the registry in it.
  const names = [packageName, depName];
  const lines = log.filter((one) => one.packageName !== undefined && names.includes(one.packageName));
  return lines.findLast(({ detail, code }) => (detail ?? code) !== undefined) ?? lines.at(-1);
}

function wordsFor(line: LogLine, { packageName, datasource }: Dependency): string {
  const words = WORDS[line.detail ?? ''] ?? line.detail ?? line.code ?? line.message;
  if (line.statusCode !== 401 && line.statusCode !== 403) return words;
  const isDocker = datasource === 'docker' || line.packageName !== packageName;
  const hint = isDocker
    ? "the registry's login goes into a host rule (RENOVATE_HOST_RULES)"
    : 'a registry that needs a login is read by the preset presets/docker';
  return `${words}; ${hint}`;
}

/** Renovate's warning where its log says nothing: the answer was fine, and held no version. */
function explain(warning: string): string {
  return warning.endsWith('no-result') ? 'the registry has no version that every architecture has a tag for' : warning;
}
