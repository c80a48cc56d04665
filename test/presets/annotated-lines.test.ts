import { describe, expect, test } from 'vitest';
import { ANNOTATION_MANAGER } from '../../src/presets/parts/annotation-manager.ts';
import { EVERY_ARCH } from '../../src/presets/parts/own-builds.ts';
import {
  COMMENT,
  COMMENTS,
  HEX,
  MATCHED,
  OTHER_HASHES,
  READ,
  REFERENCE,
  UNMATCHED,
  UNREAD,
} from './annotated-lines.cases.ts';
import { edit, extract, reads } from './regex-manager.ts';

const FROM = 'v1.34.9-1-azlinux3';
const TO = 'v1.34.10-1-azlinux3';

const next = ({ currentValue }: { currentValue: string }) => ({ newValue: currentValue.replace(FROM, TO) });

describe.each(MATCHED)('$name', ({ below, arch = '' }) => {
  const text = (version: string) => `before\n${COMMENT}\n${below.replaceAll('@@', version + arch)}\nbehind: ${FROM}\n`;

  test('is matched once, with its architecture if it has one alone', () => {
    expect(extract(ANNOTATION_MANAGER, text(FROM))).toMatchObject([
      {
        depName: REFERENCE,
        packageName: REFERENCE.replace('mcr.microsoft.com/', ''),
        datasource: 'custom.aks-sysext',
        currentValue: FROM + arch,
        extractVersion: `^(?<version>v1[.]34[.].+-azlinux3${arch})${arch === '' ? EVERY_ARCH : ''}$`,
        registryUrls: [`https://${REFERENCE.replace('/', '/v2/')}/tags/list`],
      },
    ]);
  });

  test('moves in every place of the line, and nothing else does', async () => {
    expect(await edit(ANNOTATION_MANAGER, text(FROM), next)).toBe(text(TO));
  });
});

describe.each([
  ['v1.35.0-rc.1-1-ubuntu24.04', 'v1.35.0-10-ubuntu24.04'],
  ['v1.31.100-9-plucky_x.1', 'v1.31.101-1-plucky_x.1'],
])('%s', (from, to) => {
  test.each(MATCHED)('$name', async ({ below, arch = '' }) => {
    const text = (version: string) => `${COMMENT}\n${below.replaceAll('@@', version + arch)}\n`;
    const bumped = await edit(ANNOTATION_MANAGER, text(from), (dep) => {
      return { newValue: dep.currentValue.replace(from, to) };
    });
    expect(bumped).toBe(text(to));
  });
});

test.each(COMMENTS)('%j', async (comment) => {
  const text = (version: string) => `${comment.replace('SYSEXT', REFERENCE)}\nA=${version}`;
  expect(extract(ANNOTATION_MANAGER, text(FROM))).toMatchObject([{ depName: REFERENCE, currentValue: FROM }]);
  expect(await edit(ANNOTATION_MANAGER, text(FROM), next)).toBe(text(TO));
});

test.each(UNMATCHED)('not matched: $name', ({ text }) => {
  expect(extract(ANNOTATION_MANAGER, text)).toEqual([]);
});

describe('a reference with a digest', () => {
  const text = (version: string, hex: string) => `${COMMENT}\nA="${REFERENCE}:${version}-arm64@sha256:${hex}"\n`;
  const other = HEX.replaceAll('2', '3');

  test('is matched with it', () => {
    expect(extract(ANNOTATION_MANAGER, text(FROM, HEX))).toMatchObject([
      { currentValue: `${FROM}-arm64`, currentDigest: `sha256:${HEX}` },
    ]);
  });

  test('moves with it', async () => {
    const update = { newValue: `${TO}-arm64`, newDigest: `sha256:${other}` };
    expect(await edit(ANNOTATION_MANAGER, text(FROM, HEX), () => update)).toBe(text(TO, other));
  });
});

test('annotations one below the other are told apart', async () => {
  const sysexts = ['kubelet', 'kubectl', 'azure-acr-credential-provider'];
  const text = sysexts
    .map((name) => `# renovate: sysext=mcr.microsoft.com/oss/${name}-sysext\n${name}=${FROM}`)
    .join('\n');
  expect(extract(ANNOTATION_MANAGER, text).map(({ packageName }) => packageName)).toEqual(
    sysexts.map((name) => `oss/${name}-sysext`),
  );
  expect(await edit(ANNOTATION_MANAGER, text, next)).toBe(text.replaceAll(FROM, TO));
});

test.each(OTHER_HASHES)('a hash $name is of something else', async ({ text }) => {
  expect(extract(ANNOTATION_MANAGER, text)).toHaveLength(1);
  expect(await edit(ANNOTATION_MANAGER, text, next)).toBe(text.replaceAll(FROM, TO));
});

test('a hash that belongs to one annotation leaves the next alone', () => {
  const other = COMMENT.replace('kubelet', 'kubectl');
  const text = `${COMMENT}\nA=${FROM}\nA_SHA256=${HEX}\n${other}\nB=${FROM}\n`;
  expect(extract(ANNOTATION_MANAGER, text).map(({ packageName }) => packageName)).toEqual([
    'oss/v2/kubernetes/kubectl-sysext',
  ]);
});

test.each(READ)('%s is read', (file) => {
  expect(reads(ANNOTATION_MANAGER, file)).toBe(true);
});

test.each(UNREAD)('%s is not read', (file) => {
  expect(reads(ANNOTATION_MANAGER, file)).toBe(false);
});
