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
    artifacts.flatMap(({ slot, field, reference, problem }) =>
      problem === undefined ? [] : [{ place: at(slot, field), message: `${reference} ${problem}` }],
    ),
  fires: { titles: 'sysext.raw' },
  silent: {},
};
