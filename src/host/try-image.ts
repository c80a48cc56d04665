import { mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Arch } from '../sysext/arch.ts';
import type { Component } from '../sysext/component.ts';
import { releasesIn } from '../sysext/in-text.ts';
import { formatRelease } from '../sysext/release.ts';
import { isOperational } from '../system/errors.ts';
import type { RunProgram } from '../system/run-program.ts';
import type { CheckedImage } from './image.ts';
import { extensionDirectory, placeIn } from './layout.ts';
import { type OsRelease, whyIncompatible } from './os-release.ts';
import type { RehearsedStep } from './rehearsal.ts';
import { type Merged, mergeInSandbox, type ProgramRun } from './sandbox.ts';
import { releaseOf } from './version-request.ts';

/** Where images are tried. */
export interface TestBench {
  /** The arch of this machine; `undefined` if systemd does not have a name for it. */
  readonly arch: Arch | undefined;
  /** The root of a node's OS; this machine's `/`, if none is known. */
  readonly root: string;
  /** The os-release of this machine, where the root is its own; then an image may bring another with it. */
  readonly release: OsRelease | undefined;
  /** Why nothing can be merged here. */
  readonly whyNot: string | undefined;
}

/**
 * Checks with an empty image that systemd-sysext can merge here. If another image is not merged afterwards, it is the
 * image's fault.
 *
 * @param directory an empty one to work in.
 * @returns why it does not; `undefined` when it does.
 */
export async function whyNoMerge(directory: string, root: string, run: RunProgram): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'it requires Linux and root';
  const name = 'of-nothing';
  const release = path.join(directory, 'tree/usr/lib/extension-release.d', `extension-release.${name}`);
  const image = path.join(directory, 'opt', `${name}.raw`);
  for (const dir of [path.dirname(release), path.dirname(image), path.join(directory, 'base')]) {
    await mkdir(dir, { recursive: true });
  }
  await writeFile(release, 'ID=of-nothing\n');
  await writeFile(path.join(directory, 'os-release'), 'ID=of-nothing\n');
  const tried = {
    ...{ directory, root, name, image: `/opt/${name}.raw`, command: [] },
    ...{ hierarchies: { usr: '/usr', opt: undefined }, hostPaths: ['/usr', '/usr/lib'] },
  };
  try {
    const packed = await run('mksquashfs', [
      path.join(directory, 'tree'),
      image,
      '-quiet',
      '-no-progress',
      '-all-root',
    ]);
    if (packed.exitCode !== 0) return `mksquashfs fails: ${packed.stderr}`;
    const merged = await mergeInSandbox(tried, run);
    if (merged.outcome === 'merged') return undefined;
    const why = merged.outcome === 'skipped' ? '' : `: ${merged.why}`;
    return `systemd-sysext merges nothing into a copy of ${root}${why}`;
  } catch (error) {
    if (!isOperational(error)) throw error;
    return `systemd-sysext cannot be used in a copy of ${root}: ${error.message}`;
  }
}

/** An image to be tried. */
export interface ImageTrial {
  /** A directory whose `opt` has the image; nothing else is in it. */
  readonly directory: string;
  readonly name: string;
  /** Such as `/opt/kubelet/downloads/kubelet-v1.34.10-1-azlinux3-x86-64.raw`. */
  readonly image: string;
  readonly tag: string;
  readonly arch: Arch;
  readonly component: Component | undefined;
  readonly checked: CheckedImage;
}

/** The result of one step. */
type StepResult = Omit<RehearsedStep, 'step'>;

/** The results of the last two steps, and remarks on them. */
export interface Tries {
  readonly merged: StepResult;
  readonly runs: StepResult;
  readonly notes: readonly string[];
}

/**
 * Merges an image with the real systemd-sysext, links its binary to where hosts expect it, and runs it to print its
 * version.
 */
export async function tryImage(tried: ImageTrial, bench: TestBench, run: RunProgram): Promise<Tries> {
  const { directory, name, image, tag, component, checked, arch } = tried;
  if (bench.whyNot !== undefined) return unmerged(notDone(bench.whyNot));
  if (bench.arch === undefined) return unmerged(notDone('systemd does not have a name for the arch of this machine'));
  const unfit = whyIncompatible(checked.release, checked.release, bench.arch);
  if (unfit !== undefined) return unmerged(notDone(`its extension-release ${unfit}`));
  const double = await findDouble(name, bench);
  if (double !== undefined) return unmerged(double);

  const note = await writeRelease(tried, bench);
  await mkdir(path.join(directory, 'base'), { recursive: true });
  const sandboxed = {
    ...{ directory, root: bench.root, name, image, hierarchies: checked.hierarchies, hostPaths: checked.hostPaths },
    ...(component !== undefined && { link: { from: component.nodePath, to: component.binary } }),
    command: component === undefined || arch !== bench.arch ? [] : versionCommand(component),
  };
  let result: Merged;
  try {
    result = await mergeInSandbox(sandboxed, run);
  } catch (error) {
    if (!isOperational(error)) throw error;
    return unmerged(notDone(`${bench.root} cannot be copied to merge it there: ${error.message}`));
  }
  const where = bench.release === undefined ? bench.root : 'this machine';
  const failure = whyFailed(result, where, checked, component);
  if (failure !== undefined || result.outcome !== 'merged') {
    return unmerged({ outcome: 'failed', reason: failure ?? 'it is not merged' });
  }
  return {
    merged: { outcome: 'ok', reason: `by systemd-sysext, into a copy of ${where}${note}` },
    runs: judgeProgram(tag, component, arch === bench.arch ? result.program : `this machine is ${bench.arch}`),
    notes: notesOf(result, where, component),
  };
}

