import { defineConfig } from 'vitest/config';

/** The tests of what is mutated, without those that start Renovate or a registry. */
const CODE = ['test/sysext/**/*.test.ts', 'test/versioning/**/*.test.ts', 'test/host/resolve*.test.ts'];

/** Of presets, every mutant is seen by what compares the published files with their source. */
const PRESETS = ['test/presets/published.test.ts', 'test/presets/managers.test.ts'];

export default defineConfig({
  test: {
    include: process.env['MUTATE'] === 'presets' ? PRESETS : CODE,
    testNamePattern: /^(?!Renovate validates)/,
    testTimeout: 120_000,
  },
});
