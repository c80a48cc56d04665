import { OWN_FILES } from '../config-place.ts';
import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** Configurations beside the one that Renovate reads. */
export const lint: Lint = {
  id: 'config-shadowed',
  severity: 'warning',
  title: 'A configuration is not read, because there is another one',
  impact: 'Renovate reads the first file that it finds, and nothing of the others.',
  fix: 'Move what is needed into the file that is read, and remove the other one.',
  find: ({ answer, inspection }) =>
    OWN_FILES.filter((name) => name !== inspection.file && answer.files.includes(name)).map((name) => ({
      place: { file: name },
      message: `${name} is not read: ${inspection.file} comes first`,
    })),
  fires: { config: { extends: ['config:recommended'] }, files: { '.github/renovate.json': { extends: [PRESET] } } },
  silent: {},
};
