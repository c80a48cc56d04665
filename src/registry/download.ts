import { createHash } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import type { Descriptor } from './artifact.ts';
import { parseDigest } from './digest.ts';
import { RegistryError } from './error.ts';
import type { RegistryResponse } from './http.ts';
import { type Repository, refusal } from './repository.ts';
import { TransientError } from './retry.ts';

/** After this progress, the count of attempts restarts. */
const PROGRESS_BYTES = 1024 * 1024;

/** A server may send a part of the requested range (RFC 9110, section 14.2). */
const MAX_RANGES = 10_000;

/** Implements `RegistryClient.download`. */
export async function download(
  repository: Repository,
  blob: Descriptor,
  file: string,
  onProgress: (bytes: number) => void = () => {},
): Promise<void> {
  const digest = parseDigest(blob.digest);
  if (digest === undefined) {
    const what = `${JSON.stringify(blob.digest.slice(0, 200))} is not a digest of SHA-256 or SHA-512`;
    throw new RegistryError('invalid-artifact', `${repository.where}: ${what}`);
  }
  const handle = await open(file, 'a+');
  try {
    await fill(repository, blob, digest, handle, onProgress);
    await handle.sync();
  } catch (error) {
    const isFinal = error instanceof RegistryError && !error.isTransient;
    if (isFinal && (await handle.stat()).size === 0) await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

async function fill(
  repository: Repository,
  blob: Descriptor,
  { algorithm, hex }: { algorithm: string; hex: string },
  handle: FileHandle,
  onProgress: (bytes: number) => void,
): Promise<void> {
  let hash = createHash(algorithm);
  /** The bytes of the file, all of which `hash` has seen. */
  let have = 0;

  async function readFile(): Promise<void> {
    for await (const chunk of handle.createReadStream({ start: 0, autoClose: false })) {
      hash.update(chunk);
      have += chunk.length;
    }
  }

  async function restart(): Promise<void> {
    await handle.truncate(0);
    hash = createHash(algorithm);
    have = 0;
  }

  /** Requests the blob from a byte to its end. */
  async function request(start: number): Promise<RegistryResponse> {
    const url = new URL(`blobs/${blob.digest}`, repository.url);
    const range = start === 0 ? {} : { range: `bytes=${start}-` };
    const response = await repository.get('pull', url, range);
    if (!isExpiredRedirect(response)) return response;
    response.discard();
    return repository.get('pull', url, { ...range, 'cache-control': 'no-cache' });
  }

  /** Whether a cached redirect to a store of blobs has an expired signature. The registry makes a new one. */
  function isExpiredRedirect({ url, status }: RegistryResponse): boolean {
    return url.origin !== repository.url.origin && [400, 403].includes(status);
  }

  /**
   * Appends the response to one request. If the server does not continue at the end of the file, the complete blob is
   * requested, and the bytes of the file are skipped: it never gets shorter.
   */
  async function append(start = have): Promise<void> {
    const response = await request(start);
    const range = response.status === 206 ? parseContentRange(response.header('content-range')) : undefined;
    if (response.status === 416 || (response.status === 206 && range?.start !== start)) {
      response.discard();
      if (start === 0) throw invalid('the registry sends a range that was not requested');
      return append(0);
    }
    if (response.status !== 200 && response.status !== 206)
      throw refusal(repository, `the blob ${blob.digest}`, response);
    const first = range?.start ?? 0;
    const end = range?.end ?? blob.size;
    const length = Number(response.header('content-length') ?? end - first);
    const size = range === undefined ? first + length : (range.size ?? blob.size);
    if (size !== blob.size || end > size || length !== end - first) {
      response.discard();
      throw invalid(`the registry has ${size} bytes of it, but the manifest declares ${blob.size}`);
    }
    for await (const part of gather(skip(response.stream(length), have - first))) {
      if (have + part.size > blob.size) {
        await restart();
        throw invalid(`it is longer than the ${blob.size} bytes of the manifest`);
      }
      const written = writeAll(handle, part.chunks, part.size);
      for (const chunk of part.chunks) hash.update(chunk);
      await written;
      have += part.size;
      onProgress(have);
    }
    if (have < end) throw new TransientError(`the blob ends after ${have} of ${blob.size} bytes`);
  }

  async function appendAll(): Promise<void> {
    let reached = have;
    const advanced = () => {
      if (have - reached < PROGRESS_BYTES) return false;
      reached = have;
      return true;
    };
    for (let ranges = 0; have < blob.size; ranges++) {
      if (ranges === MAX_RANGES) throw invalid(`the registry sends it in more than ${MAX_RANGES} parts`);
      await repository.retry(append, advanced);
    }
  }

  function invalid(what: string): RegistryError {
    return new RegistryError('invalid-artifact', `${repository.where}: the blob ${blob.digest} is invalid: ${what}`);
  }

  await readFile();
  const kept = have;
  await appendAll();
  let isValid = hash.digest('hex') === hex;
  if (!isValid && kept > 0) {
    // The file did not hold the start of this blob.
    await restart();
    await appendAll();
    isValid = hash.digest('hex') === hex;
  }
  if (isValid) return;
  await restart();
  throw invalid('its digest does not match its content');
}

/** Skips the first bytes of a stream. */
async function* skip(stream: AsyncIterable<Buffer>, count: number): AsyncGenerator<Buffer> {
  let left = count;
  for await (const chunk of stream) {
    const rest = left === 0 ? chunk : chunk.subarray(Math.min(left, chunk.length));
    left -= chunk.length - rest.length;
    if (rest.length > 0) yield rest;
  }
}

/** The size of a write: a write for each packet costs more than the packet. */
const BYTES_PER_WRITE = 1024 * 1024;

/** Chunks of a stream, and the bytes that they have together. */
interface Gathered {
  readonly chunks: readonly Buffer[];
  readonly size: number;
}

/** Gathers the chunks of a stream. The chunks before a failure are yielded before it is thrown. */
async function* gather(stream: AsyncIterable<Buffer>): AsyncGenerator<Gathered> {
  let chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk);
      size += chunk.length;
      if (size < BYTES_PER_WRITE) continue;
      yield { chunks, size };
      chunks = [];
      size = 0;
    }
  } catch (error) {
    if (size > 0) yield { chunks, size };
    throw error;
  }
  if (size > 0) yield { chunks, size };
}

/** Appends chunks to a file without a copy of them. A partial write, such as on a full disk, is completed or fails. */
async function writeAll(handle: FileHandle, chunks: readonly Buffer[], size: number): Promise<void> {
  const { bytesWritten } = await handle.writev(chunks);
  if (bytesWritten < size) await handle.appendFile(Buffer.concat(chunks).subarray(bytesWritten));
}

/** A part of a blob: `end` is after its last byte, `size` is the blob's, if the server sends it. */
interface ContentRange {
  readonly start: number;
  readonly end: number;
  readonly size: number | undefined;
}

/** Parses a `Content-Range` (RFC 9110, section 14.4). @returns `undefined` for other units than bytes. */
function parseContentRange(header: string | undefined): ContentRange | undefined {
  const [, start, last, size] = /^bytes\s+(\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/i.exec(header ?? '') ?? [];
  if (start === undefined || Number(last) < Number(start)) return undefined;
  return { start: Number(start), end: Number(last) + 1, size: size === '*' ? undefined : Number(size) };
}
