import { publishedFile } from '../../presets/names.ts';
import { parseVersion } from '../../sysext/tag.ts';
import { PRESET, subPreset } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { namesOfSysexts } from '../sysexts.ts';

/** Values without an architecture that are looked up by the tags of one architecture. */
export const lint: Lint = {
  id: 'arch-not-checked',
  severity: 'warning',
  severityNote: 'info if presets/docker is extended, whose documentation states it',
  title: 'The docker datasource does not require a tag for every architecture',
  impact: 'A version that is published for one architecture only is proposed, and image builds for the other one fail.',
  fix: "Extend the default preset, and remove sysexts from your own manager. Or remove registryUrl from that manager's autoReplaceStringTemplate, and write the registry in depName.",
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
                      fix: 'Ignore this finding if the registry requires a login or paginates its tag list: see docs/presets.md.',
                    }
                  : {}),
              },
            ],
      );
  },
  invalid: {
    config: { extends: [PRESET, subPreset('docker')] },
    findings: [
      {
        file: 'components.json',
        line: 11,
        severity: 'info',
        message:
          'kubelet 1.34: looked up by the docker datasource, which does not require a tag for each of x86-64, arm64',
        fix: 'Ignore this finding if the registry requires a login or paginates its tag list: see docs/presets.md.',
      },
    ],
  },
  valid: {},
};
