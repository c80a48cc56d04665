import { bothArches, KUBELET, manifest } from '../renovate/scenario.ts';
import { BUMP_CASES } from './bumps.cases.ts';

/** Presets, files and a registry, and what a bare Renovate proposes. The registry is `https://registry.example`. */
export interface PresetCase {
  /** Files of this package; an argument stands in brackets. */
  readonly presets: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, readonly string[]>>;
  readonly pageLimit?: number;
  /** The new value of each sysext, in the order of the file; `null` for none. */
  readonly proposals: readonly { readonly name: string; readonly to: string | null }[];
}

const FILE = 'components.json';
const slot = (latest: string) => ({ [FILE]: manifest([{ repository: KUBELET, latest }]) });
const tags = (...versions: string[]) => ({ [KUBELET]: bothArches(versions) });
const repository = (index: number) => `case/${index}/some-sysext`;

export const PRESET_CASES: readonly PresetCase[] = [
  {
    presets: ['default.json'],
    files: {
      [FILE]: manifest(BUMP_CASES.map(({ from }, index) => ({ repository: repository(index), latest: from }))),
    },
    tags: Object.fromEntries(BUMP_CASES.map((one, index) => [repository(index), bothArches(one.tags)])),
    proposals: BUMP_CASES.map(({ name, to }) => ({ name, to: to ?? null })),
  },
  {
    presets: ['default.json', 'presets/lts-hold.json'],
    files: slot('v1.31.14-1-azlinux3'),
    tags: tags('v1.31.14-1-azlinux3', 'v1.31.15-1-azlinux3', 'v1.31.100-1-azlinux3'),
    proposals: [{ name: 'lts-hold', to: 'v1.31.15-1-azlinux3' }],
  },
  {
    presets: ['default.json', 'presets/docker.json'],
    files: slot('v1.34.9-1-azlinux3'),
    tags: tags('v1.34.9-1-azlinux3', 'v1.34.10-1-azlinux3', 'v1.34.11-1-noble'),
    pageLimit: 1,
    proposals: [{ name: 'docker, with pages', to: 'v1.34.10-1-azlinux3' }],
  },
  {
    presets: ['default.json', 'presets/revisionless.json(azlinux3)'],
    files: slot('v1.34.9'),
    tags: tags('v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3', 'v1.34.11-1-noble'),
    proposals: [{ name: 'revisionless', to: 'v1.34.10' }],
  },
  {
    presets: ['presets/annotations.json'],
    files: { 'versions.sh': `# renovate: sysext=https://registry.example/${KUBELET}\nKUBELET="v1.34.9-1-azlinux3"\n` },
    tags: tags('v1.34.9-1-azlinux3', 'v1.34.10-1-azlinux3'),
    proposals: [{ name: 'annotations', to: 'v1.34.10-1-azlinux3' }],
  },
];
