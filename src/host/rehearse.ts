import { mkdir, rm } from 'node:fs/promises';
import { machine } from 'node:os';
import path from 'node:path';
import { placeOf, sentenceOf } from '../analysis/diagnostic.ts';
import { findManifests } from '../analysis/find-manifests.ts';
import type { Plan } from '../analysis/schema.ts';
import { RegistryError } from '../registry/error.ts';
import { type Arch, fromUnameArch } from '../sysext/arch.ts';
import { formatRelease, leadingMinor, minorOf } from '../sysext/release.ts';
import { parseReleaseOf } from '../sysext/tag.ts';
import { isOperational } from '../system/errors.ts';
import { mapConcurrently } from '../system/map-concurrently.ts';
import type { RunProgram } from '../system/run-program.ts';
import { withScratch } from '../system/scratch.ts';
import type { Context } from './context.ts';
import { hostRelease, type OsRelease } from './os-release.ts';
import type { Rehearsal, RehearsedImage } from './rehearsal.ts';
import { rehearseImage } from './rehearse-image.ts';
import { openSources } from './source.ts';
import { type RehearsalSubject, subjectsOf } from './subjects.ts';
import { type TestBench, whyNoMerge } from './try-image.ts';

/** The versions to rehearse, and how. */
export interface RehearsalRequest {
  /** The repository with the manifests. */
  readonly dir: string;
  /** The plan of the repository. */
  readonly plan: Plan;
  readonly arches: readonly Arch[];
  /** A mirror to pull from, in place of the slots' registries. */
  readonly registry?: string;
  /** The distro of slots without one in their value. */
  readonly distro?: string;
  readonly isolated: boolean;
  /** The unpacked image of a host. Versions are merged into a copy of it. */
  readonly root?: string;
}

/** Images that are on the disk at the same time. */
const MAX_CONCURRENT = 4;

/**
 * Rehearses every version that a plan proposes or that is in the manifests: pulls, resolves, merges and runs it as image
 * builds and hosts do. This machine is not changed: images are pulled into a scratch directory, and removed after use.
 *
 * @throws {Error} if nothing is to be rehearsed, or the root does not have an OS.
 */
export async function rehearse(request: RehearsalRequest, context: Context): Promise<Rehearsal> {
  const { dir, plan, arches, distro, isolated } = request;
  const manifests = await findManifests(dir);
  const { subjects, problems } = subjectsOf(plan, manifests, { arches, ...(distro !== undefined && { distro }) });
  const unread = [
    ...plan.diagnostics.filter(({ severity }) => severity === 'error'),
    ...manifests.flatMap((one) => one.diagnostics),
  ].map((one) => [placeOf(one), one.package, sentenceOf(one)].filter((part) => part !== null).join(': '));
  if (subjects.length + problems.length + unread.length === 0)
    throw new Error(`${dir} does not have any sysexts to rehearse`);

  const host = request.root === undefined ? undefined : await hostRelease(request.root);
  const sourceOf = openSources(context.open, request.registry);
  return withScratch('rehearse', async (scratch) => {
    const bench = await openBench(request.root, await directoryIn(scratch, 'nothing'), context.run);
    let done = 0;
    const images = await mapConcurrently([...subjects.entries()], MAX_CONCURRENT, async ([index, subject]) => {
      const directory = await directoryIn(scratch, `${index}`);
      try {
        const count = `${done + 1} of ${subjects.length}`;
        const onProgress = (text: string) => context.onProgress?.(`rehearsing ${count}: ${text}`);
        onProgress(`${subject.name} ${subject.value} for ${subject.arch}`);
        const siblings = siblingsOf(subject, subjects);
        const imageContext = {
          directory,
          source: sourceOf(subject),
          siblings,
          kubelets: kubeletsBeside(subject, subjects),
          isolated,
          host,
          bench,
          run: context.run,
          onProgress,
        };
        return await rehearseImage(subject, imageContext);
      } catch (error) {
        if (!(error instanceof RegistryError)) throw error;
        return notKnown(subject, error);
      } finally {
        done += 1;
        await rm(directory, { recursive: true, force: true });
      }
    });
    return { schemaVersion: 1, images, problems: [...new Set([...unread, ...problems])] };
  });
}

async function directoryIn(scratch: string, name: string): Promise<string> {
  const directory = path.join(scratch, name);
  await mkdir(directory);
  return directory;
}

async function openBench(root: string | undefined, directory: string, run: RunProgram): Promise<TestBench> {
  const release = root === undefined ? await thisRelease() : undefined;
  return { arch: thisArch(), root: root ?? '/', release, whyNot: await whyNoMerge(directory, root ?? '/', run) };
}

/** The os-release of this machine; empty where it does not have one. */
async function thisRelease(): Promise<OsRelease> {
  try {
    return await hostRelease('/');
  } catch (error) {
    if (!isOperational(error)) throw error;
    return new Map();
  }
}

function thisArch(): Arch | undefined {
  try {
    return fromUnameArch(machine());
  } catch {
    return undefined;
  }
}

/** The versions that a host has cached beside an image: those of the manifests and, after the bump, those of the plan. */
function siblingsOf(subject: RehearsalSubject, subjects: readonly RehearsalSubject[]): string[] {
  const { name, repository, arch, proposed } = subject;
  return subjects
    .filter((one) => one.name === name && one.repository === repository && one.arch === arch)
    .filter((one) => proposed || !one.proposed)
    .map(({ value }) => value);
}

/** The releases of the kubelet of a version's Kubernetes minor. */
function kubeletsBeside(subject: RehearsalSubject, subjects: readonly RehearsalSubject[]): string[] {
  const minor = leadingMinor(subject.value);
  const kubelets = subjects
    .filter(({ name }) => name === 'kubelet')
    .flatMap(({ value }) => parseReleaseOf(value) ?? []);
  return [...new Set(kubelets.filter((release) => minorOf(release) === minor).map(formatRelease))];
}

/** An image whose registry is none. */
function notKnown({ name, value, arch, repository, proposed, files }: RehearsalSubject, error: Error): RehearsedImage {
  const step = { step: 'published', outcome: 'not-done', reason: error.message } as const;
  const reference = `${repository}:${value}`;
  return { name, version: value, arch, reference, proposed, files: [...files], verdict: 'not-known', steps: [step] };
}
