import { expect, test } from 'vitest';
import { readManifest } from '../../src/analysis/manifests.ts';
import { KUBELET, manifest } from '../renovate/scenario.ts';

const TEXT = `\uFEFF${manifest([{ repository: KUBELET, latest: 'v1.34.9-1-azlinux3' }])}`;

test.each([
  ['the least significant byte first', Buffer.from(TEXT, 'utf16le')],
  ['the most significant byte first', Buffer.from(TEXT, 'utf16le').swap16()],
])('a manifest in UTF-16, %s, is an error', (_, bytes) => {
  expect(readManifest('components.json', bytes.toString('utf8')).diagnostics).toMatchObject([
    {
      severity: 'error',
      id: 'slot-unreadable',
      message: 'is UTF-16, which Renovate does not read',
      fix: 'save it as UTF-8',
    },
  ]);
});
