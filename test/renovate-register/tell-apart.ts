import { get } from 'renovate/dist/modules/versioning/index.js';

/*
 * Not a test: a script that uses Renovate. It prints what Renovate's versioning `aks-sysext` answers.
 */

const versioning = get('aks-sysext');
const answers = {
  'noble for azlinux3': versioning.isCompatible('v1.34.11-1-noble', 'v1.34.10-1-azlinux3'),
  'azlinux3 for azlinux3': versioning.isCompatible('v1.34.11-1-azlinux3', 'v1.34.10-1-azlinux3'),
  '-10 above -9': versioning.isGreaterThan('v1.34.10-10-azlinux3', 'v1.34.10-9-azlinux3'),
};
process.stdout.write(JSON.stringify(answers));
