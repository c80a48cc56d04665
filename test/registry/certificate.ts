import { execFileSync } from 'node:child_process';
import path from 'node:path';

/** PEM files. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** Makes a certificate that is its own authority, for 127.0.0.1 and the name `registry.test`. Needs `openssl`. */
export function makeCertificate(folder: string): Certificate {
  const certificate = path.join(folder, 'certificate.pem');
  const key = path.join(folder, 'key.pem');
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  const names = ['-subj', '/CN=test', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:registry.test'];
  execFileSync('openssl', ['req', ...kind, ...names, '-keyout', key, '-out', certificate], { stdio: 'pipe' });
  return { certificate, key };
}
