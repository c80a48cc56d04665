import { link } from 'node:fs/promises';
import path from 'node:path';
import type { Artifact } from '../registry/artifact.ts';
import { RegistryError, type RegistryErrorCode } from '../registry/error.ts';
import { findComponent } from '../sysext/component.ts';
import { readVersion } from '../sysext/diagnose.ts';
import { compareVersions } from '../sysext/order.ts';
import { formatVersion, parseTag, parseVersion } from '../sysext/tag.ts';
import { isOperational, OperationalError } from '../system/errors.ts';
import type { RunProgram } from '../system/run-program.ts';
import { InvalidImageError, RefusedError } from './errors.ts';
import { fetchLayer, findArtifact, type Image, percentTo } from './fetch.ts';
import { checkImage } from './image.ts';
import { imageLayer } from './layer.ts';
import { placeIn } from './layout.ts';
import { cachedFile } from './local.ts';
import type { OsRelease } from './os-release.ts';
import type { RehearsedImage, RehearsedName, RehearsedStep } from './rehearsal.ts';
import { findRemote } from './remote.ts';
import { resolve } from './resolve.ts';
import { type ImageSource, referenceOf } from './source.ts';
import type { RehearsalSubject } from './subjects.ts';
import { type TestBench, tryImage } from './try-image.ts';
import { parseRequest, releaseOf } from './version-request.ts';

/** The environment of an image that is rehearsed. */
export interface RehearsalContext {
  /** An empty directory for this image alone. */
  readonly directory: string;
  readonly source: ImageSource;
  /** The values that are cached beside it. */
  readonly siblings: readonly string[];
  /** The releases of the kubelet that hosts run beside it: `v1.34.10`. */
  readonly kubelets: readonly string[];
  /** Whether the registry cannot list tags. */
  readonly isolated: boolean;
  /** The os-release of a host, if it is known. */
  readonly host: OsRelease | undefined;
  readonly bench: TestBench;
  readonly run: RunProgram;
  readonly onProgress?: (text: string) => void;
}

/** The largest image that is pulled: a registry must not be able to fill the disk. */
const MAX_IMAGE_BYTES = 2 * 1024 ** 3;

/** A step that was not done, without a fault of the image. */
class NotDoneError extends OperationalError<'not-done'> {
  constructor(message: string) {
    super('not-done', message);
  }
}

