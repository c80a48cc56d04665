import { repositoryOf } from '../examples.ts';
import type { Lint } from '../lint.ts';

const TAGS = { [repositoryOf('kubelet')]: ['v1.34.10-1-azlinux3', 'v1.34.9-2-azlinux3', 'v1.34.8-1-azlinux3'] };

/** Paginated tag lists, of which the default preset reads one page. */
export const lint: Lint = {
  id: 'paged-list',
  severity: 'error',
  title: 'A registry paginates its tag list, and the datasource reads one page',
  impact: 'The newest tags may be on a page that is not read.',
  fix: 'Extend presets/docker after the default preset: it reads every page.',
  asksRegistry: 'for more',
  find: ({ lists, slots }) =>
    lists.flatMap(({ registry, repository, seen, all }) => {
      const slot = slots.find((one) => one.registry === registry && one.repository === repository);
      if (slot === undefined || seen >= all) return [];
      return [
        {
          place: { file: slot.file, text: repository },
          message: `${registry}/${repository}: only ${seen} of ${all} tags are read`,
        },
      ];
    }),
  invalid: {
    tags: TAGS,
    pageLimit: 3,
    findings: [
      {
        file: 'components.json',
        line: 10,
        message: 'https://registry.example/oss/v2/kubernetes/kubelet-sysext: only 3 of 6 tags are read',
      },
    ],
  },
  valid: { tags: TAGS, pageLimit: 6 },
};
