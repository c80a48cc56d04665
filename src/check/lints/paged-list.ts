import { repositoryOf } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** Tag lists in pages, of which the default preset reads one. */
export const lint: Lint = {
  id: 'paged-list',
  severity: 'error',
  title: 'A registry pages its tag list, and the datasource reads one page',
  impact: 'The newest tags may be on a page that nobody reads.',
  fix: 'Add presets/docker after the default preset: it follows pages.',
  asksRegistry: 'for more',
  find: ({ lists, slots }) =>
    lists.flatMap(({ registry, repository, seen, all }) => {
      const slot = slots.find((one) => one.registry === registry && one.repository === repository);
      if (slot === undefined || seen >= all) return [];
      return [
        {
          place: { file: slot.file, text: repository },
          message: `${registry}/${repository}: ${seen} of ${all} tags are seen`,
        },
      ];
    }),
  fires: {
    tags: { [repositoryOf('kubelet')]: ['v1.34.10-1-azlinux3', 'v1.34.9-2-azlinux3', 'v1.34.8-1-azlinux3'] },
    pageLimit: 3,
  },
  silent: {},
};
