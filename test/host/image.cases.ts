import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { ImageFault } from '../../src/host/errors.ts';
import { fakeProgram, type ImageOptions, makeImage } from './images.ts';

/** An image of kubelet for x86-64, what the checks say of it, and what a real systemd-sysext does with it. */
export interface ImageCase {
  readonly name: string;
  readonly image: () => ImageOptions | Buffer;
  /** Why it is refused, and a part of the message; `unsupported`; `undefined` if it is fine. */
  readonly says?: readonly [code: ImageFault | 'unsupported', message: string];
  /** A part of a note. */
  readonly note?: string;
  /** What systemd-sysext does on a host of {@link HOST}; `undefined` where it need not be tried. */
  readonly systemd?: 'merges' | 'does not merge';
  /** Trusted attributes are for root. */
  readonly needsRoot?: boolean;
  /** The component is not known by name. */
  readonly isOther?: boolean;
}

export const HOST = 'ID=flatcar\nVERSION_ID=4230.2.1\nSYSEXT_LEVEL=1.0\n';

const RELEASE = 'usr/lib/extension-release.d/extension-release.kubelet';
const ELSEWHERE = 'usr/lib/extension-release.d/extension-release.other';
const ANY = 'ID=_any\n';

const opaque = (attribute: string, options: ImageOptions = {}): ImageOptions => ({
  ...options,
  directories: ['usr/lib/systemd/system'],
  xattrs: [['usr/lib/systemd/system', attribute]],
});

const COMPRESSIONS = ['gzip', 'xz', 'zstd', 'lz4'];

