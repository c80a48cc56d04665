import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { Plan } from '../../src/analysis/schema.ts';
import { startRegistry } from '../../src/registry/server.ts';
import { repository, run } from '../cli/command.ts';
import { type Certificate, makeCertificate } from '../registry/certificate.ts';
import {
  type Distribution,
  type DistributionOptions,
  pushArtifact,
  startDistribution,
} from '../registry/distribution.ts';
import { json, startFaulty, status } from '../registry/faults.ts';
import { SERVICE, startTokenService } from '../registry/token-service.ts';
import { DEFAULT_PRESET, KUBELET, manifest, REGISTRY } from '../renovate/scenario.ts';
import { missing } from '../tools.ts';
import { proofRecorder } from './hold.ts';
import { LONG, proofSize, secondsSince } from './proof.ts';
import { LARGE_REGISTRIES, REGISTRIES, type RegistryCase, WHOLE } from './registries.cases.ts';

const FILE = 'components.json';
const [FROM, TO] = ['v1.34.9-1-azlinux3', 'v1.34.10-1-azlinux3'];
const PRESETS = {
  byDefault: [DEFAULT_PRESET],
  byDocker: [DEFAULT_PRESET, `${DEFAULT_PRESET}//presets/docker`],
} as const;
type By = keyof typeof PRESETS;

afterEach(() => void vi.unstubAllEnvs());

interface Planned {
  readonly exitCode: number;
  /** The lines about problems. */
  readonly errors: readonly string[];
  readonly plan: Plan;
}

/** Plans a manifest of one slot for each registry, by its URL. */
async function planOf(
  slots: readonly { readonly url: string; readonly name: string }[],
  by: By,
  hostRules: readonly object[] = [],
): Promise<Planned> {
  vi.stubEnv('RENOVATE_HOST_RULES', JSON.stringify(hostRules));
  const urls = slots.map(({ url }) => url);
  const all = manifest(slots.map(({ name }) => ({ repository: name, latest: FROM })));
  const files = { [FILE]: all.replaceAll(REGISTRY, () => urls.shift() ?? '') };
  const { exitCode, out, err } = await run([
    'plan',
    repository(files, '', { extends: PRESETS[by] }),
    '--format',
    'json',
  ]);
  return { exitCode, errors: err.split('\n').filter((line) => line !== ''), plan: Plan.parse(JSON.parse(out)) };
}

/** Host rules for a registry on loopback that speaks plain HTTP. */
function plain(url: string, rule: object = {}): object[] {
  return [url, url.replace('http:', 'https:')].map((matchHost) => ({ matchHost, insecureRegistry: true, ...rule }));
}

/** Plans one manifest with a slot for each case, each in a registry of its own. */
async function planFaulty(cases: readonly RegistryCase[], by: By, timeout?: number): Promise<void> {
  const registries = await Promise.all(
    cases.map(async (one, index) => {
      const registry = await startFaulty(
        (reply, { path }) => (path === '/v2/' ? json({}) : reply),
        (reply, { path }) => (path.endsWith('/tags/list') ? json({ tags: WHOLE }) : reply),
        (reply, request) => (request.path.endsWith('/tags/list') ? one.fault(reply, request) : reply),
      );
      return { ...one, url: registry.url, package: `case/${index}/some-sysext` };
    }),
  );
  const rules = registries.flatMap(({ url }) => plain(url, timeout === undefined ? {} : { timeout }));
  const slots = registries.map(({ url, package: name }) => ({ url, name }));
  const { exitCode, errors, plan } = await planOf(slots, by, rules);

  for (const { name, package: own, [by]: says } of registries) {
    const to = plan.slots.find((slot) => slot.package === own)?.to;
    const lines = errors.filter((line) => line.startsWith(`error: ${FILE}: ${own}: `));
    if (says === undefined) expect({ name, to, lines }).toEqual({ name, to: TO, lines: [] });
    else expect({ name, to, lines }).toEqual({ name, to: null, lines: [expect.stringContaining(says)] });
  }
  const failing = cases.filter((one) => one[by] !== undefined).length;
  expect(exitCode).toBe(failing === 0 ? 0 : 1);
  expect(errors).toHaveLength(failing);
}

/** With 1, every fault is planned alone as well, with Renovate's own timeouts, and the large lists. */
const isLong = proofSize('registries', 0) > 0;

describe.each(['byDefault', 'byDocker'] as const)('faults, %s', (by) => {
  test('each is a line that names the package and the cause; no other slot is touched', async () => {
    await planFaulty(REGISTRIES, by, 700);
  });
});

