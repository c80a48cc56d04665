import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startRegistry } from '../../src/registry/server.ts';
import { runRenovate } from '../../src/renovate/host/run.ts';
import type { RenovateResult } from '../../src/renovate/messages.ts';

/** The registry in a scenario's files. In a run it is one on loopback. */
export const REGISTRY = 'https://registry.example';

/** Repositories that many scenarios have. */
export const KUBELET = 'oss/v2/kubernetes/kubelet-sysext';
export const KUBECTL = 'oss/v2/kubernetes/kubectl-sysext';

/** A repository, and the tags in its registry. */
export interface Scenario {
  readonly files: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, readonly string[]>>;
  /** `renovate.json`; the default preset alone, if not given. */
  readonly config?: object;
  /** The most tags of a page of the registry. */
  readonly pageLimit?: number;
}

export const DEFAULT_PRESET = 'github>org/aks-sysext-renovate';

/** Makes a folder with a scenario's files; `url` stands in for the registry. */
export function writeScenario({ files, config }: Scenario, url: string): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'scenario-'));
  const all = { 'renovate.json': JSON.stringify(config ?? { extends: [DEFAULT_PRESET] }), ...files };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text.replaceAll(REGISTRY, url));
  }
  return dir;
}

/** Runs Renovate on a scenario. The answer's edits have the scenario's registry in them, not the one on loopback. */
export async function runScenario(scenario: Scenario): Promise<RenovateResult> {
  const registry = await startRegistry(
    scenario.tags,
    scenario.pageLimit === undefined ? {} : { pageLimit: scenario.pageLimit },
  );
  const dir = writeScenario(scenario, registry.url);
  try {
    const answer = await runRenovate(dir, { all: true, env: { RENOVATE_HOST_RULES: hostRules(registry.url) } });
    return JSON.parse(JSON.stringify(answer).replaceAll(registry.url, REGISTRY));
  } finally {
    await registry.close();
    rmSync(dir, { recursive: true });
  }
}

/** Lets Renovate's docker datasource speak plain HTTP with a registry on loopback. */
function hostRules(url: string): string {
  return JSON.stringify([{ matchHost: url.replace('http:', 'https:'), insecureRegistry: true }]);
}

/** `v1.34.10-1-azlinux3` as its two tags; a tag that has an arch, or is none of ours, as it is. */
export function bothArches(versions: readonly string[]): string[] {
  return versions.flatMap((one) =>
    /-[a-z][a-z0-9.]*$/.test(one) && !one.endsWith('-arm64') ? [`${one}-x86-64`, `${one}-arm64`] : [one],
  );
}

/** A manifest with one slot for each of `slots`. */
export function manifest(slots: readonly Slot[]): string {
  const versionsV2 = slots.map(({ repository, latest, previous }) => ({
    renovateTag: `OCI_registry=${REGISTRY}, name=${repository}`,
    latestVersion: latest,
    ...(previous === undefined ? {} : { previousLatestVersion: previous }),
  }));
  return `${JSON.stringify({ Packages: [{ name: 'sysexts', downloadURIs: { flatcar: { current: { versionsV2 } } } }] }, null, 2)}\n`;
}

export interface Slot {
  readonly repository: string;
  readonly latest: string;
  readonly previous?: string;
}

/** What is proposed: `<package> <current>` to the new value. */
export function proposals({ branches }: RenovateResult): Record<string, string> {
  const entries = branches.flatMap(({ upgrades }) =>
    upgrades.map(({ packageName, currentValue, newValue }) => [`${packageName} ${currentValue}`, newValue ?? '']),
  );
  return Object.fromEntries(entries);
}

/** The text of a file after every branch that edits it, for files that one branch edits. */
export function edited({ branches }: RenovateResult, file: string): string {
  const edits = branches.flatMap((branch) => branch.edits.filter((edit) => edit.file === file));
  if (edits.length !== 1) throw new Error(`${edits.length} branches edit ${file}`);
  return edits[0]?.after ?? '';
}
