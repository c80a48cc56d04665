import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { RehearsedImage, RehearsedName } from '../../src/host/rehearsal.ts';
import { fakeProgram, type ImageOptions, makeImage } from './images.ts';
import { ELSEWHERE, HERE, makeProgram } from './program.ts';
import { erofs } from './resolve.cases.ts';

/** The version that is proposed in every case. */
export const VALUE = 'v1.34.10-2-azlinux3';

const SAYS_IT = 'Kubernetes v1.34.10';
const program = (line: string, end?: string) => ({ 'usr/bin/kubelet': makeProgram(line, end) });
const OPAQUE = 'trusted.overlay.opaque=y';
/** The C library of this machine, as it stands in an image. */
const LIBC = `usr${(/\S+\/libc\.so\.6/.exec(execFileSync('ldd', ['/bin/sh'], { encoding: 'utf8' }))?.[0] ?? '').replace(/^\/usr/, '')}`;
const PROVIDER = 'azure-acr-credential-provider';
const RELEASE_FILE = 'usr/lib/extension-release.d/extension-release.kubelet';

/** What is published for this machine's arch, and what comes of it. */
export interface Case {
  readonly name: string;
  /** The kubelet, if not given. */
  readonly component?: string;
  readonly image?: () => ImageOptions | Buffer;
  /** The layer's title; the right one, if not given. */
  readonly title?: string;
  /** More tags, which share the image. */
  readonly also?: readonly string[];
  /** Nothing is published under the value. */
  readonly isMissing?: boolean;
  readonly verdict: RehearsedImage['verdict'];
  /** The steps that are told of. */
  readonly steps: readonly (readonly [RehearsedName, 'ok' | 'failed' | 'not-done', string])[];
  /** A part of each note; none, if not given. */
  readonly notes?: readonly string[];
}

