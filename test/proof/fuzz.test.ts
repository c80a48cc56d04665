import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readManifest } from '../../src/analysis/manifests.ts';
import { formatSnapshot, parseSnapshot } from '../../src/analysis/snapshot.ts';
import { preset } from '../../src/presets/published/default.ts';
import type { Snapshot } from '../../src/renovate/messages.ts';
import { bothArches, KUBECTL, KUBELET, manifest, REGISTRY } from '../renovate/scenario.ts';
import { importRenovate } from './bot.ts';
import { broken, mistyped, nested } from './broken.ts';
import { expectOneLine, hold } from './hold.ts';
import { completeVersions, isFullPage } from './oracle.ts';
import { LONG } from './proof.ts';

/*
 * What comes from outside, broken in every way: an answer or an error in one line, and never anything else.
 */

const MANIFEST = manifest([
  { repository: KUBELET, latest: 'v1.34.9-2-azlinux3', previous: 'v1.34.8-1-azlinux3' },
  { repository: KUBECTL, latest: 'v1.34.9-5-azlinux3' },
]);

test('manifests: slots, or problems in one line each', LONG, async () => {
  const texts = fc.oneof(
    { weight: 4, arbitrary: broken(MANIFEST) },
    { weight: 4, arbitrary: mistyped(JSON.parse(MANIFEST)).map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: nested(MANIFEST) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }).map((text) => `${text}-sysext`) },
  );
  await hold(
    { name: 'fuzz-manifests', law: 'a broken manifest gives slots or problems in one line each, and no error' },
    fc.property(texts, (text) => {
      const { slots, diagnostics: problems } = readManifest('components.json', text);
      for (const { message } of problems) expectOneLine(message);
      for (const { registry, repository } of slots) {
        expect(registry).toMatch(/^https?:\/\/[^,\s]+$/);
        expect(repository).toMatch(/^[^,\s]+-sysext$/);
      }
    }),
  );
});

describe('snapshots', () => {
  const SNAPSHOT: Snapshot = {
    lists: [{ registry: REGISTRY, repository: KUBELET, tags: bothArches(['v1.34.9-2-azlinux3']) }],
    releases: [{ datasource: 'docker', packageName: 'x', registryUrl: null, result: { releases: [{ version: '1' }] } }],
    presets: [{ key: 'github', content: { extends: [] } }],
  };
  const TAKEN = formatSnapshot(SNAPSHOT);
  const { digest: _, ...byHand } = JSON.parse(TAKEN);

  test('are read, or refused in one line', LONG, async () => {
    const texts = fc.oneof(
      broken(TAKEN),
      broken(JSON.stringify(byHand)),
      mistyped(byHand).map((value) => JSON.stringify(value)),
      nested(JSON.stringify(byHand)),
      fc.json(),
      fc.string({ unit: 'binary' }),
    );
    await hold(
      { name: 'fuzz-snapshots', law: 'a broken snapshot is refused in one line, or read to what it says' },
      fc.property(texts, (text) => {
        const read = parse(text);
        if (read instanceof Error) {
          expect(read.message).toMatch(/^tags\.json /);
          expectOneLine(read.message);
        } else {
          expect(parse(formatSnapshot(read))).toEqual(parse(formatSnapshot(parse(formatSnapshot(read)) as Snapshot)));
        }
      }),
    );
  });

  test('that were changed after they were taken are refused', LONG, async () => {
    await hold(
      { name: 'fuzz-digests', law: 'a snapshot that was changed after it was taken is refused' },
      fc.property(mistyped(byHand), (changed) => {
        fc.pre(typeof changed === 'object' && JSON.stringify(changed) !== JSON.stringify(byHand));
        const { digest } = JSON.parse(TAKEN);
        expect(parse(JSON.stringify({ ...changed, digest }))).toBeInstanceOf(Error);
      }),
    );
  });

  function parse(text: string): Snapshot | Error {
    try {
      return parseSnapshot(text, 'tags.json');
    } catch (error) {
      return error as Error;
    }
  }
});

test("a registry's answers: the versions that are whole, or none", LONG, async () => {
  const internals = await importRenovate();
  const { fetchers } = internals['modules/datasource/custom/formats/index.js'];
  const custom = internals['modules/datasource/index.js'].getDatasources().get('custom');
  const tags = bothArches(['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3', 'v1.35.0-rc.1-1-noble']);
  const answer = { name: KUBELET, tags };
  const elements = fc.oneof(
    fc.constantFrom(...tags),
    fc.constantFrom(...tags).chain(broken),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const answers = fc.oneof(
    { weight: 4, arbitrary: fc.array(elements, { maxLength: 12 }).map((list) => ({ ...answer, tags: list })) },
    { weight: 2, arbitrary: mistyped(answer) },
    { weight: 1, arbitrary: fc.jsonValue() },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(49, 50, 51, 99, 100, 200, 1000)
        .map((length) => ({ ...answer, tags: Array.from({ length }, (_, i) => tags[i] ?? `t${i}`) })),
    },
  );
  await hold(
    {
      name: 'fuzz-answers',
      law: 'whatever a registry answers, the transform gives the versions that are whole, or none',
    },
    fc.asyncProperty(answers, async (body) => {
      fetchers.json.fetch = () => Promise.resolve(structuredClone(body));
      const result = (await custom?.getReleases({
        datasource: 'custom.aks-sysext',
        packageName: KUBELET,
        registryUrl: `${REGISTRY}/v2/${KUBELET}/tags/list`,
        customDatasources: preset.customDatasources,
      } as never)) as { releases: { version: string }[] } | null;
      expect(result?.releases.map(({ version }) => version).sort()).toEqual(whole(body)?.sort());
    }),
  );
});

/** The versions of an answer, with and without an arch; `undefined` for an answer that is no tag list. */
function whole(body: unknown): string[] | undefined {
  const tags = typeof body === 'object' && body !== null && 'tags' in body ? body.tags : undefined;
  if (!Array.isArray(tags) || isFullPage(tags)) return undefined;
  const texts = tags.filter((one) => typeof one === 'string');
  return completeVersions(['x86-64', 'arm64'], texts).flatMap((one) => [one, `${one}@complete`, ...bothArches([one])]);
}
