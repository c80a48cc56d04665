import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { run, scratch } from '../cli/command.ts';
import { makeImage } from '../host/images.ts';
import { makeProgram } from '../host/program.ts';
import { writeFiles } from '../host/root.ts';
import { pushArtifact, startDistribution } from '../registry/distribution.ts';
import { DEFAULT_PRESET, KUBECTL, KUBELET, manifest, REGISTRY } from '../renovate/scenario.ts';
import { missing } from '../tools.ts';
import { shown } from './shown.ts';

const DOCUMENT = readFileSync(path.resolve(import.meta.dirname, '../../docs/host.md'), 'utf8');

/** A command of the document, and what it prints there. */
const COMMANDS = [...DOCUMENT.matchAll(/^```text\n\$ aks-sysext-renovate (.+)\n([\s\S]*?)^```$/gm)].map(
  ([, command = '', text = '']) => ({ command, text }),
);

const OLD = 'v1.34.9-2-azlinux3';
const NEW = 'v1.34.10-1-azlinux3';

/** The world of the document: kubectl has no new version for arm64. */
async function publish(url: string): Promise<void> {
  for (const [name, repository] of [
    ['kubelet', KUBELET],
    ['kubectl', KUBECTL],
  ] as const) {
    for (const [value, arch] of [
      [OLD, 'x86-64'],
      [OLD, 'arm64'],
      [NEW, 'x86-64'],
      [NEW, 'arm64'],
    ] as const) {
      if (name === 'kubectl' && value === NEW && arch === 'arm64') continue;
      const version = value.slice(0, value.indexOf('-'));
      const program = makeProgram(name === 'kubelet' ? `Kubernetes ${version}` : `Client Version: ${version}`);
      const files = arch === 'x86-64' ? { [`usr/bin/${name}`]: program } : {};
      const content = makeImage({ name, arch, content: value, release: 'ID=azurelinux\n', files });
      await pushArtifact(url, repository, `${value}-${arch}`, { title: `${name}-${value}-${arch}.raw`, content });
    }
  }
}

test.skipIf(missing('root', 'unshare', 'mksquashfs', 'unsquashfs', 'systemd-sysext', 'docker-registry', 'gcc', 'git'))(
  'docs/host.md shows what its commands print',
  async () => {
    const distribution = await startDistribution();
    try {
      await publish(distribution.url);
      const [dir, node] = ['repo', 'node'].map((name) => path.join(scratch(), name)) as [string, string];
      const slots = [KUBELET, KUBECTL].map((repository) => ({ repository, latest: OLD }));
      const config = { extends: [DEFAULT_PRESET, `${DEFAULT_PRESET}//presets/x86-64-only`] };
      mkdirSync(dir);
      mkdirSync(node);
      writeFiles(dir, {
        'components.json': manifest(slots).replaceAll(REGISTRY, distribution.url),
        'renovate.json': JSON.stringify(config),
      });
      writeFiles(node, { 'usr/lib/os-release': 'ID=azurelinux\n', 'usr/bin/true': '' });
      execFileSync('git', ['init', '--quiet'], { cwd: dir });
      execFileSync('git', ['add', '.'], { cwd: dir });
      for (const { command, text } of COMMANDS) {
        const names: Readonly<Record<string, string>> = { repo: dir, node, 'http://127.0.0.1:5000': distribution.url };
        const { out } = await run(command.split(' ').map((arg) => names[arg] ?? arg));
        const host = distribution.url.slice('http://'.length);
        expect(
          out.replaceAll(node, '/srv/node').replaceAll(host, '127.0.0.1:5000').replace(/ +$/gm, ''),
          command,
        ).toMatch(shown(text));
      }
      expect(COMMANDS.map(({ command }) => command.split(' ')[0])).toEqual([
        'pull',
        'resolve',
        'merge',
        'usr-local',
        'rehearse',
      ]);
    } finally {
      await distribution.close();
    }
  },
);
