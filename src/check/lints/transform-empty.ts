import { KUBELET_TAGS, PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** Custom datasources whose JSONata makes nothing of a real answer. */
export const lint: Lint = {
  id: 'transform-empty',
  severity: 'error',
  title: 'The JSONata of a custom datasource makes nothing of what the registry answered',
  impact: 'The lookup comes to nothing, as if there were nothing to update.',
  fix: 'Look at the answer of the URL; a registry of one architecture needs presets/x86-64-only or presets/arm64-only.',
  asksRegistry: 'as a plan',
  find: ({ answer, registries }) =>
    answer.packageFiles.flatMap(({ packageFile, deps }) =>
      deps.flatMap((dep) => {
        const { datasource = '', packageName = '', currentVersion, warnings, registryUrls } = dep;
        const empty = datasource.startsWith('custom.') && currentVersion === undefined && warnings.length > 0;
        const view = registries.find(({ registry, repository }) =>
          registryUrls?.some((url) => url.startsWith(`${registry}/v2/${repository}/`)),
        );
        if (!empty || view === undefined || view.versions.length === 0) return [];
        const message = `${packageName}: of ${view.versions.length} published versions, ${datasource} has none`;
        return [{ place: { file: packageFile, text: packageName }, message }];
      }),
    ),
  fires: {
    tags: KUBELET_TAGS,
    config: { extends: [PRESET], customDatasources: { 'aks-sysext': { transformTemplates: ['{ "releases": [] }'] } } },
  },
  silent: { tags: KUBELET_TAGS },
};
