import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { COMPONENTS } from '../../src/sysext/component.ts';
import { pushArtifact, startDistribution } from '../registry/distribution.ts';
import { KUBELET, manifest } from '../renovate/scenario.ts';
import { missing } from '../tools.ts';
import { makeImage } from './images.ts';
import { onThisMachine } from './namespace.ts';
import { makeRoot } from './root.ts';

const NAMES = ['kubelet', 'kubectl'] as const;
const OLD = 'v1.34.9-1-azlinux3';
const NEW = 'v1.34.10-1-azlinux3';
/** For another OS than any test runs on. */
const WRONG = 'v1.34.11-1-azlinux3';

/** Prints what is merged: the version in each program. */
const SHOWN = `shown() { for name in ${NAMES.join(' ')}; do echo "$name $(grep -aoE 'v1[.0-9]+-1-azlinux3' /usr/bin/$name)"; done; }`;

async function run([program, args]: [string, string[]]): Promise<string[]> {
  const { stdout } = await promisify(execFile)(program, args);
  return stdout.trim().split('\n');
}

describe.skipIf(missing('root', 'unshare', 'mksquashfs', 'unsquashfs', 'systemd-sysext', 'docker-registry'))(
  'with the real systemd-sysext and a real registry',
  () => {
    let registry: string;

    beforeAll(async () => {
      const distribution = await startDistribution();
      registry = distribution.url;
      for (const { name, repository } of COMPONENTS.slice(0, 2)) {
        for (const value of [OLD, NEW, WRONG]) {
          const release = value === WRONG ? 'ID=none-of-ours\n' : 'ID=_any\n';
          const content = makeImage({ name, content: value, release });
          const title = `${name}-${value}-x86-64.raw`;
          await pushArtifact(registry, repository, `${value}-x86-64`, { title, content });
        }
      }
      return () => distribution.close();
    });

    const merge = (version: string, options = '') =>
      `cli merge ${NAMES.map((name) => `${name}=${version}`).join(' ')} --arch x86-64 --distro azlinux3 --registry ${registry} ${options}`;

    test('merges into /usr, goes on to the next version, stays when one does not fit, and goes back', async () => {
      const lines = await run(
        onThisMachine(
          makeRoot(),
          `${SHOWN}; ${merge('1.34.9')}; shown
         ${merge('1.34.10')}; shown
         ${merge('1.34.11')}; shown
         readlink /etc/extensions/kubelet.raw /opt/bin/kubelet
         ${merge('1.34.9')}; shown`,
        ),
      );
      expect(lines).toEqual([
        'exit 0',
        ...[`kubelet ${OLD}`, `kubectl ${OLD}`],
        'exit 0',
        ...[`kubelet ${NEW}`, `kubectl ${NEW}`],
        expect.stringMatching(/^error: .*kube(?:let|ctl)-v1\.34\.11.* has ID=none-of-ours, and the host has ID=\w+$/),
        'exit 1',
        ...[`kubelet ${NEW}`, `kubectl ${NEW}`],
        `/opt/kubelet/downloads/kubelet-${NEW}-x86-64.raw`,
        '/usr/bin/kubelet',
        'exit 0',
        ...[`kubelet ${OLD}`, `kubectl ${OLD}`],
      ]);
    });

    test('an extension with files in /opt is named, where nothing can be written below it', async () => {
      const root = makeRoot({
        'cni.raw': makeImage({ name: 'cni', files: { 'opt/cni/bin/bridge': '#!/bin/sh' } }),
        'repo/components.json': manifest([{ repository: KUBELET, latest: NEW }]),
      });
      const lines = await run(
        onThisMachine(
          makeRoot(),
          `mkdir -p /etc/extensions; ln -s ${root}/cni.raw /etc/extensions; systemd-sysext refresh >/dev/null 2>&1
         cli pull ${root}/repo --root / --arch x86-64 --registry ${registry}; ${merge('1.34.10')}`,
        ),
      );
      const says =
        /\/opt\/\w+\/downloads cannot be written: \/opt is read-only, as systemd-sysext has merged cni into it$/;
      expect(lines).toEqual([expect.stringMatching(says), 'exit 1', expect.stringMatching(says), 'exit 1']);
    });

    test('makes /usr/local writable, beside what else is merged', async () => {
      const lines = await run(
        onThisMachine(
          makeRoot(),
          `${SHOWN}; cli usr-local; ${merge('1.34.10')}; shown
         touch /usr/local/bin/of-a-test && readlink -f /usr/local/bin/of-a-test
         touch /usr/of-a-test 2>/dev/null; echo "exit $?"`,
        ),
      );
      expect(lines).toEqual([
        'exit 0',
        'exit 0',
        `kubelet ${NEW}`,
        `kubectl ${NEW}`,
        '/var/usrlocal/bin/of-a-test',
        'exit 1',
      ]);
    });

    test('below another root it merges, or says that it cannot and leaves everything as it was', async () => {
      const root = makeRoot({ 'usr/lib/os-release': 'ID=inside\n', 'usr/bin/true': '' });
      const script = `${merge('1.34.10', `--root ${root}`)}; ls -A ${root}/etc/extensions ${root}/usr/bin`;
      const text = (await run(onThisMachine(makeRoot(), script))).join('\n');
      if (text.startsWith('exit 0')) expect(text).toMatch(/kubectl\.raw\nkubelet\.raw[\s\S]*kubectl\nkubelet/);
      else {
        expect(text).toContain('refresh has not merged kubelet, kubectl into');
        expect(text).toContain('merged again\nexit 1');
        expect(text).not.toContain('kubelet.raw');
      }
    });
  },
);
