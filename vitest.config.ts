import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    benchmark: { include: ['bench/**/*.bench.ts'] },
    // Some tests run Renovate, in processes of their own: a quarter of a short run is the compiling of its code.
    env: { NODE_COMPILE_CACHE: new URL('.cache/compile', import.meta.url).pathname },
    // A thread waits while the Renovate that it started works: by itself, Vitest would leave a core idle.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
  },
});
