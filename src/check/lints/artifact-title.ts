import { fileName } from '../../sysext/component.ts';
import { at } from '../facts.ts';
import type { Lint } from '../lint.ts';

/** Artifacts whose file is not named as nodes look for it. */
export const lint: Lint = {
  id: 'artifact-title',
  severity: 'error',
  title: 'An artifact holds no file of the name that nodes look for',
  impact: 'It is pulled into the image under another name, and no node finds it.',
  fix: 'Publish it anew with the layer title `<name>-<tag>.raw`; leave the version out until then.',
  asksRegistry: 'for more',
  find: ({ artifacts }) =>
    artifacts.flatMap(({ slot, field, reference, tag, title }) => {
      const wanted = fileName(slot.component, tag);
      if (title === undefined || title === wanted) return [];
      const has = title === null ? 'its layer has no title' : `its layer is titled ${JSON.stringify(title)}`;
      return [{ place: at(slot, field), message: `${reference}: ${has}, not ${wanted}` }];
    }),
  fires: { titles: 'sysext.raw' },
  silent: {},
};
