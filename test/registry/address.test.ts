import { expect, test } from 'vitest';
import { mayRedirect, registryUrl } from '../../src/registry/address.ts';

test.each([
  ['mcr.microsoft.com', 'https://mcr.microsoft.com'],
  ['https://mcr.microsoft.com/', 'https://mcr.microsoft.com'],
  ['example.com:5000', 'https://example.com:5000'],
  ['localhost:5000', 'https://localhost:5000'],
  ['http://localhost:5000', 'http://localhost:5000'],
  ['http://127.0.0.1:5000', 'http://127.0.0.1:5000'],
  ['http://[::1]:5000', 'http://[::1]:5000'],
  ['docker.io', 'https://registry-1.docker.io'],
  ['https://index.docker.io', 'https://registry-1.docker.io'],
])('%s is at %s', (registry, expected) => {
  expect(registryUrl(registry).origin).toBe(expected);
});

test.each([
  ['', 'the registry "" is not a registry: write HOST or https://HOST'],
  ['ftp://example.com', 'the registry "ftp://example.com" is not a registry: write HOST or https://HOST'],
  ['file:///etc/passwd', 'the registry "file:///etc/passwd" is not a registry: write HOST or https://HOST'],
  [
    'https://example.com/v2',
    'the registry "https://example.com/v2" has a path after the host: name the repository separately',
  ],
  ['example.com?x=1', 'the registry "example.com?x=1" has a path after the host: name the repository separately'],
  [
    'http://example.com',
    'the registry "http://example.com" is plain HTTP, which is accepted on loopback only: use https://',
  ],
  [
    'http://127.0.0.1.example.com',
    'the registry "http://127.0.0.1.example.com" is plain HTTP, which is accepted on loopback only: use https://',
  ],
  ['http://10.0.0.1', 'the registry "http://10.0.0.1" is plain HTTP, which is accepted on loopback only: use https://'],
])('%j is refused', (registry, expected) => {
  expect(() => registryUrl(registry)).toThrow(expect.objectContaining({ code: 'invalid', message: expected }));
});

test.each([
  'https://joe:secret@example.com',
  'joe:secret@example.com',
  'https://secret@example.com',
  'ftp://joe:secret@example.com',
  'https://joe:sec ret@exa mple.com',
])('%s is refused without telling the password', (registry) => {
  expect(() => registryUrl(registry)).toThrow(
    expect.objectContaining({ message: expect.not.stringMatching(/secret|sec ret/) }),
  );
});

test.each([
  ['https://a', 'https://b', true],
  ['https://a', 'http://a', false],
  ['https://a', 'http://localhost', false],
  ['http://localhost', 'http://127.0.0.1:1', true],
  ['http://localhost', 'http://a', false],
  ['http://localhost', 'https://a', true],
  ['https://a', 'file:///a', false],
])('%s may lead to %s: %s', (from, to, expected) => {
  expect(mayRedirect(new URL(from), new URL(to))).toBe(expected);
});
