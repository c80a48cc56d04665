import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { assemble } from '../../src/analysis/assemble.ts';
import { readManifest } from '../../src/analysis/manifests.ts';
import { formatPath } from '../../src/manifest/path.ts';
import { readSlots } from '../../src/manifest/slots.ts';
import type { RenovateResult } from '../../src/renovate/messages.ts';
import { bothArches, edited, proposals, REGISTRY, runScenario, writeScenario } from '../renovate/scenario.ts';

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures/agentbaker');
const FILE = 'parts/common/components.json';
const MANIFEST = readFileSync(path.join(FIXTURES, 'components.json'), 'utf8').replaceAll(
  'https://mcr.microsoft.com',
  REGISTRY,
);
const PUBLISHED: Record<string, string[]> = JSON.parse(readFileSync(path.join(FIXTURES, 'published.json'), 'utf8'));

/** The tags that are really published; the same for two more distros, a revision ahead; versions with an arch missing; revisions of two digits. */
const TAGS = Object.fromEntries(
  Object.entries(PUBLISHED).map(([repository, versions]) => {
    const ahead = versions.flatMap((version) =>
      ['noble', 'azlinux4'].map((distro) => oneRevisionAhead(version, distro)),
    );
    const [release] = /^v\d+\.\d+/.exec(newest(versions)) ?? [];
    const partial = [`${release}.98-1-azlinux3-x86-64`, `${release}.99-1-azlinux3-arm64`];
    const revisions = [9, 10, 11].map((revision) => newest(versions).replace(/-\d+-/, `-${revision}-`));
    return [repository, bothArches([...versions, ...ahead, ...partial, ...revisions])];
  }),
);

function oneRevisionAhead(version: string, distro: string): string {
  return version.replace(/-(\d+)-azlinux3$/, (_, revision) => `-${Number(revision) + 1}-${distro}`);
}

function numbers(version: string): number[] {
  return [...version.matchAll(/\d+/g)].slice(0, 4).map(Number);
}

function newest(versions: readonly string[]): string {
  return versions.toSorted((a, b) => compare(numbers(a), numbers(b))).at(-1) ?? '';
}

function compare(a: readonly number[], b: readonly number[]): number {
  return a.map((n, i) => n - (b[i] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

/** By other means than the code that is tested: the highest version of a distro and minor that both arches have. */
function expected(repository: string, current: string): string | undefined {
  const tags = new Set(TAGS[repository]);
  const line = /^v\d+\.\d+\./.exec(current)?.[0] ?? '';
  const distro = current.slice(current.lastIndexOf('-'));
  const whole = [...tags]
    .filter((tag) => tag.endsWith('-arm64') && tags.has(tag.replace(/-arm64$/, '-x86-64')))
    .map((tag) => tag.replace(/-arm64$/, ''))
    .filter((version) => version.startsWith(line) && version.endsWith(distro));
  const highest = newest([...whole, current]);
  return highest === current ? undefined : highest;
}

let answer: RenovateResult;
beforeAll(async () => {
  answer = await runScenario({ files: { [FILE]: MANIFEST }, tags: TAGS });
});

test('every sysext slot gets exactly the highest version of its distro and minor that both arches have', () => {
  const { slots } = readSlots(MANIFEST);
  expect(slots).toHaveLength(10);
  const proposed = proposals(answer);
  for (const { repository, latestVersion } of slots) {
    expect(proposed[`${repository} ${latestVersion}`], `${repository} ${latestVersion}`).toBe(
      expected(repository, latestVersion),
    );
  }
  expect(Object.keys(proposed).length).toBeGreaterThan(3);
  expect(Object.values(proposed).filter((value) => !value.endsWith('-azlinux3'))).toEqual([]);
  expect(answer.re2).toBe(true);
  expect(answer.log).toEqual([]);
});

test('the three components come in one pull request', () => {
  const branches = answer.branches.map(({ branchName, upgrades }) => [
    branchName,
    new Set(upgrades.map(({ packageName }) => packageName)).size,
  ]);
  expect(Object.fromEntries(branches)).toEqual({
    'renovate/kubernetes-sysexts': 3,
    'renovate/aks-secure-tls-bootstrap-client-sysext': 1,
  });
});

test('nothing but version strings of sysext slots changes, and two patches stay cached', async () => {
  const after = answer.branches.reduce((text, { upgrades }) => {
    return upgrades.length === 1 ? text.replace(upgrades[0]?.currentValue ?? '', upgrades[0]?.newValue ?? '') : text;
  }, editedBy('renovate/kubernetes-sysexts'));
  const mask = (text: string) => text.replaceAll(/"v1\.\d+\.\d+-\d+-azlinux3"/g, '"VERSION"');
  expect(mask(after)).toBe(mask(MANIFEST));
  for (const slot of readSlots(after).slots.filter(
    ({ previousLatestVersion }) => previousLatestVersion !== undefined,
  )) {
    const before = readSlots(MANIFEST).slots.find(({ path: at }) => formatPath(at) === formatPath(slot.path));
    if (before?.latestVersion === slot.latestVersion) continue;
    const samePatch = numbers(slot.latestVersion)[2] === numbers(before?.latestVersion ?? '')[2];
    expect(slot.previousLatestVersion).toBe(samePatch ? before?.previousLatestVersion : before?.latestVersion);
  }
  const again = await runScenario({ files: { [FILE]: after }, tags: TAGS });
  expect(again.branches).toEqual([]);
});

test("the plan's diffs apply with git, and leave JSON", () => {
  const { pullRequests } = assemble(answer, [readManifest(FILE, MANIFEST)], 'here');
  const dir = writeScenario({ files: { [FILE]: MANIFEST }, tags: {} }, REGISTRY);
  onTestFinished(() => rmSync(dir, { recursive: true }));
  execFileSync('git', ['init', '--quiet'], { cwd: dir });
  for (const { diff } of pullRequests) execFileSync('git', ['apply', '-'], { cwd: dir, input: diff });
  const after = readFileSync(path.join(dir, FILE), 'utf8');
  const values = readSlots(after).slots.map(({ latestVersion }) => latestVersion);
  const bumped = readSlots(MANIFEST).slots.map(
    (slot) => expected(slot.repository, slot.latestVersion) ?? slot.latestVersion,
  );
  expect(values).toEqual(bumped);
});

function editedBy(branchName: string): string {
  return edited({ ...answer, branches: answer.branches.filter((branch) => branch.branchName === branchName) }, FILE);
}
