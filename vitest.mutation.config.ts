import { defineConfig } from 'vitest/config';

/** The tests of what is mutated, without those that start Renovate or a registry. */
export default defineConfig({
  test: {
    include: ['test/sysext/**/*.test.ts', 'test/versioning/**/*.test.ts', 'test/presets/published.test.ts', 'test/node/resolve*.test.ts'],
    testTimeout: 120_000,
  },
});
