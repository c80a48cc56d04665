import { OWN_FILES } from '../config-place.ts';
import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** Configuration files beside the one that Renovate reads. */
export const lint: Lint = {
  id: 'config-shadowed',
  severity: 'warning',
  title: 'A configuration file is ignored because another one is read first',
  impact: 'Renovate reads the first file that it finds, and ignores the others.',
  fix: 'Move the required settings into the file that Renovate reads, and remove the other one.',
  find: ({ answer, inspection }) =>
    OWN_FILES.filter((name) => name !== inspection.file && answer.files.includes(name)).map((name) => ({
      place: { file: name },
      message: `${name} is ignored: Renovate reads ${inspection.file} first`,
    })),
  invalid: {
    config: { extends: ['config:recommended'] },
    files: { '.github/renovate.json': { extends: [PRESET] } },
    findings: [
      {
        file: '.github/renovate.json',
        line: 1,
        message: '.github/renovate.json is ignored: Renovate reads renovate.json first',
      },
    ],
  },
  valid: {},
};
