import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { maxSatisfying, minVersion } from 'semver';
import { z } from 'zod';
import { startRegistry } from '../src/registry/server.ts';
import { PRESET_CASES, type PresetCase } from '../test/presets/versions.cases.ts';
import { ROOT, withPart } from './generated.ts';

/*
 * Tries the presets, and `plan` where it is supported, on other versions of Renovate, and writes what works where into
 * docs/versions.md: `node scripts/renovate-versions.ts [VERSION...]`. Each version is installed into a temporary
 * folder (some 500 MB) and removed afterwards. A folder in RENOVATE_VERSIONS is used and kept instead.
 */

const DOCUMENT = 'docs/versions.md';

const Renovate = z.object({ renovate: z.string() });
const { devDependencies, peerDependencies } = z
  .object({ devDependencies: Renovate, peerDependencies: Renovate })
  .parse(JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')));
const OLDEST_FOR_PLAN = minVersion(peerDependencies.renovate)?.version ?? '';

/** The pinned version, the oldest ones that `plan` and the presets support, and the newest ones before. */
const WANTED = [devDependencies.renovate, OLDEST_FOR_PLAN, '44.0.0', '43', '42'];

/** The tests that run Renovate on manifests of one slot for each case, and look at what is proposed and edited. */
const TESTS = ['bumps', 'incidents', 'edits', 'sub-presets', 'annotations'].map(
  (name) => `test/presets/${name}.test.ts`,
);

const run = promisify(execFile);

interface Tried {
  readonly version: string;
  readonly engine: string;
  /** Names of cases whose proposal was another one. */
  readonly wrong: readonly string[];
  readonly plan: string;
}

async function main(args: readonly string[]): Promise<void> {
  const given = process.env['RENOVATE_VERSIONS'];
  const folder = given ?? mkdtempSync(path.join(tmpdir(), 'renovate-versions-'));
  const tried: Tried[] = [];
  try {
    for (const wanted of args.length > 0 ? args : WANTED) tried.push(await tryVersion(await newest(wanted), folder));
  } finally {
    if (given === undefined) rmSync(folder, { recursive: true });
  }
  writeFileSync(path.join(ROOT, DOCUMENT), withPart(DOCUMENT, 'versions', table(tried)));
}

/** The newest published version of a range such as `43`. */
async function newest(range: string): Promise<string> {
  const { stdout } = await run('npm', ['view', `renovate@${range}`, 'version', '--json']);
  const versions = z.union([z.string(), z.array(z.string())]).parse(JSON.parse(stdout));
  return maxSatisfying([versions].flat(), range) ?? range;
}

async function tryVersion(version: string, folder: string): Promise<Tried> {
  const home = path.join(folder, version);
  if (!existsSync(home)) await install(version, home);
  const engine = giveRe2(home) ? 'RE2' : 'RegExp';
  const wrong: string[] = [];
  for (const one of PRESET_CASES) {
    const proposed = await propose(one, home);
    wrong.push(...one.proposals.filter(({ to }, index) => proposed[index] !== to).map(({ name }) => name));
  }
  const result = { version, engine, wrong, plan: await tryPlan(version, home) };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  return result;
}

async function install(version: string, home: string): Promise<void> {
  mkdirSync(home, { recursive: true });
  writeFileSync(path.join(home, 'package.json'), '{ "private": true }');
  const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...flags, `renovate@${version}`], { cwd: home });
}

/** Puts our own build of re2 where the same version is wanted: without its scripts, an installation has none. */
function giveRe2(home: string): boolean {
  const [own, other] = [ROOT, home].map((dir) => path.join(dir, 'node_modules/re2'));
  if (own === undefined || other === undefined || versionIn(own) !== versionIn(other)) return false;
  if (realpathSync(own) === realpathSync(other)) return true;
  cpSync(path.join(own, 'build'), path.join(other, 'build'), { recursive: true });
  return true;
}

function versionIn(dir: string): string {
  return JSON.parse(readFileSync(path.join(dir, 'package.json'), 'utf8')).version;
}

const Report = z.object({
  repositories: z.object({
    local: z.object({
      packageFiles: z.record(
        z.string(),
        z.array(
          z.object({
            deps: z.array(
              z.object({
                packageName: z.string().optional(),
                depName: z.string().optional(),
                updates: z.array(z.object({ newValue: z.string().nullish() })).optional(),
              }),
            ),
          }),
        ),
      ),
    }),
  }),
});

