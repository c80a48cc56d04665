import type { Arch } from '../../sysext/arch.ts';
import { ARCHES_BY_DEFAULT, DOCKER_ARCH } from './arches.ts';
import { sysextDatasources } from './datasource.ts';
import { artifactDefinitions } from './notes.ts';
import { AFTER_RULES, type Preset } from './preset.ts';
import { dockerRuleFor } from './rules.ts';
import { sysexts } from './selectors.ts';

/** Builds the preset for images of one architecture: only its tags are required and linked. */
export function singleArch(arch: Arch): Preset {
  const others = ARCHES_BY_DEFAULT.filter((other) => other !== arch);
  return {
    description: `Require the tags of ${arch} only`,
    facts: {
      arches: [arch],
      // It replaces the datasource, which every preset with a manager or rules brings.
      after: [...AFTER_RULES, 'presets/annotations.json', 'presets/revisionless.json'],
      notWith: {
        ...Object.fromEntries(
          others.map((other) => [`presets/${other}-only.json`, 'each requires another architecture']),
        ),
        'presets/docker.json': `presets/docker looks up the tags of ${DOCKER_ARCH} only, and links both architectures`,
      },
    },
    customDatasources: sysextDatasources([arch]),
    packageRules: [
      {
        description: `Link the artifact of ${arch} only`,
        ...sysexts(),
        prBodyDefinitions: artifactDefinitions([arch], ARCHES_BY_DEFAULT),
      },
      dockerRuleFor(arch),
    ],
  };
}
