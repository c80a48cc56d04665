import { createHash } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { type Descriptor, RegistryError } from './client.ts';
import { parseDigest } from './digest.ts';

import { type Repository, refusal } from './repository.ts';
import { TransientError } from './retry.ts';

/** With so much more of the blob, the count of attempts starts anew. */
const PROGRESS = 1024 * 1024;

/** What `RegistryClient.download` promises. */
export async function download(
  repository: Repository,
  blob: Descriptor,
  file: string,
  onProgress: (bytes: number) => void = () => {},
): Promise<void> {
  const digest = parseDigest(blob.digest);
  if (digest === undefined) {
    const what = `${JSON.stringify(blob.digest.slice(0, 200))} is no digest of SHA-256 or SHA-512`;
    throw new RegistryError('invalid', `${repository.where}: ${what}`);
  }
  const handle = await open(file, 'a+');
  try {
    await fill(repository, blob, digest, handle, onProgress);
    await handle.sync();
  } catch (error) {
    if (error instanceof RegistryError && error.kind === 'invalid') await rm(file, { force: true });
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

  async function startAnew(): Promise<void> {
    await handle.truncate(0);
    hash = createHash(algorithm);
    have = 0;
  }

  /** One request for what is missing. */
  async function append(): Promise<void> {
    const url = new URL(`blobs/${blob.digest}`, repository.url);
    const answer = await repository.get('pull', url, have === 0 ? {} : { range: `bytes=${have}-` });
    if (answer.status === 416 || (answer.status === 206 && !startsAt(have, answer.header('content-range')))) {
      answer.discard();
      if (have === 0) throw invalid('the registry sends a part of it that nobody asked for');
      await startAnew();
      return append();
    }
    if (answer.status !== 200 && answer.status !== 206) throw refusal(repository, `the blob ${blob.digest}`, answer);
    if (answer.status === 200 && have > 0) await startAnew();
    const length = answer.header('content-length');
    if (length !== undefined && Number(length) !== blob.size - have) {
      answer.discard();
      throw invalid(`the registry has ${have + Number(length)} bytes of it, and the manifest says ${blob.size}`);
    }
    for await (const { chunks, size } of gather(answer.stream(blob.size - have))) {
      if (have + size > blob.size) throw invalid(`it goes on behind the ${blob.size} bytes of the manifest`);
      const written = writeAll(handle, chunks, size);
      for (const chunk of chunks) hash.update(chunk);
      await written;
      have += size;
      onProgress(have);
    }
    if (have < blob.size) throw new TransientError(`the blob ends after ${have} of ${blob.size} bytes`);
  }

  async function appendAll(): Promise<void> {
    let reached = have;
    const advanced = () => {
      if (have - reached < PROGRESS) return false;
      reached = have;
      return true;
    };
    if (have < blob.size) await repository.retry(append, advanced);
  }

  function invalid(what: string): RegistryError {
    return new RegistryError('invalid', `${repository.where}: the blob ${blob.digest} is wrong: ${what}`);
  }

  await readFile();
  const kept = have;
  await appendAll();
  let isRight = hash.digest('hex') === hex;
  if (!isRight && kept > 0) {
    // What was in the file was not the start of this blob.
    await startAnew();
    await appendAll();
    isRight = hash.digest('hex') === hex;
  }
  if (!isRight) throw invalid('its bytes have another digest');
}

/** The bytes that are written at once: a write for each packet costs more than the packet. */
const WRITTEN = 1024 * 1024;

/** Chunks of a stream, and the bytes that they have together. */
interface Gathered {
  readonly chunks: readonly Buffer[];
  readonly size: number;
}

/** Gathers the chunks of a stream. What came before a failure is given out before it. */
async function* gather(stream: AsyncIterable<Buffer>): AsyncGenerator<Gathered> {
  let chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk);
      size += chunk.length;
      if (size < WRITTEN) continue;
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

/** Appends chunks to a file, without a copy of them; where only a part of them was taken, such as on a full disk, the rest. */
async function writeAll(handle: FileHandle, chunks: readonly Buffer[], size: number): Promise<void> {
  const { bytesWritten } = await handle.writev(chunks);
  if (bytesWritten < size) await handle.appendFile(Buffer.concat(chunks).subarray(bytesWritten));
}

/** Whether a `Content-Range` (RFC 9110, section 14.4) starts there. */
function startsAt(start: number, header: string | undefined): boolean {
  return header?.startsWith(`bytes ${start}-`) ?? false;
}
