import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { RefusedError } from '../../src/host/errors.ts';
import { resolve } from '../../src/host/resolve.ts';
import { type Resolution, ResolveResult } from '../../src/host/schema.ts';
import { fakeRegistry, onlyTags } from './fake-registry.ts';
import { CASES, type Case, REFUSED } from './resolve.cases.ts';
import { cached, makeRoot, writeFiles } from './root.ts';

const REPOSITORY = 'oss/v2/kubernetes/kubelet-sysext';

function run(one: Omit<Case, 'expected' | 'steps'>): { root: string; resolution: Promise<Resolution> } {
  const root = makeRoot(cached((one.cached ?? []).map(withArch)));
  for (const [tag, change] of Object.entries(one.broken ?? {})) {
    const [[file, image]] = Object.entries(cached([withArch(tag)])) as [[string, Buffer]];
    writeFiles(root, { [file]: change(image) });
  }
  const client = fakeRegistry({ [REPOSITORY]: onlyTags((one.tags ?? []).map(withArch)) }, one.failure);
  const { version = '1.34.10', arch = 'x86-64', distro, isolated, tarball } = one;
  const request = { name: 'kubelet', version, arch, root };
  const options = {
    ...(distro !== undefined && { distro }),
    ...(isolated !== undefined && { isolated }),
    ...(tarball !== undefined && { tarball }),
  };
  return { root, resolution: resolve({ ...request, ...options }, { client, repository: REPOSITORY }) };
}

function withArch(tag: string): string {
  return /-(?:x86-64|arm64|amd64)$/.test(tag) ? tag : `${tag}-x86-64`;
}

describe.each(CASES)('$name', (one) => {
  test('the source and what it is, with every step', async () => {
    const { root, resolution } = run(one);
    const {
      schemaVersion: _,
      steps,
      name,
      version,
      arch,
      ...place
    } = ResolveResult.parse({
      schemaVersion: 2,
      ...(await resolution),
    });
    expect({ name, version, arch }).toEqual({
      name: 'kubelet',
      version: one.version ?? '1.34.10',
      arch: one.arch ?? 'x86-64',
    });
    const [expectedSource, what] = one.expected;
    const image = path.join(root, `opt/kubelet/downloads/kubelet-${what}.raw`);
    const expected = {
      local: { tag: what, file: image },
      remote: { tag: what, reference: `registry.example/${REPOSITORY}:${what}` },
      tarball: { tarball: what },
      none: {},
    };
    expect(place).toEqual({ source: expectedSource, ...expected[place.source] });
    expect(steps.map(({ step, outcome }) => [step, outcome])).toEqual(
      one.steps.map(([step, outcome]) => [step, outcome]),
    );
    for (const [index, [, , reason]] of one.steps.entries()) expect(steps[index]?.reason).toContain(reason);
  });
});

test.each(REFUSED)('refused: $name', async ({ says, ...one }) => {
  const { resolution } = run(one);
  await expect(resolution).rejects.toThrow(RefusedError);
  await expect(resolution).rejects.toThrow(says);
});

test.each(['1.34', 'latest', '', '1.34.10-1', 'v1.34.10-azlinux3', '../1.34.10', '1.34.10\n'])(
  '%j is no version',
  async (version) => {
    await expect(run({ name: '', version }).resolution).rejects.toThrow('is not a version: write it as 1.34.10');
  },
);

test('a failure that is not the registry’s own is not swallowed', async () => {
  const failure = new TypeError('a bug');
  await expect(run({ name: '', failure }).resolution).rejects.toThrow(failure);
});
