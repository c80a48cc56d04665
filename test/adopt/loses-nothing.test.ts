import { rmSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { adopt } from '../../src/adopt/adopt.ts';
import { bothArches, KUBECTL, KUBELET, writeScenario } from '../renovate/scenario.ts';
import { CASES, type Case, MCR, REFERENCE } from './loses-nothing.cases.ts';

/*
 * What a configuration holds for a sysext, it holds after an adoption; or the adoption says so, and is not written.
 */

const SNAPSHOT = {
  lists: [KUBELET, KUBECTL].map((repository) => ({
    registry: MCR,
    repository,
    tags: bothArches(['v1.34.8-1-azlinux3', 'v1.34.9-1-azlinux3', 'v1.34.10-1-azlinux3']),
  })),
  releases: [],
  presets: [],
};

const slot = (repository: string) => ({
  renovateTag: `OCI_registry=${MCR}, name=${repository}`,
  latestVersion: 'v1.34.9-1-azlinux3',
});
const MANIFEST = `${JSON.stringify({ versionsV2: [slot(KUBELET), slot(KUBECTL)] }, null, 2)}\n`;

async function adopted({ config, files }: Case) {
  const all = { 'components.json': MANIFEST, 'renovate.json': JSON.stringify(config, null, 2), ...files };
  const dir = writeScenario({ files: all, tags: {} }, '');
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return adopt(dir, { snapshot: SNAPSHOT, presetSource: 'here', reference: REFERENCE });
}

test.each(Object.keys(CASES))('%s', async (name) => {
  const one = CASES[name];
  if (one === undefined) throw new Error(name);
  const { adoption, text } = await adopted(one);
  const { extends: presets, ...rest } = JSON.parse(text);
  expect(rest).toEqual(one.becomes);
  expect(presets).toContain(REFERENCE);
  expect(adoption.steps.map(({ what, where }) => `${what} ${where}`)).toEqual(one.steps);
  expect(adoption.others).toEqual(one.others ?? []);
  expect(adoption.lost).toEqual((one.lost ?? []).map((pattern) => expect.stringMatching(pattern)));
  const { appear, change } = adoption.pullRequests;
  const upgrades = [...appear, ...change.map(({ after }) => after)].flatMap((request) => request.upgrades);
  const bumped = upgrades.flatMap(({ component }) => component ?? []).sort();
  if (one.lost === undefined) expect(bumped).toEqual(one.bumped ?? ['kubectl', 'kubelet']);
});