/** Images that hide files of the host, or hand out rights. */
const HARMFUL: readonly ImageCase[] = [
  ...['opaque=y', 'opaque=x', 'whiteout=', 'redirect=/usr/sbin', 'metacopy=', 'xwhiteouts=y'].map(
    (attribute): ImageCase => ({
      name: `trusted.overlay.${attribute}`,
      image: () => opaque(`trusted.overlay.${attribute}`),
      says: ['overlay-attribute', `has the extended attribute trusted.overlay.${attribute.split('=')[0]}, by which`],
      needsRoot: true,
    }),
  ),
  ...['user.overlay.opaque=y', 'user.overlay.redirect=/a', 'user.fuseoverlayfs.opaque=y'].map(
    (attribute): ImageCase => ({
      name: attribute,
      image: () => opaque(attribute),
      says: ['overlay-attribute', `has the extended attribute ${attribute.split('=')[0]}`],
      systemd: 'merges',
    }),
  ),
  ...COMPRESSIONS.flatMap((compression): ImageCase[] => [
    {
      name: `an opaque directory, ${compression}`,
      image: () => opaque('user.overlay.opaque=y', { args: ['-comp', compression] }),
      says: ['overlay-attribute', 'has the extended attribute user.overlay.opaque'],
    },
    {
      name: `an opaque directory among many attributes, ${compression}`,
      image: () => ({
        files: Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`usr/share/many/${i}`, `${i}`])),
        directories: ['usr/lib/z'],
        xattrs: [
          ...Array.from({ length: 60 }, (_, i) => [`usr/share/many/${i}`, `user.a${i}=${'x'.repeat(10 * i)}`] as const),
          ['usr/lib/z', 'user.overlay.opaque=y'],
        ],
        args: ['-comp', compression],
      }),
      says: ['overlay-attribute', 'has the extended attribute user.overlay.opaque'],
    },
    {
      name: `other attributes, ${compression}`,
      image: () => opaque(`user.overlay.overlay.opaque=${'y'.repeat(500)}`, { args: ['-comp', compression] }),
      systemd: 'merges',
    },
  ]),
  {
    name: 'attributes that are not compressed',
    image: () => opaque('user.overlay.opaque=y', { args: ['-noX'] }),
    says: ['overlay-attribute', 'user.overlay.opaque'],
  },
  {
    name: 'attributes that are compressed with LZO',
    image: () => opaque(`user.a=${'a'.repeat(500)}`, { args: ['-comp', 'lzo'] }),
    says: ['unsupported', 'has extended attributes that are compressed with LZO, and cannot be checked'],
    systemd: 'merges',
  },
  { name: 'compressed with LZO, without attributes', image: () => ({ args: ['-comp', 'lzo'] }), systemd: 'merges' },
  {
    name: 'a whiteout',
    image: () => ({ pseudo: ['usr/bin/mount c 644 0 0 0 0'] }),
    says: ['whiteout', '/usr/bin/mount is a whiteout: it hides this file of the host. Build the image from a plain'],
    systemd: 'merges',
  },
  {
    name: 'a whiteout in /opt',
    image: () => ({ directories: ['opt'], pseudo: ['opt/bin c 0 0 0 0 0'] }),
    says: ['whiteout', '/opt/bin is a whiteout'],
  },
  {
    name: "a whiteout of a container's layer",
    image: () => ({ files: { 'usr/bin/.wh.mount': '' } }),
    says: ['whiteout', "/usr/bin/.wh.mount is a whiteout of a container's layer"],
    systemd: 'merges',
  },
  {
    name: 'an opaque directory of a container',
    image: () => ({ files: { 'usr/lib/systemd/.wh..wh..opq': '' } }),
    says: ['whiteout', '.wh..wh..opq is a whiteout'],
  },
  {
    name: 'a block device',
    image: () => ({ pseudo: ['usr/lib/disk b 666 0 0 8 0'] }),
    says: ['device', '/usr/lib/disk is a device node. Remove it'],
  },
  {
    name: 'a character device',
    image: () => ({ pseudo: ['usr/lib/mem c 600 0 0 1 1'] }),
    says: ['device', '/usr/lib/mem is a device node'],
  },
  {
    name: 'a device outside of /usr',
    image: () => ({ directories: ['dev'], pseudo: ['dev/null c 666 0 0 1 3'] }),
    says: ['device', '/dev/null is a device node'],
  },
  {
    name: 'setuid',
    image: () => ({ files: { 'usr/bin/su': '#!/bin/sh' }, pseudo: ['usr/bin/su m 4755 0 0'] }),
    says: ['privileged', '/usr/bin/su is setuid or setgid (mode 04755). kubelet needs none'],
    systemd: 'merges',
  },
  {
    name: 'setgid, without x',
    image: () => ({ files: { 'usr/lib/a': '' }, pseudo: ['usr/lib/a m 2644 0 0'] }),
    says: ['privileged', '/usr/lib/a is setuid or setgid (mode 02644)'],
  },
  { name: 'a setgid directory', image: () => ({ directories: ['usr/share/a'], pseudo: ['usr/share/a m 2755 0 0'] }) },
  {
    name: 'file capabilities',
    image: () => ({
      files: { 'usr/bin/ping': '#!/bin/sh' },
      xattrs: [['usr/bin/ping', 'security.capability=0sAQAAAgAgAAAAAAAAAAAAAAAAAAA=']],
    }),
    says: ['privileged', 'a program has file capabilities (security.capability)'],
    needsRoot: true,
  },
  {
    name: 'setuid, of another component',
    image: () => ({ files: { 'usr/bin/su': '#!/bin/sh' }, pseudo: ['usr/bin/su m 4755 0 0'] }),
    isOther: true,
    note: '/usr/bin/su is setuid or setgid (mode 04755)',
  },
  {
    name: 'a world-writable file',
    image: () => ({ files: { 'usr/lib/a': '' }, pseudo: ['usr/lib/a m 666 0 0'] }),
    says: ['world-writable', '/usr/lib/a can be written by all users (mode 0666). Remove the permission: chmod o-w'],
  },
  {
    name: 'a world-writable directory',
    image: () => ({ directories: ['usr/share/a'], pseudo: ['usr/share/a m 1777 0 0'] }),
    says: ['world-writable', '/usr/share/a can be written by all users (mode 01777)'],
  },
  {
    name: '/usr/bin that only root can read',
    image: () => ({ pseudo: ['usr/bin m 700 0 0'] }),
    says: [
      'closed-directory',
      '/usr/bin has the mode 0700, which /usr/bin of the host then has as well. Set it to 0755',
    ],
    systemd: 'merges',
  },
  {
    name: '/usr that only root can read',
    image: () => ({ pseudo: ['usr m 750 0 0'] }),
    says: ['closed-directory', '/usr has the mode 0750'],
  },
  {
    name: 'a directory of its own that is closed',
    image: () => ({ files: { 'usr/lib/kubelet/a': '' }, pseudo: ['usr/lib/kubelet m 700 0 0'] }),
  },
  {
    name: 'a file in /etc',
    image: () => ({ files: { 'etc/kubelet.conf': '' } }),
    says: ['outside', '/etc/kubelet.conf is outside of /usr and /opt, and systemd-sysext ignores it'],
    systemd: 'merges',
  },
  {
    name: 'a file beside /usr',
    image: () => ({ files: { 'usr2/a': '', optional: '' } }),
    says: ['outside', '/optional is outside of /usr and /opt'],
  },
  {
    name: 'the directories and links of a root',
    image: () => ({ directories: ['etc', 'var/lib', 'run'], links: { bin: 'usr/bin', lib: 'usr/lib' } }),
    systemd: 'merges',
  },
  {
    name: 'files in /opt',
    image: () => ({ files: { 'opt/cni/bin/bridge': fakeProgram('x86-64') } }),
    note: '/opt/cni: systemd-sysext makes /opt read-only once the image is merged',
    systemd: 'merges',
  },
  {
    name: '/opt that is a file',
    image: () => ({ files: { opt: '' } }),
    says: ['hierarchy', '/opt is not a directory, and systemd-sysext merges nothing'],
    systemd: 'does not merge',
  },
  {
    name: 'an os-release',
    image: () => ({ files: { 'usr/lib/os-release': 'ID=other\n' } }),
    says: ['os-release', 'has a /usr/lib/os-release'],
  },
  {
    name: 'an os-release that is a link',
    image: () => ({ links: { 'usr/lib/os-release': '../../etc/os-release' } }),
    says: ['os-release', 'has a /usr/lib/os-release'],
  },
];

