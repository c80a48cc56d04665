import { publishedFile } from '../../presets/names.ts';
import { parseVersion } from '../../sysext/tag.ts';
import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { namesOfSysexts } from '../sysexts.ts';

/** Values without an arch that are looked up by tags of one arch. */
export const lint: Lint = {
  id: 'arch-not-checked',
  severity: 'warn',
  severityNote: 'info where presets/docker is extended, which is documented to do so',
  title: 'The tags of one architecture stand for all',
  impact: 'A version that only one architecture has is proposed, and image builds of the other fail.',
  fix: "Extend the default preset, and remove sysexts from the manager of your own; or keep registryUrl out of that manager's autoReplaceStringTemplate, with a registry in depName.",
  find: ({ inspection, arches }) => {
    const isChosen = inspection.presets.some(({ name }) => publishedFile(name) === 'presets/docker.json');
    return inspection.sysexts
      .filter(({ enabled, datasource, currentValue }) => {
        return enabled && datasource === 'docker' && parseVersion(currentValue)?.arch === undefined;
      })
      .flatMap((sysext) =>
        arches.length < 2
          ? []
          : [
              {
                place: { file: sysext.file, text: sysext.currentValue },
                slots: namesOfSysexts([sysext]),
                message: `looked up by the docker datasource, which does not require a tag for each of ${arches.join(', ')}`,
                ...(isChosen
                  ? {
                      severity: 'info' as const,
                      fix: 'Nothing, where the registry needs a login or has pages: see docs/presets.md.',
                    }
                  : {}),
              },
            ],
      );
  },
  fires: { config: { extends: [PRESET, PRESET.replace('#', '//presets/docker#')] } },
  silent: {},
};
