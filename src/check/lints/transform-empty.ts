import { KUBELET_TAGS, PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** Custom datasources whose JSONata does not return any version. */
export const lint: Lint = {
  id: 'transform-empty',
  severity: 'error',
  title: 'The JSONata of a custom datasource does not return any of the published versions',
  impact: 'The lookup does not find any version, as if the dependency were up to date.',
  fix: 'Compare the transformTemplates with the response of the URL. For a registry with one architecture, extend presets/x86-64-only or presets/arm64-only.',
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
        const message = `${packageName}: ${datasource} does not return any of ${view.versions.length} published versions`;
        return [{ place: { file: packageFile, text: packageName }, message }];
      }),
    ),
  invalid: {
    tags: KUBELET_TAGS,
    config: { extends: [PRESET], customDatasources: { 'aks-sysext': { transformTemplates: ['{ "releases": [] }'] } } },
    findings: [
      {
        file: 'components.json',
        line: 10,
        message: 'oss/v2/kubernetes/kubelet-sysext: custom.aks-sysext does not return any of 3 published versions',
      },
    ],
  },
  valid: { tags: KUBELET_TAGS },
};