/** Rehearses an image step by step. A step that depends on one that failed is not done. */
export async function rehearseImage(subject: RehearsalSubject, context: RehearsalContext): Promise<RehearsedImage> {
  const { directory, source, host, bench, run } = context;
  const { name, value, arch, proposed, files } = subject;
  const component = findComponent(source.repository);
  const steps: RehearsedStep[] = [];
  const notes: string[] = [];

  /** Requires the result of an earlier step. @throws {NotDoneError} with the first step that is not ok. */
  const required = <Value>(found: Value | undefined): Value => {
    if (found === undefined) throw new NotDoneError(whatIsNotOk(steps));
    return found;
  };

  /** Does a step. @returns its result; `undefined` if it failed, or was not done. */
  async function attempt<Value>(
    step: RehearsedName,
    work: () => Promise<StepSuccess<Value>>,
  ): Promise<Value | undefined> {
    try {
      const { reason, found, note } = await work();
      steps.push({ step, outcome: 'ok', reason });
      if (note !== undefined) notes.push(note);
      return found;
    } catch (error) {
      const { outcome, reason } = judgeError(error);
      steps.push({ step, outcome, reason: reason.replaceAll(directory, '') });
      return undefined;
    }
  }

  const published = await attempt('published', async (): Promise<StepSuccess<{ image: Image; artifact: Artifact }>> => {
    const image = { name, tag: await tagOf(subject, context), arch };
    return { reason: referenceOf(source, image.tag), found: { image, artifact: await findArtifact(image, source) } };
  });
  const layer = await attempt('named', async () => {
    const { image, artifact } = required(published);
    const found = imageLayer(artifact, name, image.tag, referenceOf(source, image.tag));
    return { reason: path.basename(cachedFile(name, image.tag)), found };
  });
  const pulled = await attempt('pulled', async () => {
    const { size, digest } = required(layer);
    if (size > MAX_IMAGE_BYTES) throw new NotDoneError(`it has ${size} bytes, which is more than ${MAX_IMAGE_BYTES}`);
    const { image } = required(published);
    const { file } = await fetchLayer(
      directory,
      { image, layer: required(layer), source },
      percentTo(context.onProgress, image),
    );
    return { reason: `${size} bytes, ${digest}`, found: { image, file } };
  });
  await attempt('resolved-cached', () => resolveCached(required(pulled).image, context));
  await attempt('resolved-registry', async () => {
    const { image } = required(published);
    if (context.isolated) throw new NotDoneError('with --isolated, tags are not listed');
    return resolveRemote(image, context, true);
  });
  await attempt('resolved-isolated', () => resolveRemote(required(published).image, context, false));
  const checked = await attempt('image', async () => {
    const found = await checkImage(required(pulled).file, { name, arch, host, component }, run);
    const compared = host === undefined ? '; it is not compared with an OS without --root' : '';
    return { reason: `systemd-sysext merges it, and its programs are for ${arch}${compared}`, found };
  });
  if (pulled === undefined || checked === undefined) {
    const reason = whatIsNotOk(steps);
    steps.push({ step: 'merged', outcome: 'not-done', reason }, { step: 'runs', outcome: 'not-done', reason });
  } else {
    const { tag } = pulled.image;
    const tried = { directory, name, image: cachedFile(name, tag), tag, arch, component, checked };
    const { merged, runs, notes: more } = await tryImage(tried, bench, run);
    steps.push({ step: 'merged', ...merged }, { step: 'runs', ...runs });
    notes.push(...checked.notes, ...more);
  }
  if (published !== undefined) notes.push(...noteQuery(published.image, context));
  const reference = referenceOf(source, published?.image.tag ?? value);
  const verdict = verdictOf(steps, context);
  return { name, version: value, arch, reference, proposed, files: [...files], verdict, steps, notes };
}

/**
 * AgentBaker's scripts request the credential provider by the version of Kubernetes, although it has patches of its own
 * (parts/linux/cloud-init/artifacts/flatcar/cse_install_flatcar.sh); the `resolved` steps request it by its own.
 */
function noteQuery({ name, tag }: Image, { kubelets }: RehearsalContext): string[] {
  const release = releaseOf(tag);
  if (name !== 'azure-acr-credential-provider' || kubelets.includes(release)) return [];
  const versions = kubelets.length === 0 ? '' : ` (here ${kubelets.join(', ')})`;
  const what = `AKS hosts request ${name} by the version of Kubernetes${versions}`;
  return [`${what}, not by its own: they do not find ${release} in the cache`];
}

interface StepSuccess<Value> {
  readonly reason: string;
  readonly found: Value;
  /** A remark, although the step is ok. */
  readonly note?: string;
}

/** The steps that each depend on the one before. */
const CHAIN: readonly RehearsedName[] = ['published', 'named', 'pulled', 'image'];

function whatIsNotOk(steps: readonly RehearsedStep[]): string {
  const first = steps.find(({ step, outcome }) => CHAIN.includes(step) && outcome !== 'ok');
  return `${first?.step} is not ok`;
}

/**
 * Decides whether an error is the image's fault, or a fault of the registry, the network or this machine.
 *
 * @throws the error itself if it is none of them: a bug of this program must not be reported as a fault of an image.
 */
function judgeError(error: unknown): Pick<RehearsedStep, 'outcome' | 'reason'> {
  if (!isOperational(error)) throw error;
  const isOfImage =
    error instanceof InvalidImageError || (error instanceof RegistryError && IMAGE_FAULTS.includes(error.code));
  return { outcome: isOfImage ? 'failed' : 'not-done', reason: error.message };
}

/** Failures of a registry that are faults of its image. */
const IMAGE_FAULTS: readonly RegistryErrorCode[] = ['invalid-artifact', 'no-platform'];