function unmerged(merged: StepResult): Tries {
  return { merged, runs: notDone('it was not merged'), notes: [] };
}

/** A directory of the same name in `/etc/extensions`: systemd-sysext merges one of the two (its order is readdir's). */
async function findDouble(name: string, { root, release }: TestBench): Promise<StepResult | undefined> {
  if (release !== undefined) return undefined;
  const place = await placeIn(root, extensionDirectory(name), { follow: true });
  if (!(await stat(place).catch(() => undefined))?.isDirectory()) return undefined;
  const reason = `${place} is an extension of the same name, and systemd-sysext may merge that one. Remove it`;
  return { outcome: 'failed', reason };
}

/** Why an image does not install, by its merge into a copy of a host. */
function whyFailed(
  result: Merged,
  where: string,
  { hostPaths }: CheckedImage,
  component: Component | undefined,
): string | undefined {
  switch (result.outcome) {
    case 'skipped':
      return 'systemd-sysext skips it: it is not for this host';
    case 'refused':
      return `systemd-sysext refresh: ${result.why}`;
    case 'dead':
      return `programs of ${where} do not run after the merge: ${result.why}`;
    case 'damaged':
      return `the content is damaged: ${result.why}`;
    case 'merged':
      break;
  }
  const { changes, differs, unlinked } = result;
  if (changes.hidden.length > 0) return `hides ${some(changes.hidden)} of ${where}`;
  if (changes.closed.length > 0)
    return `closes ${some(changes.closed)} of ${where} to other users: set the mode to 0755`;
  if (differs.length > 0) return `another extension is merged instead of this image: ${differs[0]}`;
  // Without files for /opt it is another extension that has made it read-only.
  const isOwnFault = hostPaths.some((path) => path.startsWith('/opt/'));
  return unlinked === undefined || !isOwnFault ? undefined : whyUnlinked(unlinked, component);
}

function whyUnlinked(unlinked: string, component: Component | undefined): string {
  return `${component?.nodePath} cannot be linked to ${component?.binary} after the merge: ${unlinked}`;
}

function notesOf(
  { changes, unlinked }: Extract<Merged, { outcome: 'merged' }>,
  where: string,
  component: Component | undefined,
): string[] {
  const replaced = changes.replaced.filter((file) => file !== component?.binary);
  return [
    ...(replaced.length === 0 ? [] : [`replaces ${some(replaced)} of ${where}`]),
    ...(unlinked === undefined
      ? []
      : [`${whyUnlinked(unlinked, component)}. The cause is another extension of ${where}`]),
  ];
}

/** `/usr/bin/mount and 3 others` */
function some([first = '', ...others]: readonly string[]): string {
  if (others.length === 0) return first;
  return `${first} and ${others.length === 1 ? '1 other' : `${others.length} others`}`;
}

/** Where the copy of this machine takes an image for another OS, it gets an os-release that fits. @returns a note of it. */
async function writeRelease(
  { directory, checked: { release } }: ImageTrial,
  { release: host, arch }: TestBench,
): Promise<string> {
  if (host === undefined || arch === undefined || whyIncompatible(release, host, arch) === undefined) return '';
  const fields = ['ID', 'VERSION_ID', 'SYSEXT_LEVEL'].flatMap((key) => {
    const value = release.get(key) ?? '';
    return value === '' ? [] : `${key}="${value.replace(/["\\$`]/g, '\\$&')}"\n`;
  });
  await writeFile(path.join(directory, 'os-release'), fields.join(''));
  return `, with an os-release that fits it: ID=${release.get('ID')}`;
}

/** The arguments by which programs print their Kubernetes release. */
const VERSION_ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  kubelet: ['--version'],
  kubectl: ['version', '--client'],
};

function versionCommand({ name, binary }: Component): string[] {
  return [binary, ...(VERSION_ARGUMENTS[name] ?? ['--version'])];
}

/** @param program its result, or why it was not run. */
function judgeProgram(tag: string, component: Component | undefined, program: ProgramRun | string): StepResult {
  if (component === undefined) return notDone('its program is not known');
  const { name, binary } = component;
  if (program === 'absent') return { outcome: 'failed', reason: `${binary} does not exist after the merge` };
  if (program === 'not-executable') return notDone(`only root may run ${binary}, and it is not run as root`);
  if (typeof program === 'string') return notDone(program);
  const { exitCode, output } = program;
  const printed = `${versionCommand(component).join(' ')}: ${output.split('\n')[0] ?? ''}`;
  if (hasNotRun(exitCode)) return { outcome: 'failed', reason: `it does not run (exit code ${exitCode}): ${printed}` };
  if (VERSION_ARGUMENTS[name] === undefined) {
    return exitCode === 0
      ? { outcome: 'ok', reason: printed }
      : notDone(`it ends with exit code ${exitCode}, which may be intended: ${printed}`);
  }
  const release = releaseOf(tag);
  if (exitCode === 0 && releasesIn(output).some((one) => formatRelease(one) === release))
    return { outcome: 'ok', reason: printed };
  return { outcome: 'failed', reason: `it does not print ${release}: ${printed}` };
}

/** Exit codes of timeout(1): too slow, not to be started, not there; above 128, the signal that has ended it. */
function hasNotRun(exitCode: number): boolean {
  return [124, 126, 127].includes(exitCode) || (exitCode > 128 && exitCode <= 192);
}

function notDone(reason: string): StepResult {
  return { outcome: 'not-done', reason };
}
