import type { Path } from '../../manifest/path.ts';
import type { OwnRule, Source } from '../child/sources.ts';
import type { Config, Internals } from '../internals.ts';
import type { Inspection } from '../messages.ts';
import type { Settled } from './rules.ts';

/** Options of a rule that name packages. */
const SELECTORS = ['matchPackageNames', 'matchDepNames'];

/**
 * Names that match no dependency: of sysexts in the rules of the repository's file, and of anything in its
 * `ignoreDeps`. A rule that also names others still applies to those, so that nothing else shows it.
 */
export async function idleNames(
  internals: Internals,
  { config }: Source,
  own: readonly OwnRule[],
  settled: readonly Settled[],
): Promise<Inspection['idleNames']> {
  const { applyPackageRules } = internals['util/package-rules/index.js'];
  const depNames = new Set(settled.map(({ dep }) => dep['depName']));
  const ignored = listOf(config['ignoreDeps']).flatMap((name, index) =>
    depNames.has(name) ? [] : [{ path: ['ignoreDeps', index], name }],
  );
  const dependencies = [
    ...new Map(settled.map(({ dep }) => [`${dep['packageName']} ${dep['depName']}`, dep])).values(),
  ];
  const isIdle = async (selector: string, name: string) => {
    for (const { packageName, depName } of dependencies) {
      const packageRules = [{ [selector]: [name], [HIT]: true }];
      if (HIT in (await applyPackageRules({ packageName, depName, packageRules }))) return false;
    }
    return true;
  };
  const inRules: Inspection['idleNames'] = [];
  for (const { rule, path } of own) {
    for (const selector of SELECTORS) {
      const names = listOf(rule[selector]);
      // A rule of one name is a rule that matches nothing.
      if (names.length < 2) continue;
      for (const [index, name] of names.entries()) {
        if (isSysextName(name) && (await isIdle(selector, name)))
          inRules.push({ path: at(path, selector, index), name });
      }
    }
  }
  return [...ignored, ...unique(inRules)];
}

const HIT = 'aks-sysext-hit';

/** A part of a split rule has the selectors of the whole. */
function at(path: Path, selector: string, index: number): (string | number)[] {
  return [...path.slice(0, 2), selector, index];
}

function unique(names: Inspection['idleNames']): Inspection['idleNames'] {
  return [...new Map(names.map((one) => [JSON.stringify(one.path), one])).values()];
}

function isSysextName(name: string): boolean {
  return !name.startsWith('!') && /-sysext(?:$|\$)/.test(name.replace(/\/i?$/, ''));
}

function listOf(value: Config[string]): string[] {
  return [value ?? []].flat().map(String);
}