if (isLong) {
  test('at length: faults, alone and with the timeouts that Renovate has', LONG, async () => {
    const record = proofRecorder();
    const start = performance.now();
    let cases = 0;
    for (const by of ['byDefault', 'byDocker'] as const) {
      for (const one of REGISTRIES.filter((one) => one.waits !== true)) {
        await planFaulty([one], by);
        cases += 1;
      }
      for (const one of LARGE_REGISTRIES) {
        await planFaulty([one], by);
        cases += 1;
      }
      const waiting = REGISTRIES.filter((one) => one.waits === true);
      await planFaulty(waiting, by);
      cases += waiting.length;
    }
    record({
      name: 'registries-faults',
      law: 'whatever is wrong with a registry, a plan ends, and says in one line which package and why; no slot of another registry is touched',
      cases,
      seed: 0,
      seconds: secondsSince(start),
    });
  });
}

async function expectBump(url: string, by: By, rules: readonly object[]): Promise<void> {
  const { exitCode, errors, plan } = await planOf([{ url, name: KUBELET }], by, rules);
  expect({ exitCode, errors, to: plan.slots.map(({ to }) => to) }).toEqual({ exitCode: 0, errors: [], to: [TO] });
}

async function expectRefused(url: string, by: By, rules: readonly object[], says: RegExp): Promise<void> {
  const { exitCode, errors, plan } = await planOf([{ url, name: KUBELET }], by, rules);
  expect(exitCode).toBe(1);
  expect(errors).toEqual([expect.stringMatching(says)]);
  expect(plan.slots.map(({ to }) => to)).toEqual([null]);
}

test('a page that fails with 500: the line names the package, and that a bot aborts', async () => {
  const { url, host } = await startFaulty((reply, { path, query }) => {
    if (query.has('last')) return status(500);
    return path.endsWith('/tags/list') ? json({ tags: WHOLE }, { link: `<${path}?last=a>; rel="next"` }) : reply;
  });
  const { exitCode, errors, plan } = await planOf([{ url, name: KUBELET }], 'byDocker', plain(url));
  expect(exitCode).toBe(1);
  expect(errors).toEqual([expect.stringMatching(/kubelet-sysext: the lookup failed: .*500.*; Renovate aborts/)]);
  expect(errors[0]).toContain(host);
  expect(plan.slots.map(({ to }) => to)).toEqual([null]);
});

test('pages: followed with presets/docker, told of without', async () => {
  const registry = await startRegistry({ [KUBELET]: WHOLE }, { pageLimit: 1 });
  onTestFinished(() => registry.close());
  await expectBump(registry.url, 'byDocker', plain(registry.url));
  await expectRefused(registry.url, 'byDefault', plain(registry.url), /kubelet-sysext: .*presets\/docker/);
});

describe.skipIf(missing('docker-registry', 'htpasswd', 'openssl'))('docker-registry', () => {
  let open: Distribution;
  let folder = '';
  let tls: Certificate;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'registries-'));
    tls = makeCertificate(folder);
    open = await startDistribution();
    for (const tag of WHOLE) await pushArtifact(open.url, KUBELET, tag, { title: tag, content: tag });
  });
  afterAll(async () => {
    await open.close();
    rmSync(folder, { recursive: true });
  });

  /** The same registry, with another door. */
  async function behind(options: DistributionOptions): Promise<string> {
    const registry = await startDistribution({ ...options, storage: open.storage });
    onTestFinished(() => registry.close());
    return registry.url;
  }

  test.each(['byDefault', 'byDocker'] as const)('open to all, %s', async (by) => {
    await expectBump(open.url, by, plain(open.url));
  });

  test('a password', async () => {
    const url = await behind({ users: { joe: 'secret' } });
    await expectBump(url, 'byDocker', plain(url, { username: 'joe', password: 'secret' }));
    await expectRefused(url, 'byDocker', plain(url), /kubelet-sysext: .*401; .*host rule/);
    await expectRefused(url, 'byDefault', plain(url), /kubelet-sysext: .*401 .*presets\/docker/);
  });

  test('tokens', async () => {
    const service = await startTokenService(tls, `Basic ${btoa('joe:secret')}`);
    const url = await behind({ token: { realm: service.realm, service: SERVICE, certificate: tls.certificate } });
    await expectBump(url, 'byDocker', plain(url, { username: 'joe', password: 'secret' }));
    await expectRefused(url, 'byDocker', plain(url), /kubelet-sysext: .*401/);
  });

  test.each(['byDefault', 'byDocker'] as const)('a private authority, %s', async (by) => {
    const url = await behind({ tls });
    await expectRefused(url, by, [], /kubelet-sysext: .*(?:certificate|self-signed)/);
    vi.stubEnv('NODE_EXTRA_CA_CERTS', tls.certificate);
    await expectBump(url, by, []);
  });
});
