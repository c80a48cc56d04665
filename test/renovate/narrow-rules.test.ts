import { beforeAll, describe, expect, test } from 'vitest';
import { locateRenovate, PACKAGE_ROOT } from '../../src/renovate/host/locate.ts';
import { narrowRules } from '../../src/renovate/inspect/narrow-rules.ts';
import { type Config, type Internals, importInternals } from '../../src/renovate/internals.ts';

/*
 * Of a thousand rules few are tried on a dependency: what comes of it is what comes of all.
 */

const MATCHERS: readonly object[] = [
  {},
  { matchManagers: ['npm'] },
  { matchManagers: ['!npm'] },
  { matchManagers: ['/^(?:npm|gomod)$/'] },
  { matchDatasources: ['docker'] },
  { matchDatasources: ['custom.*'] },
  { matchCategories: ['golang'] },
  { matchPackageNames: ['acme/**'] },
  { matchDepNames: ['acme/one'] },
  { matchManagers: ['dockerfile'], matchPackageNames: ['acme/one'] },
  { matchSourceUrls: ['https://github.com/acme/**'] },
  { matchSourceUrls: ['!https://github.com/other/**'] },
  { matchFileNames: ['a/**'] },
  { matchJsonata: ['manager = "npm"'] },
  { matchCurrentVersion: '>=1.0.0' },
];

const RULES: readonly Config[] = MATCHERS.map((matchers, index) => ({ ...matchers, labels: [`rule ${index}`] }));

/** Behind a rule that changes the datasource, rules for the new one match. */
const OVERRIDING: readonly Config[] = [
  ...RULES.slice(0, 4),
  { matchPackageNames: ['acme/one'], overrideDatasource: 'docker' },
  ...RULES.slice(4),
  { matchDatasources: ['docker'], matchPackageNames: ['acme/one'], overrideDatasource: 'npm' },
  { matchDatasources: ['npm'], labels: ['last'] },
];

const DEPENDENCIES: readonly Config[] = [
  ['npm', 'npm', 'javascript'],
  ['gomod', 'go', 'golang'],
  ['dockerfile', 'docker', 'docker'],
  ['regex', 'custom.aks-sysext', 'custom'],
  ['regex', 'docker', 'custom'],
].flatMap(([manager, datasource, category]) =>
  ['acme/one', 'other/two'].flatMap((packageName) =>
    [undefined, `https://github.com/${packageName}`].map((sourceUrl) => ({
      manager,
      datasource,
      categories: [category],
      packageName,
      depName: packageName,
      packageFile: 'a/file',
      currentValue: '1.0.0',
      versioning: 'semver',
      ...(sourceUrl === undefined ? {} : { sourceUrl }),
    })),
  ),
);

let internals: Internals;
beforeAll(async () => {
  internals = await importInternals(locateRenovate(PACKAGE_ROOT));
});

describe.each([
  ['rules', RULES],
  ['rules that change the datasource', OVERRIDING],
])('%s', (_, rules) => {
  test('come to the same', async () => {
    const { applyPackageRules } = internals['util/package-rules/index.js'];
    const narrowed = narrowRules(internals, rules);
    let fewer = 0;
    for (const dep of DEPENDENCIES) {
      const own = await narrowed(dep);
      fewer += Number(own.length < rules.length);
      const applied = async (packageRules: readonly Config[]) => {
        const { packageRules: _rules, ...all } = await applyPackageRules({ ...dep, packageRules });
        return all;
      };
      expect(await applied(own), JSON.stringify(dep)).toEqual(await applied(rules));
    }
    expect(fewer).toBeGreaterThan(0);
  });
});
