import fc from 'fast-check';
import { ARCHES, isArchName } from '../../src/sysext/arch.ts';
import { STAGES } from '../../src/sysext/release.ts';
import { formatVersion, type SysextVersion } from '../../src/sysext/tag.ts';

/** Small numbers for the most part, so that versions are equal in one place and differ in another. */
function numbers(max: number): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.nat(2) },
    { weight: 2, arbitrary: fc.nat(120) },
    { weight: 1, arbitrary: fc.maxSafeNat().map((number) => Math.min(number, max)) },
  );
}

/** Known distros, near-misses of them, and any other word of the grammar: short, so that no version is too long. */
const distros: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('azlinux3', 'azlinux30', 'azlinux4', 'noble', 'ubuntu24.04', 'ubuntu24_04'),
  fc
    .stringMatching(/^[a-z][a-z0-9]*(?:[._][a-z0-9]+)*$/)
    .filter((distro) => distro.length <= 24 && !isArchName(distro)),
);

/** Versions of the grammar. */
export function versions({ max = Number.MAX_SAFE_INTEGER } = {}): fc.Arbitrary<SysextVersion> {
  const number = numbers(max);
  return fc.record({
    v: fc.boolean(),
    major: number,
    minor: number,
    patch: number,
    prerelease: fc.option(fc.record({ stage: fc.constantFrom(...STAGES), number }), { nil: undefined }),
    revision: number,
    distro: distros,
    arch: fc.option(fc.constantFrom(...ARCHES), { nil: undefined }),
  });
}

/** Text that is one edit away from a version; sometimes it is a version still. */
export function nearMisses({ max = Number.MAX_SAFE_INTEGER } = {}): fc.Arbitrary<string> {
  const edit = fc.record({
    at: fc.nat(60),
    remove: fc.nat(2),
    insert: fc.oneof(
      fc.constantFrom('', '-', '.', '0', '1', 'v', 'a', '_', '+', ' ', '\n', 'é', '１', '-arm64', '-amd64', '-debug'),
      fc.string({ maxLength: 2, unit: 'binary' }),
    ),
  });
  return fc.tuple(versions({ max }), edit).map(([version, { at, remove, insert }]) => {
    const text = formatVersion(version);
    return text.slice(0, at) + insert + text.slice(at + remove);
  });
}
