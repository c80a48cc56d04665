import {
  COMMENT_END,
  COMMENT_LINE,
  COMMENT_MARKER,
  HASH,
  HOST,
  KEY_LINE,
  MAX_LINES_TO_HASH,
  REPOSITORY,
  SCHEME,
  TRAILING_COMMENT,
} from '../../manifest/annotation-syntax.ts';
import { FILE_EXTENSION } from '../../sysext/file-extension.ts';
import { DIGEST } from '../../sysext/image-reference.ts';
import { VERSION_LIKE } from '../../sysext/in-text.ts';
import { GRAMMAR } from '../../sysext/tag.ts';
import { DATASOURCE } from './datasource.ts';
import { EVERY_ARCH, literal, ownBuilds } from './own-builds.ts';
import type { CustomManager } from './preset.ts';
import { tagList } from './tag-list.ts';

const { number, prerelease, shortestDistro, arch } = GRAMMAR;

/** Extensions of settings and scripts. Sources of programs and documents are not read: a repository may have thousands. */
const EXTENSIONS = [
  ...['sh', 'bash', 'zsh', 'ksh', 'env', 'ps1', 'psm1', 'psd1'],
  ...['ya?ml', 'bu', 'butane', 'fcc', 'toml', 'json5', 'jsonc', 'jsonnet', 'libsonnet', 'cue', 'nix'],
  ...['tf', 'tofu', 'tfvars', 'hcl', 'bicep', 'bicepparam'],
  ...['conf', 'cfg', 'ini', 'properties', 'xml'],
  ...['service', 'socket', 'timer', 'path', 'mount', 'target', 'nspawn', 'network', 'transfer', 'feature'],
  ...['mk', 'mak', 'just', 'bzl', 'bazel', 'star', 'groovy', 'dockerfile', 'containerfile'],
];

/** Extensions of templates of such files, alone or after another extension. */
const TEMPLATES = [
  'tmpl',
  'tpl',
  'tftpl',
  'gotmpl',
  'j2',
  'jinja',
  'jinja2',
  'erb',
  'in',
  'template',
  'example',
  'sample',
  'dist',
];

/** Files without an extension. */
const NAMES = ['[Mm]akefile', 'GNUmakefile', '\\.?[Jj]ustfile', 'Earthfile', 'Vagrantfile', 'Jenkinsfile', 'Tiltfile'];

/** The comment on a line of its own. Words may follow the reference, and options may not. */
const COMMENT =
  `(?m:^)\\uFEFF?[ \\t]*${COMMENT_MARKER}[ \\t]*[Rr]enovate[ \\t]*:[ \\t]*sysext[ \\t]*=[ \\t]*` +
  `${SCHEME}?(?<host>${HOST})/(?<packageName>${REPOSITORY})${COMMENT_END}?(?<words>(?:[ \\t][^\\r\\n=]*)?)\\r?\\n`;

/** The first version of a line: at the start of a word, or after a hyphen or an underscore. */
const VERSION =
  '(?<before>(?<indent>[ \\t]*)(?:[^\\r\\n]*?[^A-Za-z0-9\\r\\n])??)' +
  `(?<tag>(?<version>v(?<release>(?<line>${number}\\.${number})\\.${number})(?:-${prerelease})?-${number}-(?<distro>${shortestDistro}))` +
  `(?<arch>-${arch})?)(?:${FILE_EXTENSION})*(?:@(?<currentDigest>${DIGEST}))?`;

/** The end of a version: not a letter, digit or hyphen that would be part of it. */
const END = '(?:[^\\w.\\r\\n-]|\\.[^a-z0-9\\r\\n]|[-_][^\\w\\r\\n])';

/** The rest of the line, without a comment at its end. */
const REST = `(?<after>(?:${END}[^\\r\\n]*?)??)(?:${TRAILING_COMMENT}|\\r?(?m:$))`;

