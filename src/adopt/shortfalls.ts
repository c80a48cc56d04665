import type { Analysis } from '../analysis/analyze.ts';
import type { Inspection } from '../renovate/messages.ts';
import { slotOf, step } from './proposal.ts';
import type { Step } from './schema.ts';

/** Guarantees of the presets that a configuration with them does not give. */
export function shortfalls(inspection: Inspection, analysis: Analysis): Step[] {
  return [...byDocker(inspection), ...ownTemplates(inspection, analysis), ...notAsked(inspection, analysis)];
}

/** Docker's datasource cannot require the tags of two architectures. */
function byDocker({ sysexts }: Inspection): Step[] {
  const values = sysexts.filter(({ datasource, enabled }) => datasource === 'docker' && enabled);
  const names = [...new Set(values.map(({ packageName }) => packageName))];
  if (names.length === 0) return [];
  const why = `the docker datasource looks up ${names.join(', ')}: a version is proposed as soon as x86-64 has its tag`;
  return [step('by-hand', 'architectures', why)];
}

/** A manager of the repository's own writes its slots as its own template has it. */
function ownTemplates({ dependencies }: Inspection, { slots }: Analysis): Step[] {
  const previous = new Set(
    slots.filter((slot) => slot.previous !== null).map(({ file, package: name }) => `${file} ${name}`),
  );
  const managers = dependencies.flatMap(({ manager, file, packageName }) =>
    manager !== null && previous.has(`${file} ${packageName}`) ? [manager] : [],
  );
  return [...new Set(managers)].map((manager) => {
    const why = 'previousLatestVersion of its slots is written by its template, not by that of the default preset';
    return step('by-hand', `customManagers[${manager}]`, why);
  });
}

/** Of a pull request with several updates, Renovate asks the people of the first one. */
function notAsked({ sysexts }: Inspection, { pullRequests }: Analysis): Step[] {
  const people = new Map(sysexts.map((one) => [slotOf(one), one.people]));
  return pullRequests
    .filter(({ automerge }) => !automerge)
    .flatMap(({ title, upgrades, reviewers, assignees }) => {
      const asked = new Set([...reviewers, ...assignees]);
      const set = upgrades.flatMap(
        ({ file, package: packageName, from }) => people.get(slotOf({ file, packageName, currentValue: from })) ?? [],
      );
      const missing = [...new Set(set)].filter((one) => !asked.has(one));
      if (missing.length === 0) return [];
      const why = `does not ask ${missing.join(', ')}, whom rules name for some of its updates: Renovate asks those of the first one; name all in a rule for sysexts`;
      return [step('by-hand', `pull request ${JSON.stringify(title)}`, why)];
    });
}
