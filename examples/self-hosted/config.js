import { readFileSync } from 'node:fs';

// The rules come from the installed package, as the versioning does: both are of one version.
const rules = new URL('node_modules/aks-sysext-renovate/presets/rules.json', import.meta.url);
const { customDatasources, packageRules } = JSON.parse(readFileSync(rules, 'utf8'));

export default {
  platform: 'github',
  autodiscover: true,
  autodiscoverFilter: ['your-org/node-*'],
  onboarding: false,
  requireConfig: 'optional',
  customDatasources,
  customManagers: [
    {
      customType: 'regex',
      managerFilePatterns: ['/(^|/)sysexts\\.yaml$/'],
      matchStrings: ['name: (?<packageName>\\S+-sysext)\\n\\s+version: (?<currentValue>\\S+)'],
      datasourceTemplate: 'custom.aks-sysext',
      registryUrlTemplate: 'https://mcr.microsoft.com/v2/{{{packageName}}}/tags/list',
    },
  ],
  packageRules: [
    ...packageRules,
    {
      // It tells distros apart where Renovate rolls back, too.
      matchDatasources: ['custom.aks-sysext'],
      versioning: 'aks-sysext',
      rollbackPrs: true,
    },
  ],
};
