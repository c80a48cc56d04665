import { type Checkout, RenovateResult } from '../../src/renovate/messages.ts';

/** A clone as the bot has it. */
export const CHECKOUT: Checkout = {
  isGit: true,
  committed: false,
  branch: 'main',
  target: null,
  defaultBranch: 'main',
  changed: [],
  untracked: [],
  sparse: [],
  assumed: [],
  missing: [],
  differing: [],
  commitsRead: null,
  links: [],
  configurations: ['renovate.json'],
};

/** The result of a run that found nothing. */
const ANSWER = {
  version: '44.0.0',
  re2: true,
  files: [],
  ignoredFiles: [],
  checkout: CHECKOUT,
  baseBranches: [{ name: 'main', files: [], texts: {}, unmatched: {} }],
  standsFor: 'main',
  pins: [],
  packageFiles: [],
  branches: [],
  customManagers: [],
  snapshot: { lists: [], releases: [], presets: [] },
  log: [],
  peakMemory: 0,
  all: false,
};

/** The result of a run of Renovate, with `fields` in place of those of one that found nothing. */
export function sampleAnswer(fields: object): RenovateResult {
  return RenovateResult.parse({ ...ANSWER, ...fields });
}