/** What makes systemd-sysext merge an image, or not. */
const FITTING: readonly ImageCase[] = [
  { name: 'for any OS', image: () => ({}), systemd: 'merges' },
  { name: 'for this level', image: () => ({ release: 'ID=flatcar\nSYSEXT_LEVEL=1.0\n' }), systemd: 'merges' },
  {
    name: 'for another OS',
    image: () => ({ release: 'ID=azurelinux\nVERSION_ID=3.0\n' }),
    says: ['release-unfit', `/${RELEASE} has ID=azurelinux, and the host has ID=flatcar`],
    systemd: 'does not merge',
  },
  {
    name: 'for another version of the OS',
    image: () => ({ release: 'ID=flatcar\nVERSION_ID=4000.0.0\n' }),
    says: ['release-unfit', `/${RELEASE} has VERSION_ID=4000.0.0, and the host has VERSION_ID=4230.2.1`],
    systemd: 'does not merge',
  },
  {
    name: 'that declares another arch than its program is for',
    image: () => ({ release: 'ID=_any\nARCHITECTURE=arm64\n' }),
    says: ['release-unfit', `/${RELEASE} has ARCHITECTURE=arm64, and the host is x86-64`],
    systemd: 'does not merge',
  },
  {
    name: 'of another name',
    image: () => ({ name: 'kubectl' }),
    says: ['release-missing', `has no /${RELEASE}, so that systemd-sysext would not merge it as kubelet`],
    systemd: 'does not merge',
  },
  {
    name: 'with an extension-release of another name that may differ',
    image: () => ({
      release: null,
      files: { [ELSEWHERE]: ANY },
      xattrs: [[ELSEWHERE, 'user.extension-release.strict=0']],
    }),
    systemd: 'merges',
  },
  {
    name: 'with an extension-release of another name that may differ ("False")',
    image: () => ({
      release: null,
      files: { [ELSEWHERE]: ANY },
      xattrs: [[ELSEWHERE, 'user.extension-release.strict=False']],
    }),
    systemd: 'merges',
  },
  {
    name: 'with an extension-release of another name that may differ, and does not fit',
    image: () => ({
      release: null,
      files: { [ELSEWHERE]: 'ID=other\n' },
      xattrs: [[ELSEWHERE, 'user.extension-release.strict=no']],
    }),
    says: ['release-unfit', `/${ELSEWHERE} has ID=other`],
    systemd: 'does not merge',
  },
  ...['1', 'yes', '', 'maybe'].map(
    (value): ImageCase => ({
      name: `with an extension-release of another name that may not differ (${JSON.stringify(value)})`,
      image: () => ({
        release: null,
        files: { [ELSEWHERE]: ANY },
        xattrs: [[ELSEWHERE, `user.extension-release.strict=${value}`]],
      }),
      says: ['release-missing', `has no /${RELEASE}`],
      systemd: 'does not merge',
    }),
  ),
  {
    name: 'with two extension-release files of other names',
    image: () => ({
      release: null,
      files: { [ELSEWHERE]: ANY, [`${ELSEWHERE}2`]: ANY },
      xattrs: [[ELSEWHERE, 'user.extension-release.strict=0']],
    }),
    says: ['unsupported', 'and several others'],
    systemd: 'merges',
  },
  {
    name: 'whose extension-release is a link',
    image: () => ({ files: { 'usr/share/kubelet/release': ANY }, links: { [RELEASE]: '../../share/kubelet/release' } }),
    systemd: 'merges',
  },
  {
    name: 'whose extension-release is an absolute link',
    image: () => ({ files: { 'usr/share/kubelet/release': ANY }, links: { [RELEASE]: '/usr/share/kubelet/release' } }),
    systemd: 'merges',
  },
  {
    name: 'whose extension-release is a link that leads up',
    image: () => ({ files: { 'usr/share/release': ANY }, links: { [RELEASE]: '../../../../../../usr/share/release' } }),
    systemd: 'merges',
  },
  {
    name: 'whose extension-release is a link to nothing',
    image: () => ({ links: { [RELEASE]: 'nowhere' } }),
    says: ['release-missing', `has no /${RELEASE}`],
    systemd: 'does not merge',
  },
  {
    name: 'whose extension-release is a link to itself',
    image: () => ({ links: { [RELEASE]: 'extension-release.kubelet' } }),
    says: ['release-missing', `has no /${RELEASE}`],
    systemd: 'does not merge',
  },
  {
    name: 'whose extension-release.d is a link',
    image: () => ({
      release: null,
      files: { 'usr/share/d/extension-release.kubelet': ANY },
      links: { 'usr/lib/extension-release.d': '../share/d' },
    }),
    systemd: 'merges',
  },
  {
    name: 'whose /usr is a link',
    image: () => moved('tree', 'tree'),
    systemd: 'merges',
  },
  {
    name: 'whose /usr is an absolute link to a folder in a folder',
    image: () => moved('a/tree', '/a/tree'),
    systemd: 'merges',
  },
  {
    name: 'whose /usr is a link, with a file beside it',
    image: () => moved('a/tree', 'a/tree', { 'a/file': '' }),
    says: ['outside', '/a/file is outside of /usr and /opt'],
    systemd: 'merges',
  },
  {
    name: 'that is large: 100 KB of comments',
    image: () => ({ release: `${'# a comment\n'.repeat(8000)}ID=_any\n` }),
    says: ['unsupported', 'has more than 65536 bytes'],
    systemd: 'merges',
  },
  {
    name: 'whose extension-release is not UTF-8',
    image: () => ({ files: { [RELEASE]: Buffer.from('ID=_any\nNAME="caf\xe9"\n', 'latin1') } }),
    says: ['release-unfit', 'has bytes that are not UTF-8'],
    systemd: 'does not merge',
  },
  {
    name: 'whose extension-release has a comment that is not UTF-8',
    image: () => ({ files: { [RELEASE]: Buffer.from('# caf\xe9\nID=_any\n', 'latin1') } }),
    systemd: 'merges',
  },
  {
    name: 'whose extension-release has a NUL',
    image: () => ({ release: 'ID=_any\n\0' }),
    says: ['release-unfit', 'has a NUL byte'],
    systemd: 'does not merge',
  },
];

