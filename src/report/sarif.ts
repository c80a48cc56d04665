import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { Diagnostic, Severity } from '../analysis/diagnostic.ts';
import { LINTS } from '../check/catalogue.ts';
import type { Lint } from '../check/lint.ts';
import type { Findings } from '../check/schema.ts';
import { formatPath } from '../manifest/path.ts';
import { oneLine } from './escape.ts';
import { formatJson } from './json.ts';

/** The levels of GitHub code scanning (SARIF 2.1.0, "level property"). */
const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  Severity,
  Result['level']
>;

/**
 * Findings as SARIF 2.1.0, as GitHub code scanning loads it: paths are relative to the repository's root.
 *
 * @param version that of this package.
 * @param file the one that a finding without a file points at: an alert needs one.
 */
export function checkSarif({ diagnostics }: Findings, version: string, file: string): string {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'aks-sysext-renovate', semanticVersion: version, rules: LINTS.map(describe) } },
        originalUriBaseIds: { '%SRCROOT%': { description: { text: "The repository's root" } } },
        results: withFingerprints(diagnostics).map(([one, fingerprint]) => toResult(one, fingerprint, file)),
      },
    ],
  };
  return formatJson(log);
}

/** The directory of the lint pages. */
const PAGES = 'https://github.com/your-org/aks-sysext-renovate/blob/main/docs/checks';

/**
 * Pairs diagnostics with fingerprints that survive a bump: neither positions nor messages, which contain versions, are
 * in them. Diagnostics that are equal otherwise are numbered.
 */
function withFingerprints(diagnostics: readonly Diagnostic[]): (readonly [Diagnostic, string])[] {
  const counts = new Map<string, number>();
  return diagnostics.map((one) => {
    const { id, file, path, package: name } = one;
    const key = [id, file ?? '', path === null ? (name ?? '') : formatPath(path)].join(' ');
    const number = (counts.get(key) ?? 0) + 1;
    counts.set(key, number);
    return [one, number === 1 ? key : `${key} ${number}`];
  });
}

/** A file for findings without one: that of another, else the usual name of a configuration. */
export function alertFile({ diagnostics }: Findings): string {
  return diagnostics.find(({ file }) => file !== null)?.file ?? 'renovate.json';
}

function describe({ id, severity, title, impact, fix }: Lint): ReportingDescriptor {
  return {
    id,
    helpUri: `${PAGES}/${id}.md`,
    shortDescription: { text: title },
    fullDescription: { text: `${title}. ${impact}` },
    help: { text: `${impact} ${fix}`, markdown: `${impact}\n\n**To fix:** ${fix}` },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function toResult(
  { id, severity, file, line, column, message, fix }: Diagnostic,
  fingerprint: string,
  instead: string,
): Result {
  return {
    ruleId: id,
    ruleIndex: LINTS.findIndex((lint) => lint.id === id),
    level: LEVELS[severity],
    message: { text: `${oneLine(message)}. ${oneLine(fix ?? '')}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: {
            uri: (file ?? instead).split('/').map(encodeURIComponent).join('/'),
            uriBaseId: '%SRCROOT%',
          },
          region: { startLine: line ?? 1, startColumn: column ?? 1 },
        },
      },
    ],
    partialFingerprints: { 'diagnostic/v2': fingerprint },
  };
}