/** A hash on the next line, or after further lines with keys. */
const HASH_BELOW =
  `(?<hash>[^\\r\\n]*(?:\\r?\\n[ \\t]*(?:-[ \\t])?(?:[^\\s#/;<*-][^\\r\\n]*?)??${HASH}` +
  `|(?:\\r?\\n${KEY_LINE}[^\\r\\n]*){1,${MAX_LINES_TO_HASH}}\\r?\\n${KEY_LINE}[^\\r\\n]*?${HASH}))?`;

/*
 * The template checks conditions that a pattern cannot express: the line has no other version or hash, which would not be
 * bumped, and the version does not belong to the reference of another sysext. If one fails, the datasource is empty, and
 * Renovate drops the dependency.
 */

/** The same version at another place of the line, with or without an architecture. */
const AGAIN = `(replace 'VERSION' (replace '[.]' '[.]' version) 'VERSION(?:-${arch})?(?:${FILE_EXTENSION})*([^\\w.-]|[-_.]\\W|$)')`;

/** Another version, another spelling of this one, or a hash. */
const OTHER = `(replace 'RELEASE' release '${VERSION_LIKE}|(?:^|[^0-9.])RELEASE(?:[^0-9]|$)|${HASH}')`;

const lacks = (pattern: string, text: string) => `(equals ${text} (replace ${pattern} '' ${text}))`;

const isAlone = [
  lacks(OTHER, 'before'),
  lacks(`'${COMMENT_LINE}|${TRAILING_COMMENT}'`, 'before'),
  lacks("'-sysext[:@]'", `(replace (replace '.*/' '' packageName) '' before)`),
  lacks(OTHER, `(replace ${AGAIN} '$1' after)`),
  lacks(OTHER, `(replace ${AGAIN} '$1' words)`),
];

/** Whether every line down to the hash is indented at least as far as the version's. */
const isHashOfVersion = lacks(`'\\n'`, "(replace (replace '^' '\\n' indent) '' hash)");

/** Whether all occurrences in the line have the same architecture, or none. */
const isOneSpelling = lacks('version', "(replace tag '' after)");

/** Versions and references on the line below a `# renovate: sysext=<registry>/<repository>` comment. */
export const ANNOTATION_MANAGER: CustomManager = {
  customType: 'regex',
  description: 'Versions and references below a "# renovate: sysext=<registry>/<repository>" comment',
  managerFilePatterns: [
    `/\\.(?:${EXTENSIONS.join('|')})(?:\\.(?:${TEMPLATES.join('|')}))*$/`,
    `/\\.(?:${TEMPLATES.join('|')})$/`,
    '/(^|/)\\.env[^/]*$/',
    '/(^|/)(?:Dockerfile|Containerfile)[^/]*$/',
    '/\\.(?:Dockerfile|Containerfile)$/',
    `/(^|/)(?:${NAMES.join('|')})$/`,
  ],
  matchStrings: [COMMENT + VERSION + REST + HASH_BELOW],
  depNameTemplate: '{{{host}}}/{{{packageName}}}',
  currentValueTemplate: `{{#if ${isOneSpelling}}}{{{tag}}}{{else}}{{{version}}}{{/if}}`,
  datasourceTemplate:
    `{{#if (and ${isAlone.join(' ')})}}{{#if hash}}{{#unless ${isHashOfVersion}}}` +
    `{{#if ${lacks('version', 'hash')}}}${DATASOURCE}{{/if}}{{/unless}}{{else}}${DATASOURCE}{{/if}}{{/if}}`,
  registryUrlTemplate: tagList('{{#if scheme}}{{{scheme}}}{{else}}https{{/if}}', ''),
  extractVersionTemplate: ownBuilds(
    `${literal('distro')}{{#if ${isOneSpelling}}}{{{arch}}}{{/if}}`,
    `{{#if (and arch ${isOneSpelling})}}{{else}}${EVERY_ARCH}{{/if}}`,
  ),
};
