import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { getPresetFromEndpoint } from 'renovate/dist/config/presets/github/index.js';
import { presetSources } from 'renovate/dist/config/presets/index.js';
import { PACKAGE_ROOT } from '../../src/renovate/host/locate.ts';
import type { GitPreset } from '../../src/renovate/internals.ts';
import { publishedFiles } from './patterns.ts';

/** A forge on loopback that answers as GitHub's contents API does, for the published presets of one repository. */
export interface GitHub {
  /** `http://127.0.0.1:<port>/` */
  readonly endpoint: string;
  /** What was asked, path and query. */
  readonly asked: string[];
  close(): void;
}

const REPOSITORY = 'org/aks-sysext-renovate';

/** Starts the forge. It has the working copy at any tag but `gone`. */
export async function startGitHub(): Promise<GitHub> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { pathname, search, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    asked.push(`${pathname}${search}`);
    const file = pathname.replace(`/repos/${REPOSITORY}/contents/`, '');
    const isThere = publishedFiles().includes(file) && searchParams.get('ref') !== 'gone';
    response.writeHead(isThere ? 200 : 404, { 'Content-Type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(isThere ? contents(file) : { message: 'Not Found', status: '404' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Lets `github>` ask this forge: the same code as ever, less the address that is fixed in it. */
export function redirectGitHub({ endpoint }: GitHub): void {
  presetSources['github'] = {
    repoHosted: true,
    load: async () => ({
      getPreset: ({ repo, presetName = 'default', presetPath, tag }: GitPreset) =>
        getPresetFromEndpoint(repo, presetName, presetPath, endpoint, tag),
    }),
  };
}

/** GitHub breaks the lines of its base64. */
function contents(file: string) {
  const base64 = readFileSync(path.join(PACKAGE_ROOT, file)).toString('base64');
  return {
    type: 'file',
    encoding: 'base64',
    name: path.basename(file),
    path: file,
    content: base64.replaceAll(/.{60}/g, '$&\n'),
  };
}
