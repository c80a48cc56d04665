import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** PEM files. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

const NAMES = 'subjectAltName=IP:127.0.0.1,DNS:registry.test';
const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=test'];

/** Makes a certificate that is its own authority, for 127.0.0.1 and the name `registry.test`. Needs `openssl`. */
export function makeCertificate(folder: string): Certificate {
  const certificate = path.join(folder, 'certificate.pem');
  const key = path.join(folder, 'key.pem');
  openssl('req', '-x509', ...KEY, '-days', '2', '-addext', NAMES, '-keyout', key, '-out', certificate);
  return { certificate, key };
}

/** Makes such a certificate that is valid from one time to another, as in 20200102000000Z. */
export function makeDatedCertificate(folder: string, from: string, to: string): Certificate {
  const file = (name: string) => path.join(folder, name);
  const config = `[ca]
default_ca = here
[here]
database = ${file('index')}
new_certs_dir = ${folder}
default_md = sha256
rand_serial = yes
policy = any
x509_extensions = names
[any]
commonName = supplied
[names]
basicConstraints = CA:TRUE
${NAMES}
`;
  writeFileSync(file('config'), config);
  writeFileSync(file('index'), '');
  const [key, request, certificate] = [file('dated-key.pem'), file('request.pem'), file('dated.pem')];
  openssl('req', '-new', ...KEY, '-keyout', key, '-out', request);
  const dates = ['-startdate', from, '-enddate', to];
  const signed = ['-batch', '-notext', '-selfsign', '-config', file('config'), '-keyfile', key];
  openssl('ca', ...signed, ...dates, '-in', request, '-out', certificate);
  return { certificate, key };
}

function openssl(...args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: 'pipe' });
}
