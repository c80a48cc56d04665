import { type Bot, HOST } from './bot.ts';
import { expected, forbidden, isNotAbove } from './oracle.ts';
import { variantOf } from './variants.ts';
import type { World } from './worlds.ts';

/** A world in which something else was proposed than should have been. */
export interface Wrong {
  readonly world: World;
  readonly proposed: readonly string[];
  readonly expected: string | undefined;
  readonly why: string;
}

const NAMES = ['kubelet-sysext', 'azure-acr-credential-provider-sysext', 'some-sysext'];

/** Whether there is something to propose. */
export function isBumped({ variant, from, tags }: World): boolean {
  return expected(variantOf(variant).rule, from, tags) !== undefined;
}

/** Lets Renovate look all of them up at once. @returns those in which it proposes what it should not. */
export async function findWrong(bot: Bot, all: readonly World[]): Promise<Wrong[]> {
  const wrong: Wrong[] = [];
  for (const [name, own] of Map.groupBy(all, ({ variant }) => variant)) {
    const { config, rule, isScript = false, host = HOST } = variantOf(name);
    const tags = new Map(own.map((world, index) => [repository(index), world.tags]));
    const found = await bot.lookUp({ config, tags, ...(isScript ? script(host, own) : manifest(host, own)) });
    const proposed = Map.groupBy(found, ({ depName }) => String(depName).replace(`${host}/`, ''));
    for (const [index, world] of own.entries()) {
      const values = (proposed.get(repository(index)) ?? []).map(({ newValue }) => String(newValue));
      const why = verdict(world, values);
      if (why === undefined) continue;
      wrong.push({ world, proposed: values, expected: expected(rule, world.from, world.tags), why });
    }
  }
  return wrong;
}

function verdict({ variant, from, tags }: World, proposed: readonly string[]): string | undefined {
  const { rule, rollsBack = false } = variantOf(variant);
  for (const to of proposed) {
    const why = forbidden(rule, from, tags, to);
    // Asked to go back, Renovate takes a pre-release where nothing else is left.
    if (why !== undefined && !(rollsBack && why === 'a pre-release')) return why;
    if (!rollsBack && isNotAbove(from, to)) return 'a downgrade';
  }
  if (rollsBack) return undefined;
  const [only] = proposed;
  return proposed.length <= 1 && only === expected(rule, from, tags) ? undefined : 'not what is expected';
}

function repository(index: number): string {
  return `world/${index}/${NAMES[index % NAMES.length]}`;
}

function manifest(host: string, all: readonly World[]) {
  const versionsV2 = all.map(({ from }, index) => ({
    renovateTag: `OCI_registry=https://${host}, name=${repository(index)}`,
    latestVersion: from,
  }));
  const content = JSON.stringify({ Packages: [{ downloadURIs: { flatcar: { current: { versionsV2 } } } }] }, null, 2);
  return { files: { 'components.json': content } };
}

function script(host: string, all: readonly World[]) {
  const lines = all.map(({ from }, index) => {
    const isTag = ['-x86-64', '-arm64', '-riscv64'].some((suffix) => from.endsWith(suffix));
    const value = isTag ? `${host}/${repository(index)}:${from}` : from;
    return `# renovate: sysext=${host}/${repository(index)}\nVALUE="${value}"\n`;
  });
  return { files: { 'install.sh': lines.join('\n') } };
}
