import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A root until the test ends, with files in it. */
export function makeRoot(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const root = mkdtempSync(path.join(tmpdir(), 'node-root-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  writeFiles(root, files);
  return root;
}

export function writeFiles(root: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), content);
  }
}

/** Cached images of the kubelet, by their tags. */
export function cached(tags: readonly string[], name = 'kubelet'): Record<string, Buffer> {
  return Object.fromEntries(tags.map((tag) => [`opt/${name}/downloads/${name}-${tag}.raw`, superblockOnly(tag)]));
}

/** A file that starts as a squashfs does, has its size, and cannot be mounted. */
function superblockOnly(content: string): Buffer {
  const image = Buffer.alloc(1024);
  image.write('hsqs', 0, 'latin1');
  // zlib, and version 4.0.
  image.writeUInt16LE(1, 20);
  image.writeUInt16LE(4, 28);
  image.writeBigUInt64LE(BigInt(image.length), 40);
  image.fill(0xff, 56, 64);
  image.write(content, 96);
  return image;
}
