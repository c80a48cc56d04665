import { readdirSync, readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { KUBELET, manifest, REGISTRY } from '../renovate/scenario.ts';
import { type Ran, repository, run, serve } from './command.ts';

const FILE = 'parts/common/components.json';
const GOOD = manifest([{ repository: KUBELET, latest: 'v1.34.9-2-azlinux3' }]);
const TAGS = [
  'v1.34.9-2-azlinux3-x86-64',
  'v1.34.9-2-azlinux3-arm64',
  'v1.34.10-1-azlinux3-x86-64',
  'v1.34.10-1-azlinux3-arm64',
];

const json =
  (status: number, body: unknown): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

/** Every line of the answer's problems, as one. */
function problems({ err }: Ran): string[] {
  return err.trimEnd().split('\n');
}

/** No bad input may look like good news, write a file, or show a stack trace. */
function expectRefused(ran: Ran, dir: string, before: string): void {
  expect(ran.exitCode).toBe(1);
  expect(ran.out).not.toMatch(/nothing to update|up to date/i);
  expect(ran.out).toContain('INCOMPLETE');
  expect(ran.err).not.toContain('    at ');
  expect(snapshot(dir)).toBe(before);
}

function snapshot(dir: string): string {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map(({ parentPath, name }) => `${name}: ${readFileSync(path.join(parentPath, name), 'utf8')}`)
    .sort()
    .join('\n');
}

/** What a registry answers, and what the one line says. */
const REGISTRIES: readonly { name: string; answer: RequestListener | undefined; says: string }[] = [
  { name: 'refuses the connection', answer: undefined, says: 'ECONNREFUSED' },
  { name: 'answers 401', answer: json(401, {}), says: '401 (Unauthorized)' },
  { name: 'answers 404', answer: json(404, {}), says: '404 (Not Found)' },
  { name: 'answers 500', answer: json(500, {}), says: '500 (Internal Server Error)' },
  { name: 'answers half a JSON', answer: json(200, '{"name":"x","tags":["v1.34'), says: 'Unterminated string in JSON' },
  { name: 'answers HTML', answer: json(200, '<html>log in</html>'), says: 'is not valid JSON' },
  {
    name: 'has no tags',
    answer: json(200, { name: KUBELET, tags: [] }),
    says: 'no version that every architecture has a tag for',
  },
  { name: 'says null for tags', answer: json(200, { name: KUBELET, tags: null }), says: 'is not a tag list' },
  { name: 'answers with other JSON', answer: json(200, [1, 2]), says: 'is not a tag list' },
  {
    name: 'has only half of the arches',
    answer: json(200, { name: KUBELET, tags: TAGS.slice(0, 1) }),
    says: 'no version that every architecture has a tag for',
  },
  {
    name: 'has other minors only',
    answer: json(200, { name: KUBELET, tags: TAGS.map((tag) => tag.replace('1.34', '1.35')) }),
    says: 'no version that fits v1.34.9-2-azlinux3',
  },
  {
    name: 'has a list as long as a page',
    answer: json(200, { name: KUBELET, tags: Array.from({ length: 100 }, (_, i) => `t${i}`) }),
    says: 'may be incomplete: extend presets/docker',
  },
];

describe.each(REGISTRIES)('a registry that $name', ({ answer, says }) => {
  test('one line with file, package and cause', async () => {
    const url = answer === undefined ? 'http://127.0.0.1:9' : await serve(answer);
    const dir = repository({ [FILE]: GOOD }, url);
    const before = snapshot(dir);
    const ran = await run(['plan', dir]);
    expectRefused(ran, dir, before);
    expect(ran.out).toMatch(/kubelet 1\.34 +v1\.34\.9-2-azlinux3 +unknown: see the problems/);
    expect(problems(ran)).toEqual([expect.stringMatching(new RegExp(`^error: ${FILE}: ${KUBELET}: `))]);
    expect(problems(ran)[0]).toContain(says);
  });
});

const tag = `"renovateTag": "OCI_registry=${REGISTRY}, name=${KUBELET}"`;
const slot = (text: string) =>
  `{ "versionsV2": [${text}], "downloadURL": "mcr.microsoft.com/${KUBELET}:\${version}-\${SYSTEMD_ARCH}" }`;

/** What a manifest holds, and what the one line says. */
const MANIFESTS: readonly { name: string; text: string; says: string }[] = [
  { name: 'is no JSON', text: GOOD.replace(']', ''), says: 'is not JSON' },
  {
    name: 'has a slot without a tag',
    text: slot('{ "latestVersion": "v1.34.9-2-azlinux3" }'),
    says: 'has no renovateTag',
  },
  { name: 'has a slot without a version', text: slot(`{ ${tag} }`), says: 'has no latestVersion' },
  {
    name: 'has a tag without a registry',
    text: slot('{ "renovateTag": "name=x-sysext", "latestVersion": "v1.34.9-2-azlinux3" }'),
    says: 'does not name a sysext',
  },
  { name: 'has a slot that is no object', text: slot('7'), says: 'is not a slot' },
  {
    name: 'has an unknown arch',
    text: slot(`{ ${tag}, "latestVersion": "v1.34.9-2-azlinux3-amd64" }`),
    says: 'unknown architecture "amd64": did you mean "x86-64"? Expected one of x86-64, arm64, riscv64, s390x, ppc64-le',
  },
  {
    name: 'has a leading zero',
    text: slot(`{ ${tag}, "latestVersion": "v1.34.09-2-azlinux3" }`),
    says: 'leading zero',
  },
  {
    name: 'has a value without v',
    text: slot(`{ ${tag}, "latestVersion": "1.34.9-2-azlinux3" }`),
    says: 'the leading v is missing',
  },
  {
    name: 'has a value without revision and distro',
    text: slot(`{ ${tag}, "latestVersion": "v1.34.9" }`),
    says: 'add the preset presets/revisionless',
  },
];

describe.each(MANIFESTS)('a manifest that $name', ({ text, says }) => {
  test('one line with file, package and cause', async () => {
    const dir = repository({ [FILE]: text }, await serve(json(200, { name: KUBELET, tags: TAGS })));
    const before = snapshot(dir);
    const ran = await run(['plan', dir]);
    expectRefused(ran, dir, before);
    const errors = problems(ran).filter((line) => line.startsWith('error: '));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(new RegExp(`^error: ${FILE}: `));
    expect(errors[0]).toContain(says);
  });
});

describe('a configuration', () => {
  test.each([
    [
      'that names a preset that is not there',
      { extends: ['github>org/aks-sysext-renovate//presets/nope'] },
      "Cannot find preset's package",
    ],
    ['that does not extend the presets', {}, 'no manager extracts the slot'],
    [
      'with a second manager for the same slots',
      {
        extends: ['github>org/aks-sysext-renovate'],
        customManagers: [
          {
            customType: 'regex',
            managerFilePatterns: ['/components.json$/'],
            matchStrings: ['name=(?<packageName>[^"]+)",\\s+"latestVersion": "(?<currentValue>[^"]+)"'],
            datasourceTemplate: 'docker',
            registryUrlTemplate: REGISTRY,
          },
        ],
      },
      'two managers extract the slot',
    ],
    [
      'that breaks the versioning',
      {
        extends: ['github>org/aks-sysext-renovate'],
        packageRules: [{ matchPackageNames: ['oss/**'], versioning: 'regex:^(?<major>\\d+)$' }],
      },
      'invalid-value',
    ],
  ])('%s: a line that says so', async (_, config, says) => {
    const dir = repository({ [FILE]: GOOD }, await serve(json(200, { name: KUBELET, tags: TAGS })), config);
    const before = snapshot(dir);
    const ran = await run(['plan', dir]);
    expectRefused(ran, dir, before);
    expect(ran.err).toContain(says);
  });
});

test.each([
  [['plan', '/nowhere'], '/nowhere is not a directory'],
  [['plan', '--', '--verbose'], 'error: --verbose is not a directory'],
  [['plan', '.', '--snapshot', '/nowhere.json'], 'no such file'],
  [['plan', '.', '--fail-on', 'nothing'], 'one or more of updates, skipped, warnings'],
  [['plan', '.', '--format', 'xml'], 'Allowed choices are text, json, markdown, html'],
  [['explain', 'oss/kubelet', 'v1.34.9-2-azlinux3'], 'does not end in -sysext'],
  [['explain', KUBELET, 'v1.34.9'], 'no revision and distro'],
  [['snapshot'], "required option '--output <file>' not specified"],
  [['tags', '.', '--output', 'x'], 'error: unknown command "tags": use "snapshot" instead'],
  [['plan', '.', '--tags', 'x'], 'error: unknown option --tags: use --snapshot instead'],
  [['explain', KUBELET, 'v1.34.9', '--tags=x'], 'error: unknown option --tags: use --snapshot instead'],
  [['frobnicate'], "unknown command 'frobnicate'"],
])('%j: exit 1 and one line', async (args, says) => {
  const { exitCode, out, err } = await run(args);
  expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
  expect(err).toContain(says);
  expect(err).not.toContain('    at ');
});

test('--verbose: the stack trace', async () => {
  const { exitCode, err } = await run(['plan', '/nowhere', '--verbose']);
  expect(exitCode).toBe(1);
  expect(err).toMatch(/^Error: \/nowhere is not a directory\n {4}at /);
});
