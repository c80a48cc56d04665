import type { PeerCertificate } from 'node:tls';
import { errors } from 'undici';
import { isLoopback } from './address.ts';
import { RegistryError } from './error.ts';
import { ProxyError } from './proxy.ts';
import { TransientError } from './retry.ts';

/** Whether another attempt may get another status: 501 and 505 stay, and 511 is sent by a portal that requires a login. */
export function isTransientStatus(status: number): boolean {
  return [408, 425, 429].includes(status) || (status >= 500 && ![501, 505, 511].includes(status));
}

/**
 * Converts an error of the connection, by its code alone, to one that can be shown: its message may be the server's.
 *
 * @param where the start of the message.
 * @param url what was requested.
 * @param progress `hasStarted`: whether a response has begun; then another attempt may get the rest of it.
 * @returns a {@link TransientError} when another attempt may succeed, else a {@link RegistryError}; an error that is not of
 *   a connection is a bug, and is returned as it is.
 */
export function connectionError(where: string, url: URL, error: unknown, { hasStarted = false } = {}): Error {
  if (error instanceof TransientError || error instanceof errors.InvalidArgumentError) return error;
  if (error instanceof ProxyError && error.status !== undefined) return refusedTunnel(where, url, error, error.status);
  const throughProxy = error instanceof ProxyError;
  const peer = throughProxy ? `the proxy ${error.proxy}` : url.host;
  const cause = throughProxy ? error.cause : error;
  const code = codeOf(cause);
  if (code === undefined) return error instanceof Error ? error : new Error(String(error));
  const problem = certificateProblem(peer, code, cause) ?? protocolProblem(peer, code, url, throughProxy);
  if (problem === undefined || hasStarted) {
    const isUnknown = code === 'ENOTFOUND' || code === 'EAI_AGAIN';
    const what = isUnknown ? `the name of ${peer} cannot be resolved` : `the connection to ${peer} fails`;
    return new TransientError(`${what} (${code})`, { cause: error });
  }
  return new RegistryError('protocol', `${where}: ${problem}`, { cause: error });
}

function refusedTunnel(where: string, url: URL, { proxy }: ProxyError, status: number): Error {
  const what = `the proxy ${proxy} responds with ${status} to the request to connect to ${url.host}`;
  if (isTransientStatus(status)) return new TransientError(what);
  const fix =
    status === 407
      ? 'set its user and password, as in HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT'
      : `allow the host there, or set NO_PROXY=${url.hostname}`;
  return new RegistryError('proxy', `${where}: ${what}: ${fix}`);
}

/** @returns `undefined` for an error that is not of a connection. */
function codeOf(error: unknown): string | undefined {
  if (error instanceof errors.HTTPParserError) return NO_HTTP;
  if (!(error instanceof Error) || error instanceof TypeError) return undefined;
  return 'code' in error && error.code ? String(error.code) : undefined;
}

/** The code of a response that is not HTTP. */
const NO_HTTP = 'HTTP_PARSER_ERROR';

/** The problems of certificates, by the codes of Node.js and OpenSSL (`X509_V_ERR_*`). */
function certificateProblem(peer: string, code: string, error: unknown): string | undefined {
  if (!/CERT|^UNABLE_TO_(?:GET|VERIFY)/.test(code) || code.startsWith('ERR_SSL_')) return undefined;
  const certificate = `the certificate of ${peer}`;
  switch (code) {
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `${certificate} is for another name (${code})${namesOf(error)}: name the host as its certificate does`;
    case 'CERT_HAS_EXPIRED':
      return `${certificate} has expired (${code}): renew it, or correct the clock of this machine`;
    case 'CERT_NOT_YET_VALID':
      return `${certificate} is not valid yet (${code}): correct the clock of this machine`;
    case 'CERT_REVOKED':
      return `${certificate} is revoked (${code}): renew it`;
    default:
      return `${certificate} is not trusted (${code}): NODE_EXTRA_CA_CERTS=FILE makes Node.js trust a private authority`;
  }
}

const MAX_NAMES_LENGTH = 200;

/** The names that a certificate is for. */
function namesOf(error: unknown): string {
  const { cert } = error as { cert?: Partial<PeerCertificate> };
  const names = cert?.subjectaltname?.replace(/\b(?:DNS|IP Address):/g, '') ?? '';
  return names === '' || names.length > MAX_NAMES_LENGTH ? '' : `, it is for ${names}`;
}

/** Handshakes that fail in every attempt. Others, such as alerts of an internal error, may succeed later. */
const NO_TLS = /^(?:EPROTO|ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST))$/;
const NO_AGREEMENT =
  /^ERR_SSL_.*(?:HANDSHAKE_FAILURE|PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|CERTIFICATE|UNRECOGNIZED_NAME|NO_SHARED_CIPHER)/;

function protocolProblem(peer: string, code: string, url: URL, throughProxy: boolean): string | undefined {
  if (NO_TLS.test(code)) {
    const fix = isLoopback(url)
      ? `write http://${url.host}`
      : 'set up HTTPS there, as plain HTTP is accepted on loopback only';
    return `${peer} does not speak TLS (${code}): ${throughProxy ? 'write http:// in HTTPS_PROXY' : fix}`;
  }
  if (NO_AGREEMENT.test(code)) return `${peer} and this machine do not agree on TLS (${code})`;
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return `${peer} sends headers that are too large (${code})`;
  if (code === NO_HTTP) {
    const hint = url.protocol === 'http:' ? `: write https://${url.host} if it speaks TLS` : '';
    return `${peer} does not speak HTTP${hint}`;
  }
  return undefined;
}
