import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { analyze, toPlan } from '../../src/analysis/analyze.ts';
import { rehearse } from '../../src/host/rehearse.ts';
import { openRegistry } from '../../src/registry/client.ts';
import { runProgram } from '../../src/system/run-program.ts';
import { pushArtifact, startDistribution } from '../registry/distribution.ts';
import { DEFAULT_PRESET, KUBECTL, KUBELET, manifest, REGISTRY } from '../renovate/scenario.ts';
import { missing } from '../tools.ts';
import { makeImage } from './images.ts';
import { onThisMachine } from './namespace.ts';
import { ELSEWHERE, HERE, makeProgram } from './program.ts';
import { makeRoot } from './root.ts';

const OLD = 'v1.34.9-2-azlinux3';
const NEW = 'v1.34.10-1-azlinux3';
/** Newer ones that must not be taken: for another distro, and half published. */
const NOBLE = 'v1.34.10-9-noble';
const HALF = 'v1.34.11-1-azlinux3';

const release = (value: string) => value.slice(0, value.indexOf('-'));

async function publish(url: string): Promise<void> {
  for (const [name, repository] of [
    ['kubelet', KUBELET],
    ['kubectl', KUBECTL],
  ] as const) {
    for (const value of [OLD, NEW, NOBLE, HALF]) {
      for (const arch of value === HALF ? [HERE] : [HERE, ELSEWHERE]) {
        const program = arch === HERE ? { [`usr/bin/${name}`]: makeProgram(`${name} ${release(value)}`) } : {};
        const content = makeImage({ name, arch, content: value, files: program });
        await pushArtifact(url, repository, `${value}-${arch}`, { title: `${name}-${value}-${arch}.raw`, content });
      }
    }
  }
}

test.skipIf(missing('root', 'unshare', 'mksquashfs', 'unsquashfs', 'systemd-sysext', 'docker-registry', 'gcc', 'git'))(
  'from a bump to the program that answers, and back',
  async () => {
    const distribution = await startDistribution();
    try {
      const { url } = distribution;
      await publish(url);
      const slots = [KUBELET, KUBECTL].map((repository) => ({
        repository,
        latest: OLD,
        previous: 'v1.34.8-1-azlinux3',
      }));
      const dir = makeRoot({
        'parts/components.json': manifest(slots).replaceAll(REGISTRY, url),
        'renovate.json': JSON.stringify({ extends: [DEFAULT_PRESET] }),
      });
      execFileSync('git', ['init', '-q', dir]);
      execFileSync('git', ['add', '.'], { cwd: dir });

      // What Renovate opens, and what is merged.
      const plan = toPlan(await analyze(dir, { presetSource: 'this package' }));
      expect(plan.diagnostics).toEqual([]);
      expect(plan.pullRequests.map(({ upgrades }) => upgrades.map(({ from, to }) => [from, to]))).toEqual([
        [
          [OLD, NEW],
          [OLD, NEW],
        ],
      ]);
      const { images } = await rehearse(
        { dir, plan, arches: [HERE, ELSEWHERE], isolated: false },
        { open: openRegistry, run: runProgram },
      );
      const proposed = images.filter((image) => image.proposed);
      expect(proposed.map(({ name, arch, verdict }) => `${name} ${arch} ${verdict}`).sort()).toEqual(
        ['kubelet', 'kubectl'].flatMap((name) => [HERE, ELSEWHERE].map((arch) => `${name} ${arch} installs`)).sort(),
      );
      execFileSync('git', ['apply'], { cwd: dir, input: plan.pullRequests[0]?.diff ?? '' });
      const after = slots.map(({ repository }) => ({ repository, latest: NEW, previous: OLD }));
      expect(readFileSync(path.join(dir, 'parts/components.json'), 'utf8')).toBe(
        manifest(after).replaceAll(REGISTRY, url),
      );

      // What the image build and the node do.
      const merge = (version: string) =>
        `cli merge kubelet=${version} kubectl=${version} --isolated --registry http://127.0.0.1:9 --retry-for 0`;
      const script = `
      cli pull ${dir} --root / --arch ${HERE} --registry ${url}
      ls /opt/kubelet/downloads
      ${merge(release(NEW))}; /usr/bin/kubelet --version; /opt/bin/kubectl version
      ${merge(release(OLD))}; /usr/bin/kubelet --version; /opt/bin/kubectl version
      ${merge(release(HALF))}; /usr/bin/kubelet --version`;
      const { stdout } = await promisify(execFile)(...onThisMachine(makeRoot(), script));
      expect(stdout.trim().split('\n')).toEqual([
        'exit 0',
        ...[`kubelet-${NEW}-${HERE}.raw`, `kubelet-${OLD}-${HERE}.raw`],
        ...['exit 0', `kubelet ${release(NEW)}`, `kubectl ${release(NEW)}`],
        ...['exit 0', `kubelet ${release(OLD)}`, `kubectl ${release(OLD)}`],
        // It is not cached, and the registry is not there: nothing changes.
        expect.stringMatching(/^error: .*127\.0\.0\.1:9.*ECONNREFUSED/),
        ...['exit 1', `kubelet ${release(OLD)}`],
      ]);
    } finally {
      await distribution.close();
    }
  },
);
