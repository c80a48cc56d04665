import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Arch } from '../sysext/arch.ts';
import type { Component } from '../sysext/component.ts';
import { type Release, whyIncompatible } from './os-release.ts';
import type { RehearsedStep } from './rehearsal.ts';
import type { RunProgram } from './run-program.ts';
import { type Merged, mergeInSandbox } from './sandbox.ts';
import { releaseOf } from './wanted.ts';

/** Where images are tried. */
export interface Bench {
  /** The arch of this machine; `undefined`: one that systemd has no name for. */
  readonly arch: Arch | undefined;
  /** The root of a node's OS; this machine's `/`, if none is known. */
  readonly root: string;
  /** The os-release of this machine, where the root is its own; then an image may bring another with it. */
  readonly release: Release | undefined;
  /** Why nothing can be merged here. */
  readonly whyNot: string | undefined;
}

/**
 * Finds out whether systemd-sysext merges anything here, by an image of nothing. What an image is not merged for
 * afterwards is then the image's fault.
 *
 * @param folder an empty one to work in.
 * @returns why it does not; `undefined` when it does.
 */
export async function whyNoMerge(folder: string, root: string, run: RunProgram): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'it takes Linux, and the rights of root';
  const name = 'of-nothing';
  const release = path.join(folder, 'tree/usr/lib/extension-release.d', `extension-release.${name}`);
  const image = path.join(folder, 'opt', `${name}.raw`);
  for (const dir of [path.dirname(release), path.dirname(image), path.join(folder, 'base')]) {
    await mkdir(dir, { recursive: true });
  }
  await writeFile(release, 'ID=of-nothing\n');
  await writeFile(path.join(folder, 'os-release'), 'ID=of-nothing\n');
  try {
    const packed = await run('mksquashfs', [path.join(folder, 'tree'), image, '-quiet', '-no-progress', '-all-root']);
    if (packed.exitCode !== 0) return `mksquashfs fails: ${packed.stderr}`;
    const { merged } = await mergeInSandbox({ folder, root, name, image: `/opt/${name}.raw`, command: [] }, run);
    return merged ? undefined : `systemd-sysext merges nothing into a copy of ${root}`;
  } catch (error) {
    return `systemd-sysext cannot be used in a copy of ${root}: ${(error as Error).message}`;
  }
}

/** An image to be tried. */
export interface Tried {
  /** A folder whose `opt` has the image; nothing else is in it. */
  readonly folder: string;
  readonly name: string;
  /** Such as `/opt/kubelet/downloads/kubelet-v1.34.10-1-azlinux3-x86-64.raw`. */
  readonly image: string;
  readonly tag: string;
  readonly arch: Arch;
  readonly component: Component | undefined;
  /** Its extension-release. */
  readonly release: Release;
}

/** What came of one step. */
export type Found = Omit<RehearsedStep, 'step'>;

/** Merges an image with the real systemd-sysext, and runs its program with the question for its version. */
export async function tryImage(tried: Tried, bench: Bench, run: RunProgram): Promise<{ merged: Found; runs: Found }> {
  const { folder, name, image, tag, component, release, arch } = tried;
  if (bench.whyNot !== undefined) return unmerged(notDone(bench.whyNot));
  if (bench.arch === undefined) return unmerged(notDone('systemd has no name for the arch of this machine'));
  const unfit = whyIncompatible(release, release, bench.arch);
  if (unfit !== undefined) return unmerged(notDone(`its extension-release ${unfit}`));

  const note = await writeRelease(tried, bench);
  await mkdir(path.join(folder, 'base'), { recursive: true });
  const command = component === undefined || arch !== bench.arch ? [] : questionOf(component);
  let ended: Merged;
  try {
    ended = await mergeInSandbox({ folder, root: bench.root, name, image, command }, run);
  } catch (error) {
    return unmerged({ outcome: 'failed', reason: `systemd-sysext refresh: ${(error as Error).message}` });
  }
  if (!ended.merged) return unmerged({ outcome: 'failed', reason: 'systemd-sysext passes over it' });
  const where = bench.release === undefined ? bench.root : 'this machine';
  return {
    merged: { outcome: 'ok', reason: `by systemd-sysext, into a copy of ${where}${note}` },
    runs: judgeProgram(tag, component, arch === bench.arch ? ended.program : `this machine is ${bench.arch}`),
  };
}

function unmerged(merged: Found): { merged: Found; runs: Found } {
  return { merged, runs: notDone('it was not merged') };
}

/** Where the copy of this machine takes an image for another OS, it gets an os-release that fits. @returns a note of it. */
async function writeRelease({ folder, release }: Tried, { release: host, arch }: Bench): Promise<string> {
  if (host === undefined || arch === undefined || whyIncompatible(release, host, arch) === undefined) return '';
  const fields = ['ID', 'VERSION_ID', 'SYSEXT_LEVEL'].flatMap((key) => {
    const value = release.get(key) ?? '';
    return value === '' ? [] : `${key}="${value.replace(/["\\$`]/g, '\\$&')}"\n`;
  });
  await writeFile(path.join(folder, 'os-release'), fields.join(''));
  return `, with an os-release as it wants it: ID=${release.get('ID')}`;
}

/** Programs that say the Kubernetes release they are of, and how they are asked. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  kubelet: ['--version'],
  kubectl: ['version', '--client'],
};

function questionOf({ name, binary }: Component): string[] {
  return [binary, ...(QUESTIONS[name] ?? ['--version'])];
}

/** @param program what became of it, or why it was not run. */
function judgeProgram(tag: string, component: Component | undefined, program: Merged['program'] | string): Found {
  if (component === undefined) return notDone('it is not known which program it has');
  const { name, binary } = component;
  if (program === 'absent') return { outcome: 'failed', reason: `there is no ${binary} once it is merged` };
  if (program === 'not-executable') return notDone(`nobody but root may run ${binary}, and it is not run as root`);
  if (typeof program === 'string') return notDone(program);
  const { exitCode, output } = program;
  const said = `${questionOf(component).join(' ')}: ${output.split('\n')[0] ?? ''}`;
  if (hasNotRun(exitCode)) return { outcome: 'failed', reason: `it does not run (exit code ${exitCode}): ${said}` };
  if (QUESTIONS[name] === undefined) {
    return exitCode === 0
      ? { outcome: 'ok', reason: said }
      : notDone(`it ends with ${exitCode}, as maybe it should: ${said}`);
  }
  const release = releaseOf(tag);
  if (exitCode === 0 && says(output, release)) return { outcome: 'ok', reason: said };
  return { outcome: 'failed', reason: `it does not say that it is ${release}: ${said}` };
}

/** Exit codes of timeout(1): too slow, not to be started, not there; above 128, the signal that has ended it. */
function hasNotRun(exitCode: number): boolean {
  return [124, 126, 127].includes(exitCode) || (exitCode > 128 && exitCode <= 192);
}

/** Whether a text names a release, maybe with what a build adds to it: `Kubernetes v1.34.10+abc`. */
function says(text: string, release: string): boolean {
  return new RegExp(`(?<![\\w.])${release.replaceAll('.', '\\.')}(?!\\.?\\d|-(?:alpha|beta|rc))`).test(text);
}

function notDone(reason: string): Found {
  return { outcome: 'not-done', reason };
}