/** What a bare Renovate proposes for each sysext, with the presets written into the repository's configuration. */
async function propose({ presets, files, tags, pageLimit }: PresetCase, home: string): Promise<(string | null)[]> {
  const registry = await startRegistry(tags, pageLimit === undefined ? {} : { pageLimit });
  const dir = mkdtempSync(path.join(tmpdir(), 'versions-case-'));
  const report = path.join(dir, 'report.json');
  try {
    for (const [file, text] of Object.entries({ ...files, 'renovate.json': JSON.stringify(inlined(presets)) })) {
      writeFileSync(
        path.join(dir, file),
        text
          .replaceAll('https://registry.example', registry.url)
          .replaceAll('registry.example', new URL(registry.url).host),
      );
    }
    const env = {
      ...process.env,
      RENOVATE_BASE_DIR: path.join(dir, '.base'),
      RENOVATE_INTERNAL_HOST_ACCESS: 'allow',
      RENOVATE_HOST_RULES: JSON.stringify([
        { matchHost: registry.url.replace('http:', 'https:'), insecureRegistry: true },
      ]),
      LOG_LEVEL: 'fatal',
    };
    const script = path.join(home, 'node_modules/renovate/dist/renovate.js');
    const args = [script, '--platform=local', '--dry-run=lookup', '--report-type=file', `--report-path=${report}`];
    await run(process.execPath, args, { cwd: dir, env }).catch(() => undefined);
    if (!existsSync(report)) return [];
    return newValues(Report.parse(JSON.parse(readFileSync(report, 'utf8'))));
  } finally {
    rmSync(dir, { recursive: true });
    await registry.close();
  }
}

/** The new values of every sysext, in the order of the files. */
function newValues({ repositories }: z.infer<typeof Report>): (string | null)[] {
  const deps = Object.values(repositories.local.packageFiles).flatMap((files) => files.flatMap(({ deps }) => deps));
  return deps
    .filter(({ packageName, depName }) => (packageName ?? depName ?? '').endsWith('-sysext'))
    .map(({ updates = [] }) => updates[0]?.newValue ?? null);
}

/** Presets as one configuration: `revisionless(azlinux3)` is a preset with its argument. */
function inlined(presets: readonly string[]): object {
  const all = presets.map((name) => {
    const [, file = '', argument = ''] = /^([^(]*)(?:\((.*)\))?$/.exec(name) ?? [];
    return JSON.parse(readFileSync(path.join(ROOT, file), 'utf8').replaceAll('{{arg0}}', argument));
  });
  return {
    customDatasources: Object.assign({}, ...all.map(({ customDatasources }) => customDatasources)),
    customManagers: all.flatMap(({ customManagers = [] }) => customManagers),
    packageRules: all.flatMap(({ packageRules = [] }) => packageRules),
  };
}

const Results = z.object({ numPassedTests: z.number(), numTotalTests: z.number() });

/** The tests of `plan` with this Renovate: it is found from the folder in which they make theirs. */
async function tryPlan(version: string, home: string): Promise<string> {
  const scratch = path.join(home, 'tmp');
  mkdirSync(scratch, { recursive: true });
  const env = { ...process.env, TMPDIR: scratch };
  const locate = `import { locateRenovate } from ${JSON.stringify(path.join(ROOT, 'src/renovate/host/locate.ts'))};
    import { renovateVersion } from ${JSON.stringify(path.join(ROOT, 'src/renovate/internals.ts'))};
    console.log(renovateVersion(locateRenovate(${JSON.stringify(scratch)})));`;
  const found = await run(process.execPath, ['--input-type=module', '-e', locate], { env }).catch(() => undefined);
  if (found === undefined) return 'refused';
  if (found.stdout.trim() !== version) throw new Error(`${found.stdout.trim()} would run in place of ${version}`);
  const output = path.join(scratch, 'results.json');
  const args = [
    path.join(ROOT, 'node_modules/vitest/vitest.mjs'),
    'run',
    ...TESTS,
    '--reporter=json',
    `--outputFile=${output}`,
  ];
  await run(process.execPath, args, { cwd: ROOT, env, maxBuffer: 1 << 28 }).catch(() => undefined);
  const { numPassedTests, numTotalTests } = Results.parse(JSON.parse(readFileSync(output, 'utf8')));
  return `${numPassedTests} of ${numTotalTests} tests`;
}

function table(tried: readonly Tried[]): string {
  const all = PRESET_CASES.reduce((sum, { proposals }) => sum + proposals.length, 0);
  const rows = tried.map(({ version, engine, wrong, plan }) => {
    const presets = `${all - wrong.length} of ${all} right${wrong.length === 0 ? '' : `; wrong: ${wrong.join(', ')}`}`;
    return `| ${version} | ${engine} | ${presets} | ${plan} |`;
  });
  return ['| Renovate | patterns run on | presets | `plan` |', '| --- | --- | --- | --- |', ...rows, ''].join('\n');
}

await main(process.argv.slice(2));
