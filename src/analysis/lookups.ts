import type { Dependency, LogLine, RenovateResult } from '../renovate/messages.ts';
import { componentName } from '../sysext/component.ts';
import { causeWords } from './cause-words.ts';
import { type Diagnostic, diagnostic, type LookupReason, type PlanId } from './diagnostic.ts';

/**
 * Lookups that failed, and sysexts that were not looked up or found nothing: one line for each package of a file. With
 * those lookups of other dependencies, if all are looked up, for which the bot does not run at all.
 */
export function lookupDiagnostics({ packageFiles, log, all }: RenovateResult): Diagnostic[] {
  const problems = packageFiles.flatMap(({ packageFile, deps }) =>
    deps.flatMap((dep) => [
      ...dependencyProblems(dep, log).map((problem) => ({ ...problem, file: packageFile })),
      ...(all ? abortOf(dep, log) : []),
    ]),
  );
  const unique = [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
  return [...unique, ...(all ? withoutToken(packageFiles.flatMap(({ deps }) => deps)) : [])];
}

/** The topic of the warning that Renovate makes of a host that does not respond, in a repository that is not onboarded. */
const HOST_ERROR = 'Lookup Error';

const ABORTS = 'Renovate aborts the whole repository while this lasts';

function dependencyProblems(dep: Dependency, log: readonly LogLine[]): Diagnostic[] {
  const name = nameOf(dep);
  const problem = (id: PlanId, message: string, reason: LookupReason, impact: string | null = null): Diagnostic => {
    return diagnostic({ id, severity: 'error', message, impact, package: name, reason });
  };
  const isOurs = componentName(name) !== undefined;
  if (dep.warnings.length > 0) {
    const line = findLine(dep, log);
    const cause = line && wordsFor(line, dep);
    return dep.warnings.map(({ topic, message }) => {
      const impact = isOurs && topic === HOST_ERROR ? ABORTS : null;
      return problem('lookup-failed', `the lookup failed: ${cause ?? explain(message)}`, reasonOf(line), impact);
    });
  }
  if (!isOurs) return [];
  if (dep.skipReason !== undefined) {
    return isWanted(dep.skipReason)
      ? []
      : [
          problem(
            'not-looked-up',
            `Renovate skips ${dep.currentValue}: ${dep.skipReason}${because(dep)}`,
            'value-invalid',
          ),
        ];
  }
  if (dep.currentVersion !== undefined || dep.updates.length > 0) return [];
  return [
    problem('lookup-failed', `the registry has no version that fits ${dep.currentValue}${because(dep)}`, 'no-version'),
  ];
}

function because(dep: Dependency): string {
  const cause = dep.cause ?? dep.refused[0]?.cause;
  return cause === undefined ? '' : `, as ${causeWords(cause)}`;
}

function nameOf({ packageName, depName = '' }: Dependency): string {
  return packageName ?? depName;
}

/** The consequence for the bot if the host of another dependency does not respond. */
function abortOf(dep: Dependency, log: readonly LogLine[]): Diagnostic[] {
  const name = nameOf(dep);
  if (componentName(name) !== undefined || !dep.warnings.some(({ topic }) => topic === HOST_ERROR)) return [];
  const line = findLine(dep, log);
  const cause = line && wordsFor(line, dep);
  const message = `the lookup failed: ${cause ?? 'its host does not respond'}`;
  const impact = `${ABORTS}, the pull requests of sysexts too`;
  return [diagnostic({ id: 'bot-aborts', severity: 'warning', message, impact, package: name })];
}

/** Renovate looks up nothing on GitHub without a token. */
function withoutToken(deps: readonly Dependency[]): Diagnostic[] {
  const skipped = deps.filter(({ skipReason }) => skipReason === 'github-token-required').length;
  if (skipped === 0) return [];
  const message = `Renovate looks up nothing on GitHub without a token, so that ${skipped} dependencies are not known`;
  return [diagnostic({ id: 'not-looked-up', severity: 'error', message, fix: 'set GITHUB_COM_TOKEN' })];
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

/** Skip reasons that are configured. */
function isWanted(skipReason: string): boolean {
  return ['disabled', 'ignored', 'package-rules'].includes(skipReason);
}

/** The words for the codes of Renovate's docker datasource. */
const WORDS: Partial<Record<string, string>> = {
  'page-not-found': 'the registry responds with 404: the repository does not exist, or is hidden without a login',
};

/** The causes of connection errors, by the words of Node.js. */
const CONNECTIONS: readonly (readonly [pattern: RegExp, words: string])[] = [
  [
    /SSL destruction|before secure TLS connection|tunneling socket/,
    'the connection was closed in the TLS handshake; if there is a proxy (HTTPS_PROXY), allow the host in it',
  ],
  [/wrong version number/, 'the host does not speak TLS; set insecureRegistry in a host rule, if it is on loopback'],
  [
    /self-signed|unable to (?:verify|get)/,
    'its certificate is not trusted; name a file with its authority in NODE_EXTRA_CA_CERTS',
  ],
  [/ENOTFOUND|EAI_AGAIN/, 'the name of the host cannot be resolved'],
];

/** Finds the line of Renovate's log with the reason of a failed lookup: the last one, since earlier failures were retried. */
function findLine({ packageName, depName }: Dependency, log: readonly LogLine[]): LogLine | undefined {
  // With presets/docker a package is looked up by the name that has the registry in it.
  const names = [packageName, depName];
  const lines = log.filter((one) => one.packageName !== undefined && names.includes(one.packageName));
  return (
    lines.findLast(({ detail }) => detail !== undefined) ??
    lines.findLast(({ code }) => code !== undefined) ??
    lines.at(-1)
  );
}

function wordsFor(line: LogLine, { packageName, datasource }: Dependency): string {
  const said = line.detail ?? line.code ?? line.message;
  const words = WORDS[said] ?? CONNECTIONS.find(([pattern]) => pattern.test(said))?.[1] ?? said;
  const named = line.host === undefined || words.includes(line.host) ? words : `${line.host}: ${words}`;
  if (line.statusCode !== 401 && line.statusCode !== 403) return named;
  const isDocker = datasource === 'docker' || line.packageName !== packageName;
  const hint = isDocker
    ? "the registry's login goes into a host rule (RENOVATE_HOST_RULES)"
    : 'a registry that needs a login is read by the preset presets/docker';
  return `${named}; ${hint}`;
}

/** Explains Renovate's warning if its log has no cause: the response was valid, and had no version or no digest. */
function explain(warning: string): string {
  if (warning.startsWith('Could not determine new digest')) {
    return 'the digest of the new version is not known: a list of tags has none, and a snapshot (--snapshot) has none either';
  }
  return warning.endsWith('no-result') ? 'the registry has no version that every architecture has a tag for' : warning;
}
