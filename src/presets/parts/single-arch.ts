import type { Arch } from '../../sysext/arch.ts';
import { ARCHES_BY_DEFAULT } from './arches.ts';
import { DATASOURCE, NAME, sysextDatasource } from './datasource.ts';
import { artifactDefinitions } from './notes.ts';
import { SYSEXTS } from './patterns.ts';
import type { Preset } from './preset.ts';

/** For teams that build images for one arch: only its tags are asked for, and linked. */
export function singleArch(arch: Arch): Preset {
  return {
    description: `Asks for the tags of ${arch} only (beside the default preset, after it)`,
    customDatasources: { [NAME]: sysextDatasource([arch]) },
    packageRules: [
      {
        description: `The pull request's text links the artifact of ${arch} only`,
        matchDatasources: [DATASOURCE],
        matchPackageNames: [SYSEXTS],
        prBodyDefinitions: artifactDefinitions([arch], ARCHES_BY_DEFAULT),
      },
    ],
  };
}
