import { readFileSync } from 'node:fs';
import path from 'node:path';
import { getConfig } from 'renovate/dist/config/defaults.js';
import { replaceArgs } from 'renovate/dist/config/presets/index.js';
import { mergeChildConfig } from 'renovate/dist/config/utils.js';
import { PACKAGE_ROOT } from '../../src/renovate/host/locate.ts';
import type { Config } from '../../src/renovate/internals.ts';
import { HOST } from './bot.ts';
import type { Rule } from './oracle.ts';

/** A way to use the published presets, and what is then meant to be proposed. */
export interface Variant {
  readonly config: Config;
  readonly rule: Rule;
  /** The registry; Microsoft's, if not given. */
  readonly host?: string;
  /** Of ten thousand worlds, how many are its own. */
  readonly share: number;
  /** Whether the values stand in a shell script, not in a manifest. */
  readonly isScript?: boolean;
  /** Whether slots hold versions only: what is none is not for these presets to decide on. */
  readonly versionsOnly?: boolean;
  /** Whether Renovate was asked to go back when a version was withdrawn: then only what it must never do is looked at. */
  readonly rollsBack?: boolean;
}

const BOTH = ['x86-64', 'arm64'];
const MANIFEST: Rule = { form: 'value', arches: BOTH };
const REFERENCES: Rule = { ...MANIFEST, form: 'reference' };

/** By name, which a world has. */
export const VARIANTS: Readonly<Record<string, Variant>> = {
  default: variant(4000, MANIFEST, 'default.json'),
  'default, on another registry': {
    ...variant(700, { ...MANIFEST, refusesPages: true }, 'default.json'),
    host: 'registry.example',
  },
  'lts-hold': variant(600, { ...MANIFEST, holdsLts: true }, 'default.json', 'presets/lts-hold.json'),
  docker: variant(600, { form: 'value', arches: ['x86-64'] }, 'default.json', 'presets/docker.json'),
  'arm64-only': variant(300, { ...MANIFEST, arches: ['arm64'] }, 'default.json', 'presets/arm64-only.json'),
  'x86-64-only': variant(300, { ...MANIFEST, arches: ['x86-64'] }, 'default.json', 'presets/x86-64-only.json'),
  annotations: { ...variant(600, REFERENCES, 'presets/annotations.json'), isScript: true, versionsOnly: true },
  'annotations, on another registry': {
    ...variant(200, { ...REFERENCES, refusesPages: true }, 'presets/annotations.json'),
    host: 'registry.example',
    isScript: true,
    versionsOnly: true,
  },
  'revisionless(azlinux3)': revisionless(300, 'azlinux3'),
  'revisionless(ubuntu24.04)': revisionless(300, 'ubuntu24.04'),
  'rules, by the datasource of ours': rules(600, REFERENCES, {
    datasourceTemplate: 'custom.aks-sysext',
    registryUrlTemplate: `https://${HOST}/v2/{{{packageName}}}/tags/list`,
  }),
  "rules, by docker on Microsoft's registry": rules(600, REFERENCES, {
    datasourceTemplate: 'docker',
    registryUrlTemplate: `https://${HOST}`,
  }),
  'rules, by docker on another registry': rules(
    300,
    { form: 'reference', arches: 'own' },
    { datasourceTemplate: 'docker', registryUrlTemplate: 'https://registry.example' },
  ),
  rollback: { ...variant(600, MANIFEST, { rollbackPrs: true }, 'default.json'), rollsBack: true },
};

/** The rules with a manager as a team has it: it extracts the value and leaves everything else to them. */
function rules(share: number, rule: Rule, fields: Config): Variant {
  const manager = {
    customType: 'regex',
    managerFilePatterns: ['/(^|/)components\\.json$/'],
    matchStrings: ['name=(?<packageName>[^"]+)",\\s*"latestVersion":\\s*"(?<currentValue>[^"]+)"'],
    depNameTemplate: `${HOST}/{{{packageName}}}`,
    ...fields,
  };
  return { ...variant(share, rule, 'presets/rules.json', { customManagers: [manager] }), versionsOnly: true };
}

/** @throws {Error} where there is no such variant: a saved world may be of one that is gone. */
export function variantOf(name: string): Variant {
  const found = VARIANTS[name];
  if (found === undefined) throw new Error(`no variant ${name}`);
  return found;
}

function revisionless(share: number, distro: string): Variant {
  const preset = replaceArgs(read('presets/revisionless.json'), { arg0: distro });
  return variant(share, { ...MANIFEST, form: 'revisionless', distro }, 'default.json', preset);
}

/** @param configs files of published presets, and configurations, in the order in which they are merged. */
function variant(share: number, rule: Rule, ...configs: readonly (string | Config)[]): Variant {
  const all = configs.map((one) => (typeof one === 'string' ? read(one) : one));
  const config = all.reduce<Config>((merged, next) => mergeChildConfig(merged, next), getConfig());
  // Else Renovate reads the history of a repository that there is not.
  return { share, rule, config: { ...config, semanticCommits: 'disabled' } };
}

function read(file: string): Config {
  return JSON.parse(readFileSync(path.join(PACKAGE_ROOT, file), 'utf8'));
}
