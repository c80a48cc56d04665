/**
 * Extensions of files that are named after a tag: images, their signatures, checksums and documents, archives.
 *
 * A distro may contain dots (`ubuntu24.04`). Only a list distinguishes the distro and extension `azlinux3.raw` from a distro.
 */
const EXTENSIONS = [
  ...['raw', 'img', 'ddi', 'squashfs', 'erofs', 'iso', 'vhd', 'vhdx'],
  ...['verity', 'roothash', 'usrhash', 'p7s', 'sig', 'asc', 'minisig', 'sigstore', 'bundle', 'pem', 'att'],
  ...['sha256', 'sha512', 'sha256sum', 'sha512sum', 'sums', 'md5', 'digest'],
  ...['json', 'jsonl', 'yaml', 'yml', 'toml', 'conf', 'env', 'txt', 'md', 'html', 'xml', 'spdx', 'cdx', 'sbom'],
  ...['tar', 'tgz', 'gz', 'xz', 'zst', 'bz2', 'lz4', 'zip', 'cpio', 'oci', 'tmp', 'part', 'bak'],
];

/** An extension with its dot: a pattern in RE2 syntax, without capturing groups and anchors. */
export const FILE_EXTENSION = `\\.(?:${EXTENSIONS.join('|')})`;
