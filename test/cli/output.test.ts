import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { KUBELET, manifest } from '../renovate/scenario.ts';
import { repository, run, scratch, serve } from './command.ts';

const MANIFEST = manifest([{ repository: KUBELET, latest: 'v1.34.9-2-azlinux3' }]);

/** Every command that writes a file. */
const COMMANDS = ['plan', 'check', 'adopt', 'snapshot', 'rehearse', 'demo'];

const PLACES = [
  ['a directory', '.', /is a directory: name a file\./],
  ['a directory that is missing', 'none/result', /none does not exist: create the directory first\./],
  ['a file for a directory', 'file/result', /file is not a directory\./],
] as const;

test.each(COMMANDS.flatMap((command) => PLACES.map((place) => [command, ...place] as const)))(
  '%s --output %s: refused before anything is looked up',
  async (command, _, place, message) => {
    let requests = 0;
    const url = await serve((_request, response) => {
      requests += 1;
      response.end();
    });
    const dir = repository({ 'components.json': MANIFEST }, url);
    const folder = scratch();
    writeFileSync(path.join(folder, 'file'), '');
    const args = command === 'demo' ? [] : [dir];
    const ran = await run([command, ...args, '--output', path.join(folder, place)]);
    expect(ran).toEqual({ exitCode: 1, out: '', err: expect.stringMatching(message) });
    expect(requests).toBe(0);
    expect(readdirSync(folder)).toEqual(['file']);
  },
);

test('a result that cannot be written is an error, with exit code 1', async () => {
  const dir = repository({ 'components.json': MANIFEST }, 'http://127.0.0.1:9');
  const { exitCode, err } = await run(['check', dir, '--offline', '--output', '/dev/full']);
  expect(exitCode).toBe(1);
  expect(err).toMatch(/^error: ENOSPC: no space left on device/m);
});

test('a snapshot that could not be taken leaves the one that was there', async () => {
  const dir = repository({ 'components.json': MANIFEST }, 'http://127.0.0.1:9');
  const file = path.join(scratch(), 'tags.json');
  expect((await run(['snapshot', dir, '--output', file])).exitCode).toBe(1);
  expect(existsSync(file)).toBe(false);
  writeFileSync(file, 'old');
  expect((await run(['snapshot', dir, '--output', file])).exitCode).toBe(1);
  expect(readFileSync(file, 'utf8')).toBe('old');
});