/** An image whose files are at another place, to which /usr is a link. */
function moved(to: string, link: string, files: ImageOptions['files'] = {}): ImageOptions {
  return {
    files: {
      ...files,
      [`${to}/bin/kubelet`]: '#!/bin/sh\n',
      [`${to}/lib/extension-release.d/extension-release.kubelet`]: ANY,
    },
    links: { usr: link },
    pseudo: [`${to}/bin/kubelet m 755 0 0`],
  };
}

const PROGRAMS: readonly ImageCase[] = [
  { name: 'with scripts', image: () => ({ files: { 'usr/bin/script': '#!/bin/sh\n' } }) },
  {
    name: 'with a name that is a pattern',
    image: () => ({ files: { 'usr/bin/[*': fakeProgram('arm64') } }),
    says: ['program-arch', '/usr/bin/[* is built for arm64'],
  },
  {
    name: 'for another arch',
    image: () => ({ arch: 'arm64' }),
    says: ['program-arch', '/usr/bin/kubelet is built for arm64, not for x86-64'],
  },
  {
    name: 'with a second program for another arch',
    image: () => ({ files: { 'usr/sbin/other': fakeProgram('arm64') } }),
    says: ['program-arch', '/usr/sbin/other is built for arm64, not for x86-64'],
  },
  {
    name: 'with a second program for another arch, behind a link',
    image: () => ({ files: { 'usr/libexec/other': fakeProgram('arm64') }, links: { 'usr/bin/o': '../libexec/other' } }),
    says: ['program-arch', '/usr/libexec/other is built for arm64'],
  },
  { name: 'with a helper of 32 bits', image: () => ({ files: { 'usr/bin/helper': fakeProgram('i386') } }) },
  {
    name: 'with a kubelet of 32 bits',
    image: () => ({ files: { 'usr/bin/kubelet': fakeProgram('i386') } }),
    says: ['program-arch', '/usr/bin/kubelet is built for ELF machine 3 of 32 bits'],
  },
  {
    name: 'without the program',
    image: () => ({ name: 'kubectl', files: { [RELEASE]: ANY } }),
    says: ['program-missing', 'has no /usr/bin/kubelet'],
  },
  {
    name: 'whose program is a link',
    image: () => linked({ 'usr/bin/kubelet': '../libexec/kubelet' }),
  },
  {
    name: 'whose program is an absolute link',
    image: () => linked({ 'usr/bin/kubelet': '/usr/libexec/kubelet' }),
  },
  {
    name: 'whose program is a link to a link',
    image: () => linked({ 'usr/bin/kubelet': 'kubelet-1.34', 'usr/bin/kubelet-1.34': '../libexec/kubelet' }),
  },
  {
    name: 'whose program is a link, for another arch',
    image: () => ({
      files: { 'usr/libexec/kubelet': fakeProgram('arm64') },
      links: { 'usr/bin/kubelet': '../libexec/kubelet' },
      pseudo: ['usr/libexec/kubelet m 755 0 0'],
    }),
    says: ['program-arch', '/usr/libexec/kubelet is built for arm64'],
  },
  {
    name: 'whose program is a link to nothing',
    image: () => ({ links: { 'usr/bin/kubelet': '/var/lib/kubelet' } }),
    says: ['program-missing', 'has no /usr/bin/kubelet: it is a link to /var/lib/kubelet, which is not in the image'],
  },
  {
    name: 'whose program is a directory',
    image: () => ({ links: { 'usr/bin/kubelet': '../lib' } }),
    says: ['program-missing', 'has no /usr/bin/kubelet'],
  },
  {
    name: 'whose program is not executable',
    image: () => ({ pseudo: ['usr/bin/kubelet m 644 0 0'] }),
    says: ['program-mode', '/usr/bin/kubelet is not executable. Set its mode to 0755'],
  },
  { name: 'whose program only root can run', image: () => ({ pseudo: ['usr/bin/kubelet m 700 0 0'] }) },
  {
    name: 'whose /usr/sbin is a link to /usr/bin',
    image: () => ({ links: { 'usr/sbin': 'bin' } }),
  },
  {
    name: 'with a line break in the name of a program',
    image: () => ({ files: { 'usr/bin/ä\n': '#!' } }),
    says: ['unsupported', 'no matches'],
  },
  {
    name: 'with odd names',
    image: () => ({
      files: { 'usr/bin/a -> b': '#!', 'usr/bin/ä': '#!', 'usr/lib/ ': '', 'usr/lib/\n': '' },
      links: { 'usr/bin/x': 'a -> b' },
    }),
  },
];

