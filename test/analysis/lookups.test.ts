import { describe, expect, test } from 'vitest';
import { lookupDiagnostics } from '../../src/analysis/lookups.ts';
import type { LogLine, RenovateResult } from '../../src/renovate/messages.ts';
import { KUBELET } from '../renovate/scenario.ts';
import { sampleAnswer } from './sample-answer.ts';

/*
 * What is reported of lookups that failed, by what Renovate's log says of them.
 */

const HOST = 'registry.example';
const IMAGE = 'acme/tool';

function answerOf(dep: object, log: Partial<LogLine>[] = [], all = false): RenovateResult {
  return sampleAnswer({
    packageFiles: [{ manager: 'regex', packageFile: 'a.json', baseBranch: 'main', deps: [dep] }],
    log: log.map((line) => ({ message: 'Lookup failed', packageName: KUBELET, ...line })),
    all,
  });
}

const NO_RESULT = [{ topic: KUBELET, message: `Failed to look up docker package ${KUBELET}: no-result` }];
const SLOT = { packageName: KUBELET, currentValue: 'v1.34.9-2-azlinux3', warnings: NO_RESULT };

describe('a connection that fails: the host, and what it comes from', () => {
  test.each([
    ['getaddrinfo ENOTFOUND registry.example', `${HOST}: the name of the host cannot be resolved`],
    ['getaddrinfo EAI_AGAIN registry.example', `${HOST}: the name of the host cannot be resolved`],
    [
      'write ECANCELED Canceled because of SSL destruction',
      `${HOST}: the connection was closed in the TLS handshake; if there is a proxy (HTTPS_PROXY), allow the host in it`,
    ],
    [
      'Client network socket disconnected before secure TLS connection was established',
      expect.stringContaining('in the TLS handshake'),
    ],
    [
      'self-signed certificate; if the root CA is installed locally, try …',
      `${HOST}: its certificate is not trusted; name a file with its authority in NODE_EXTRA_CA_CERTS`,
    ],
    ['unable to verify the first certificate', expect.stringContaining('is not trusted')],
    [
      'write EPROTO 401D:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:…',
      expect.stringContaining('does not speak TLS'),
    ],
    ['connect ECONNREFUSED 127.0.0.1:1', `${HOST}: connect ECONNREFUSED 127.0.0.1:1`],
    [
      `Request failed with status code 503: GET https://${HOST}/v2/`,
      `Request failed with status code 503: GET https://${HOST}/v2/`,
    ],
  ])('%s', (detail, expected) => {
    const [problem, ...more] = lookupDiagnostics(answerOf(SLOT, [{ detail, host: HOST }]));
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ severity: 'error', id: 'lookup-failed', package: KUBELET, file: 'a.json' });
    expect(problem?.message.replace(/^the lookup failed: /, '')).toEqual(expected);
  });
});

describe('a host that ends the run of the bot', () => {
  const warnings = [{ topic: 'Lookup Error', message: `${IMAGE}: getaddrinfo ENOTFOUND ${HOST}` }];
  const log = [{ packageName: IMAGE, detail: `getaddrinfo ENOTFOUND ${HOST}`, host: HOST }];
  const other = { packageName: IMAGE, currentValue: '1.0.0', warnings };

  test('of a sysext: one error, which says so', () => {
    const problems = lookupDiagnostics(
      answerOf({ ...SLOT, warnings }, [{ detail: `getaddrinfo ENOTFOUND ${HOST}`, host: HOST }]),
    );
    expect(problems).toMatchObject([
      {
        severity: 'error',
        message: `the lookup failed: ${HOST}: the name of the host cannot be resolved`,
        impact: 'Renovate aborts the whole repository while this lasts',
      },
    ]);
  });

  test('of another dependency, where all are looked up: an error, and a warning of its own', () => {
    expect(lookupDiagnostics(answerOf(other, log, true))).toMatchObject([
      { severity: 'error', id: 'lookup-failed', package: IMAGE },
      { severity: 'warning', id: 'bot-aborts', package: IMAGE, message: expect.stringContaining(HOST) },
    ]);
  });

  test('of another dependency that came with a sysext: an error', () => {
    expect(lookupDiagnostics(answerOf(other, log))).toMatchObject([{ severity: 'error', id: 'lookup-failed' }]);
  });
});

test('what is not looked up without a token is one error, where all are looked up', () => {
  const skipped = { packageName: 'actions/checkout', currentValue: 'v4', skipReason: 'github-token-required' };
  expect(lookupDiagnostics(answerOf(skipped, [], true))).toMatchObject([
    { severity: 'error', id: 'not-looked-up', fix: 'set GITHUB_COM_TOKEN' },
  ]);
  expect(lookupDiagnostics(answerOf(skipped))).toEqual([]);
});

test('a dependency that a plan is not about is no problem', () => {
  expect(
    lookupDiagnostics(answerOf({ packageName: IMAGE, currentValue: '1.0.0', skipReason: 'not-looked-up' })),
  ).toEqual([]);
});