export const CASES: readonly Case[] = [
  {
    name: 'as it should be',
    image: () => ({ files: program(SAYS_IT) }),
    verdict: 'installs',
    steps: [
      ['published', 'ok', `kubelet-sysext:${VALUE}-${HERE}`],
      ['named', 'ok', `kubelet-${VALUE}-${HERE}.raw`],
      ['pulled', 'ok', 'sha256:'],
      ['resolved-cached', 'ok', 'is the cached match'],
      ['resolved-registry', 'ok', 'is the only match'],
      ['resolved-isolated', 'ok', 'the registry does not list tags'],
      ['image', 'ok', `its programs are for ${HERE}; it is not compared with an OS`],
      ['merged', 'ok', 'by systemd-sysext, into a copy of this machine'],
      ['runs', 'ok', `/usr/bin/kubelet --version: ${SAYS_IT}`],
    ],
  },
  {
    name: 'not published',
    isMissing: true,
    verdict: 'does-not-install',
    steps: [
      ['published', 'failed', 'is not published'],
      ['named', 'not-done', 'published is not ok'],
      ['pulled', 'not-done', 'published is not ok'],
      ['runs', 'not-done', 'published is not ok'],
    ],
  },
  {
    name: 'with the name of another revision',
    title: `kubelet-v1.34.10-1-azlinux3-${HERE}.raw`,
    verdict: 'does-not-install',
    steps: [
      ['named', 'failed', `hosts expect kubelet-${VALUE}-${HERE}.raw`],
      ['resolved-cached', 'not-done', 'named is not ok'],
      ['resolved-registry', 'ok', 'is the only match'],
    ],
  },
  {
    name: 'beside a newer revision and another distro',
    also: [`v1.34.10-3-azlinux3-${HERE}`, `v1.34.10-9-noble-${HERE}`, `v1.34.1-9-azlinux3-${HERE}`],
    image: () => ({ files: program(SAYS_IT) }),
    verdict: 'installs',
    steps: [
      ['resolved-cached', 'ok', 'is the cached match'],
      ['resolved-registry', 'ok', `a host without ${VALUE}-${HERE} chooses another: `],
      ['resolved-isolated', 'ok', `v1.34.10-3-azlinux3-${HERE} is published`],
    ],
    notes: [
      `hosts that have not cached it choose the newer v1.34.10-3-azlinux3-${HERE}`,
      `isolated hosts that have not cached it choose the newer v1.34.10-3-azlinux3-${HERE}`,
    ],
  },
  {
    name: 'not a squashfs',
    image: () => Buffer.from('<html>'),
    verdict: 'does-not-install',
    steps: [
      ['pulled', 'ok', '6 bytes'],
      ['image', 'failed', `/opt/kubelet/downloads/kubelet-${VALUE}-${HERE}.raw: is not a squashfs image`],
      ['merged', 'not-done', 'image is not ok'],
    ],
  },
  {
    name: 'with a program for another arch',
    image: () => ({ arch: ELSEWHERE }),
    verdict: 'does-not-install',
    steps: [['image', 'failed', `is built for ${ELSEWHERE}, not for ${HERE}`]],
  },
  {
    name: 'for another arch by its extension-release',
    image: () => ({ release: `ID=_any\nARCHITECTURE=${ELSEWHERE}\n` }),
    verdict: 'does-not-install',
    steps: [['image', 'failed', `has ARCHITECTURE=${ELSEWHERE}`]],
  },
  {
    name: 'without an extension-release of its name',
    image: () => ({ name: 'kubectl', files: { 'usr/bin/kubelet': fakeProgram(HERE) } }),
    verdict: 'does-not-install',
    steps: [['image', 'failed', `has no /${RELEASE_FILE}`]],
  },
  {
    name: 'for an OS that this machine has not',
    image: () => ({ release: 'ID=azurelinux\nVERSION_ID="3.0"\n', files: program('kubelet v1.34.10-aks+1') }),
    verdict: 'installs',
    steps: [
      ['merged', 'ok', 'into a copy of this machine, with an os-release that fits it: ID=azurelinux'],
      ['runs', 'ok', 'kubelet v1.34.10-aks+1'],
    ],
  },
  {
    name: 'with the program of another release',
    image: () => ({ files: program('Kubernetes v1.34.1') }),
    verdict: 'does-not-install',
    steps: [['runs', 'failed', 'it does not print v1.34.10: /usr/bin/kubelet --version: Kubernetes v1.34.1']],
  },
  {
    name: 'with the program of a release candidate',
    image: () => ({ files: program('Kubernetes v1.34.10-rc.0') }),
    verdict: 'does-not-install',
    steps: [['runs', 'failed', 'it does not print v1.34.10']],
  },
  {
    name: 'with a program that says no',
    image: () => ({ files: program(SAYS_IT, 'return 1') }),
    verdict: 'does-not-install',
    steps: [['runs', 'failed', 'it does not print v1.34.10']],
  },
  {
    name: 'with a program that is none',
    image: () => ({ files: { 'usr/bin/kubelet': fakeProgram(HERE) } }),
    verdict: 'does-not-install',
    steps: [
      ['merged', 'ok', 'by systemd-sysext'],
      ['runs', 'failed', 'it does not print v1.34.10'],
    ],
  },
  {
    name: 'with a program that crashes',
    image: () => ({ files: program(SAYS_IT, '__builtin_trap()') }),
    verdict: 'does-not-install',
    steps: [['runs', 'failed', 'it does not run (exit code 1']],
  },
  {
    name: 'with a program of which it is not known how it is asked',
    component: PROVIDER,
    image: () => ({ name: PROVIDER, files: { [`usr/bin/${PROVIDER}`]: makeProgram('unknown flag', 'return 2') } }),
    verdict: 'installs',
    steps: [
      [
        'runs',
        'not-done',
        `it ends with exit code 2, which may be intended: /usr/bin/${PROVIDER} --version: unknown flag`,
      ],
    ],
  },
  {
    name: 'of a component that is not known',
    component: 'other',
    image: () => ({ name: 'other', files: { 'usr/bin/other': makeProgram('hello') } }),
    verdict: 'installs',
    steps: [
      ['merged', 'ok', 'by systemd-sysext'],
      ['runs', 'not-done', 'its program is not known'],
    ],
  },
  {
    name: 'with an opaque directory',
    image: () => ({ directories: ['usr/lib/systemd/system'], xattrs: [['usr/lib/systemd/system', OPAQUE]] }),
    verdict: 'does-not-install',
    steps: [
      ['image', 'failed', 'has the extended attribute trusted.overlay.opaque, by which an overlay hides'],
      ['merged', 'not-done', 'image is not ok'],
    ],
  },
  {
    name: 'with a whiteout',
    image: () => ({ pseudo: ['usr/bin/mount c 644 0 0 0 0'] }),
    verdict: 'does-not-install',
    steps: [['image', 'failed', '/usr/bin/mount is a whiteout']],
  },
  {
    name: 'with a link in the place of a directory',
    image: () => ({ files: program(SAYS_IT), links: { 'usr/share/doc': 'man' } }),
    verdict: 'does-not-install',
    steps: [
      ['image', 'ok', ''],
      ['merged', 'failed', 'hides /usr/share/doc/'],
    ],
  },
  {
    name: 'with a directory that it closes to others',
    image: () => ({ files: { ...program(SAYS_IT), 'usr/share/doc/a': '' }, pseudo: ['usr/share/doc m 700 0 0'] }),
    verdict: 'does-not-install',
    steps: [['merged', 'failed', 'closes /usr/share/doc/ of this machine to other users']],
  },
  {
    name: 'with another C library',
    image: () => ({ files: { ...program(SAYS_IT), [LIBC]: 'not a library' } }),
    verdict: 'does-not-install',
    steps: [['merged', 'failed', 'programs of this machine do not run after the merge: ']],
  },
  {
    name: 'with files in /opt',
    image: () => ({ files: { ...program(SAYS_IT), 'opt/cni/bin/bridge': '#!/bin/sh' } }),
    verdict: 'does-not-install',
    steps: [['merged', 'failed', '/opt/bin/kubelet cannot be linked to /usr/bin/kubelet after the merge: ']],
    notes: ['/opt/cni: systemd-sysext makes /opt read-only'],
  },
  {
    name: 'of another component, with files in /opt',
    component: 'cni',
    image: () => ({ name: 'cni', files: { 'usr/bin/cni': '#!/bin/sh', 'opt/cni/bin/bridge': '#!/bin/sh' } }),
    verdict: 'installs',
    steps: [['merged', 'ok', 'by systemd-sysext']],
    notes: ['/opt/cni: systemd-sysext makes /opt read-only'],
  },
  {
    name: 'with bit rot in its data',
    image: () => {
      const text = randomBytes(300_000).toString('hex');
      const image = makeImage({ arch: HERE, files: { ...program(SAYS_IT), 'usr/share/a': text } });
      // In the middle of what it is long for.
      return image.fill(0, image.length / 2, image.length / 2 + 2000);
    },
    verdict: 'does-not-install',
    steps: [['merged', 'failed', 'the content is damaged: ']],
  },
  {
    name: 'with a program that is a link, a pipe, and links to nothing',
    image: () => ({
      files: { 'usr/libexec/kubelet': makeProgram(SAYS_IT) },
      links: { 'usr/bin/kubelet': '../libexec/kubelet', 'usr/share/a': '/nowhere', 'usr/share/b': 'b' },
      pseudo: ['usr/libexec/kubelet m 755 0 0', 'usr/share/pipe f 644 0 0 sh -c :', 'usr/share/fifo i 644 0 0 f'],
    }),
    verdict: 'installs',
    steps: [
      ['merged', 'ok', 'by systemd-sysext'],
      ['runs', 'ok', SAYS_IT],
    ],
  },
  {
    name: 'with a file that the host has as well',
    image: () => ({ files: { ...program(SAYS_IT), 'usr/bin/mount': '#!/bin/sh' } }),
    verdict: 'installs',
    steps: [['merged', 'ok', 'by systemd-sysext']],
    notes: ['replaces /usr/bin/mount of this machine'],
  },
  {
    name: 'setuid',
    image: () => ({ files: { ...program(SAYS_IT), 'usr/bin/a': '#!/bin/sh' }, pseudo: ['usr/bin/a m 4755 0 0'] }),
    verdict: 'does-not-install',
    steps: [['image', 'failed', '/usr/bin/a is setuid or setgid (mode 04755)']],
  },
  {
    name: 'of another format',
    image: () => erofs(),
    verdict: 'not-known',
    steps: [
      ['image', 'not-done', 'not supported: an erofs image. Only squashfs images can be checked'],
      ['merged', 'not-done', 'image is not ok'],
    ],
  },
];