/** An image whose program is in /usr/libexec. */
function linked(links: Readonly<Record<string, string>>): ImageOptions {
  const pseudo = ['usr/libexec/kubelet m 755 0 0'];
  return { files: { 'usr/libexec/kubelet': fakeProgram('x86-64') }, links, pseudo };
}

/** A block device of another format, as far as its magic bytes go. */
function magic(offset: number, bytes: string): () => Buffer {
  return () => {
    const image = Buffer.alloc(128 * 1024);
    image.write(bytes, offset, 'latin1');
    return image;
  };
}

const noise = () => ({ content: randomBytes(100_000).toString('hex') });

/** Images that were never one, are cut, or that Linux does not mount. */
const BROKEN: readonly ImageCase[] = [
  { name: 'HTML', image: () => Buffer.from('<html>log in</html>'), says: ['format', 'is not a squashfs image'] },
  { name: 'nothing', image: () => Buffer.alloc(0), says: ['format', 'is not a squashfs image: it is empty'] },
  { name: 'zeros', image: () => Buffer.alloc(1_000_000), says: ['format', 'is not a squashfs image'] },
  { name: 'only the magic bytes', image: () => Buffer.from('hsqs'), says: ['cut-off', 'only 4 bytes are there'] },
  {
    name: 'half of it',
    image: () => half(makeImage(noise())),
    says: ['cut-off', 'is cut off: '],
    systemd: 'does not merge',
  },
  { name: 'more behind its end', image: () => Buffer.concat([makeImage(), Buffer.alloc(3000)]), systemd: 'merges' },
  {
    name: 'without padding',
    image: () => ({ args: ['-nopad'] }),
    says: ['padding', 'and Linux reads it in blocks of 1024: it is not mounted. Build it without -nopad'],
    systemd: 'does not merge',
  },
  {
    name: 'padded to 1024 bytes',
    image: () => padded(makeImage({ ...noise(), args: ['-nopad'] }), 1024),
    systemd: 'merges',
  },
  {
    name: 'padded to 512 bytes',
    image: () => {
      // Nothing is compressed: it is longer by as many bytes as its program. Of the last 1024 no more than 512 are there.
      const long = (length: number) =>
        makeImage({ content: 'a'.repeat(length), args: ['-nopad', '-noI', '-noD', '-noF'] });
      return padded(long(1 + 1024 - (long(1).length % 1024) + 100), 512);
    },
    says: ['padding', 'Build it without -nopad'],
    systemd: 'does not merge',
  },
  {
    name: 'with bit rot in its tables',
    image: () => rotten(makeImage(noise())),
    says: ['unreadable', 'cannot be read: '],
  },
  {
    name: 'big-endian',
    image: () => edited(makeImage(), 0, Buffer.from('sqsh')),
    says: ['format', 'is a big-endian squashfs'],
  },
  {
    name: 'of another version',
    image: () => edited(makeImage(), 28, Buffer.from([3, 0, 1, 0])),
    says: ['format', 'is a squashfs of version 3.1; Linux mounts version 4.0'],
    systemd: 'does not merge',
  },
  {
    name: 'LZMA',
    image: () => edited(makeImage(), 20, Buffer.from([2, 0])),
    says: ['format', 'is compressed in a way that Linux does not mount'],
    systemd: 'does not merge',
  },
  {
    name: 'with a table of attributes behind its end',
    image: () => edited(makeImage(), 56, Buffer.from([0xff, 0xff, 0xff, 0, 0, 0, 0, 0])),
    says: ['unreadable', ''],
    systemd: 'does not merge',
  },
  { name: 'gzip', image: () => gzipSync('x'), says: ['format', 'is not a squashfs image: it is compressed with gzip'] },
  { name: 'a program', image: () => fakeProgram('x86-64'), says: ['format', 'it is a program'] },
  { name: 'tar', image: magic(257, 'ustar'), says: ['format', 'it is a tar archive'] },
  {
    name: 'GPT',
    image: magic(512, 'EFI PART'),
    says: ['unsupported', 'not supported: a GPT disk image. Only squashfs'],
  },
  { name: 'GPT of 4K', image: magic(4096, 'EFI PART'), says: ['unsupported', 'not supported: a GPT disk image'] },
  { name: 'erofs', image: magic(1024, '\xe2\xe1\xf5\xe0'), says: ['unsupported', 'not supported: an erofs image'] },
  { name: 'ext4', image: magic(1080, '\x53\xef'), says: ['unsupported', 'not supported: an ext4 image'] },
  { name: 'btrfs', image: magic(65_600, '_BHRfS_M'), says: ['unsupported', 'not supported: a btrfs image'] },
  { name: 'LUKS', image: magic(0, 'LUKS\xba\xbe'), says: ['unsupported', 'not supported: a LUKS volume'] },
];

function half(image: Buffer): Buffer {
  return image.subarray(0, Math.floor(image.length / 8192) * 4096);
}

function padded(image: Buffer, to: number): Buffer {
  return Buffer.concat([image], Math.ceil(image.length / to) * to);
}

function rotten(image: Buffer): Buffer {
  const tables = Number(image.readBigUInt64LE(64));
  return edited(image, tables + 2, Buffer.alloc(64, 0xff));
}

function edited(image: Buffer, offset: number, bytes: Buffer): Buffer {
  const copy = Buffer.from(image);
  bytes.copy(copy, offset);
  return copy;
}

export const IMAGES: readonly ImageCase[] = [...FITTING, ...PROGRAMS, ...HARMFUL, ...BROKEN];
