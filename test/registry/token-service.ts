import { sign, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Certificate } from './certificate.ts';

export const SERVICE = 'the test registry';

/** A running token service. */
export interface TokenService {
  /** Its address, as a registry names it. */
  readonly realm: string;
  /** The `Authorization` headers of the requests so far. */
  readonly seen: (string | undefined)[];
}

/**
 * Starts a token service as `docker-registry` trusts it (Docker's "Token Authentication"), until the test ends.
 *
 * @param accepts the `Authorization` that gets what it asks for; others get a token without any rights.
 */
export async function startTokenService(files: Certificate, accepts: string): Promise<TokenService> {
  const seen: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    const { authorization } = request.headers;
    seen.push(authorization);
    const scope = new URL(request.url ?? '/', 'http://service').searchParams.get('scope') ?? '';
    const [type, name, actions = ''] = scope.split(':');
    const access = authorization === accepts ? [{ type, name, actions: actions.split(',') }] : [];
    response.end(JSON.stringify({ token: token(files, access), expires_in: 300 }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { realm: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`, seen };
}

/** A JSON Web Token (RFC 7519) that carries the certificate it is signed with. */
function token({ certificate, key }: Certificate, access: readonly object[]): string {
  const chain = [new X509Certificate(readFileSync(certificate)).raw.toString('base64')];
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: 'test', aud: SERVICE, sub: 'joe', jti: '1', iat: now, nbf: now - 60, exp: now + 300, access };
  const parts = [{ alg: 'ES256', typ: 'JWT', x5c: chain }, claims];
  const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const signature = sign('sha256', Buffer.from(text), { key: readFileSync(key), dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}