/** The tag that an image build pulls for a value. */
async function tagOf({ value, distro, arch }: RehearsalSubject, context: RehearsalContext): Promise<string> {
  const version = parseVersion(value);
  if (version !== undefined) return formatVersion({ ...version, v: true, arch });
  const reading = readVersion(value);
  if (reading.kind === 'malformed') {
    throw new InvalidImageError('not-resolved', `${JSON.stringify(value)} is not a version: ${reading.why}`);
  }
  if (distro === undefined)
    throw new NotDoneError(`${value} has no revision and distro; name the distro with --distro`);
  const { tag, step } = await findRemote(parseRequest(value, arch, distro), context.source, {
    canList: !context.isolated,
    cachedRevision: undefined,
  });
  if (tag !== undefined) return tag;
  throw step.outcome === 'failed' ? new NotDoneError(step.reason) : new InvalidImageError('not-resolved', step.reason);
}

/** Resolves a release on a host that has cached the image beside the others of the manifest. */
async function resolveCached(
  { name, tag, arch }: Image,
  { directory, source, siblings }: RehearsalContext,
): Promise<StepSuccess<true>> {
  for (const value of siblings) {
    const version = parseVersion(value);
    if (version === undefined) continue;
    const sibling = await placeIn(directory, cachedFile(name, formatVersion({ ...version, v: true, arch })));
    // A link to the image is enough.
    await link(await placeIn(directory, cachedFile(name, tag)), sibling).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  const request = { name, version: releaseOf(tag), arch, root: directory, isolated: true };
  const { resolution, note } = await resolve(request, source).then(
    (resolution) => ({ resolution, note: '' }),
    async (error: unknown) => {
      if (!(error instanceof RefusedError)) throw error;
      const distro = parseVersion(tag)?.distro ?? '';
      return { resolution: await resolve({ ...request, distro }, source), note: `, with --distro ${distro}` };
    },
  );
  const reason = resolution.steps.find(({ step }) => step === 'local')?.reason ?? '';
  if (resolution.source !== 'local') {
    throw new InvalidImageError('not-resolved', `it is cached, but not found there: ${reason}`);
  }
  const { tag: taken } = resolution;
  return {
    reason: taken === tag ? `${reason}${note}` : `${taken} is chosen, which is cached as well${note}`,
    found: true,
  };
}

/** Resolves a release and distro on a host with an empty cache. */
async function resolveRemote(
  { tag, arch }: Image,
  { source }: RehearsalContext,
  canList: boolean,
): Promise<StepSuccess<true>> {
  const wanted = parseRequest(releaseOf(tag), arch, parseVersion(tag)?.distro);
  const { tag: taken, step } = await findRemote(wanted, source, { canList, cachedRevision: undefined });
  if (step.outcome === 'failed') throw new NotDoneError(step.reason);
  if (taken === undefined) throw new InvalidImageError('not-resolved', step.reason);
  if (taken === tag) return { reason: step.reason, found: true };
  const [own, other] = [parseTag(tag), parseTag(taken)];
  const age = own !== undefined && other !== undefined && compareVersions(other, own) < 0 ? 'older' : 'newer';
  const who = canList ? 'hosts that have not cached it' : 'isolated hosts that have not cached it';
  return {
    reason: `a host without ${tag} chooses another: ${step.reason}`,
    found: true,
    note: `${who} choose the ${age} ${taken}`,
  };
}

/** Steps that some machines cannot do: without them the verdict is known. */
const OPTIONAL_STEPS: readonly RehearsedName[] = ['merged', 'runs'];

function verdictOf(steps: readonly RehearsedStep[], { isolated }: RehearsalContext): RehearsedImage['verdict'] {
  if (steps.some(({ outcome }) => outcome === 'failed')) return 'does-not-install';
  const mayLack: readonly RehearsedName[] = isolated ? [...OPTIONAL_STEPS, 'resolved-registry'] : OPTIONAL_STEPS;
  const lacks = steps.some(({ step, outcome }) => outcome === 'not-done' && !mayLack.includes(step));
  return lacks ? 'not-known' : 'installs';
}
