import { defineConfig } from 'vitest/config';

/** Long tests, which `npm run proof` runs at full size. */
const PROOF = [
  'test/proof/**/*.test.ts',
  'test/host/kill.test.ts',
  'test/check/{many-owners,mutations}.test.ts',
  'test/cli/large.test.ts',
];

/** Tests with other programs: registries, images, mounts, systemd, packages. Some of them need root. */
const SYSTEM = [
  'test/{action,examples,package,scripts,system,workflows}/**/*.test.ts',
  'test/docs/host.test.ts',
  'test/host/{end-to-end,image,merge,os-release,pull,pull-beside,pull-faults,real,rehearse,xattrs}.test.ts',
  'test/registry/{connection,credentials,distribution}.test.ts',
  'test/cli/{bad-input,node,node-version,output,proxy,rehearse,signals,streams}.test.ts',
];

/** Tests that run Renovate, in this process or in its own. */
const RENOVATE = [
  'test/{fidelity,presets,renovate-register}/**/*.test.ts',
  'test/adopt/{adopt,loses-nothing}.test.ts',
  'test/analysis/{annotations,causes,checkouts,diff,plan,preset-pins}.test.ts',
  'test/check/{ask-registries,base-branches,configurations,incidents,lints,own,places,preset-order,preset-unresolved,unseen-manifests}.test.ts',
  'test/cli/{adopt,all,check,explain,nothing,plan}.test.ts',
  'test/docs/{docs,language}.test.ts',
  'test/renovate/{config-files,hand-written,internals,managers,narrow-rules,snapshot}.test.ts',
  'test/renovate/child/{branch-mates,clone,edits,lookup-scope,sources}.test.ts',
  'test/renovate/host/*.test.ts',
  'test/renovate/patches/{close-network,serve-presets}.test.ts',
  'test/versioning/agreement.test.ts',
];

const LONG_MS = 120_000;

export default defineConfig({
  test: {
    benchmark: { include: ['bench/**/*.bench.ts'] },
    // A thread waits while the processes that it started work, or for a timeout: two threads leave a core idle.
    maxWorkers: 3,
    passWithNoTests: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...PROOF, ...SYSTEM, ...RENOVATE],
          setupFiles: ['test/no-processes.ts'],
          testTimeout: LONG_MS,
        },
      },
      ...Object.entries({ renovate: RENOVATE, system: SYSTEM, proof: PROOF }).map(([name, include]) => ({
        extends: true as const,
        test: {
          name,
          include,
          exclude: name === 'proof' ? [] : PROOF,
          // A quarter of a short run of Renovate is the compiling of its code.
          env: { NODE_COMPILE_CACHE: new URL('.cache/compile', import.meta.url).pathname },
          testTimeout: LONG_MS,
          hookTimeout: LONG_MS,
        },
      })),
    ],
  },
});
