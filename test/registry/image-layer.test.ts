import { expect, test } from 'vitest';
import { findImageLayer } from '../../src/registry/image-layer.ts';

const TITLE = 'org.opencontainers.image.title';
const TAG = 'v1.34.10-1-azlinux3-x86-64';
const FILE = `kubelet-${TAG}.raw`;

function layersOf(...titles: readonly (string | undefined)[]) {
  return titles.map((title, index) => ({
    mediaType: 'application/octet-stream',
    digest: `sha256:${String(index).repeat(64)}`,
    size: 1,
    ...(title === undefined ? {} : { annotations: { [TITLE]: title } }),
  }));
}

test.each([
  { name: 'its file alone', titles: [FILE], index: 0 },
  { name: 'a checksum before it', titles: ['SHA256SUMS', FILE], index: 1 },
  { name: 'a directory of the architecture', titles: ['SHA256SUMS', `amd64/${FILE}`], index: 1 },
  { name: 'a layer without a title before it', titles: [undefined, FILE], index: 1 },
])('$name: hosts find it', ({ titles, index }) => {
  const layers = layersOf(...titles);
  expect(findImageLayer({ layers }, 'kubelet', TAG)).toEqual({ layer: layers[index] });
});

test.each([
  { name: 'no title', titles: [undefined], problem: `does not have a layer with a title; hosts expect ${FILE}` },
  { name: 'another file', titles: ['sysext.raw'], problem: `has a file "sysext.raw"; hosts expect ${FILE}` },
  {
    name: 'a path out of the directory',
    titles: [FILE, '../x'],
    problem: `has a file "../x" outside of the directory; hosts expect ${FILE}`,
  },
  {
    name: 'two files',
    titles: [FILE, `a/${FILE}`],
    problem: `has two layers with the title ${FILE} and different content`,
  },
])('$name: hosts do not find it', ({ titles, problem }) => {
  expect(findImageLayer({ layers: layersOf(...titles) }, 'kubelet', TAG)).toEqual({ problem });
});
