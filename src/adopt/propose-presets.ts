import { isManifest } from '../analysis/manifests.ts';
import { formatPath } from '../manifest/path.ts';
import { isOurs } from '../presets/names.ts';
import type { Inspection } from '../renovate/messages.ts';
import type { JsonEdit } from './edit-json.ts';
import { type Dependency, isSysext, type Part, type Proposal, step, toProposal, type Written } from './proposal.ts';

/**
 * How a configuration comes by the presets: what it extends, which managers it enables, and what becomes of its own.
 *
 * @param reference the default preset with its tag: `github>org/aks-sysext-renovate#1.0.0`.
 * @param distro that of values without revision and distro; none, if there are no such values.
 */
export function proposePresets(inspection: Inspection, written: Written, reference: string, distro?: string): Proposal {
  const managers = managerSteps(inspection, written);
  const ownManagers = managers.some(({ step }) => step.what === 'kept');
  return toProposal([
    ...presetSteps(inspection, written, reference, ownManagers, distro),
    ...enabledSteps(written),
    ...managers,
  ]);
}

/** The presets' managers are of this kind. */
const MANAGER = 'custom.regex';

/** A list of the managers that are enabled leaves out all others. */
function enabledSteps({ enabledManagers }: Written): Part[] {
  if (enabledManagers === undefined || enabledManagers.some((name) => name === MANAGER || name === 'regex')) return [];
  return [
    {
      step: step('added', 'enabledManagers', `${MANAGER}: the presets extract sysexts by a manager of this kind`),
      edits: [{ kind: 'insert', path: ['enabledManagers'], value: MANAGER }],
    },
  ];
}

function presetSteps(
  { presets }: Inspection,
  written: Written,
  reference: string,
  ownManagers: boolean,
  distro: string | undefined,
): Part[] {
  const sub = (name: string) => reference.replace(/(?=#|$)/, `//presets/${name}`);
  const wanted = ownManagers ? sub('rules') : reference;
  const current = presets.find(
    ({ name, nested }) => !nested && isOurs(name) && (isDefault(name) || /\/\/presets\/rules\b/.test(name)),
  );
  const why = ownManagers
    ? 'the rules alone: a manager of yours extracts the slots, and other dependencies as well'
    : 'the slots of components.json manifests, and the rules for them';
  const list = [written.extends ?? []].flat();
  const more =
    distro === undefined || presets.some(({ name }) => name.includes('/revisionless('))
      ? []
      : [`${sub('revisionless')}(${distro})`];
  const added = [...(current === undefined ? [wanted] : []), ...more];
  const parts: Part[] = [];
  if (current !== undefined && isDefault(current.name) === ownManagers) {
    parts.push({
      step: step('narrowed', formatPath(current.via), why),
      edits: [{ kind: 'replace', path: current.via, value: wanted }],
    });
  }
  if (added.length > 0) {
    const edits: JsonEdit[] =
      written.extends === undefined
        ? [{ kind: 'add', path: [], key: 'extends', value: added }]
        : Array.isArray(written.extends)
          ? added.map((value) => ({ kind: 'insert', path: ['extends'], value }))
          : [{ kind: 'replace', path: ['extends'], value: [...list, ...added] }];
    parts.push({ step: step('added', 'extends', `${added.join(', ')}: ${why}`), edits });
  }
  return parts;
}

function isDefault(preset: string): boolean {
  return !preset.includes('//');
}

/** A sysext's slot: other files are none of the default preset's. */
function isSlot(dependency: Dependency): boolean {
  return isSysext(dependency) && isManifest(dependency.file);
}

/** Own managers that extract slots: one that extracts nothing else can go. */
function managerSteps({ dependencies, managers }: Inspection, { customManagers = [] }: Written): Part[] {
  return Array.from({ length: managers }, (_, index) => index).flatMap((index): Part[] => {
    const extracted = dependencies.filter(({ manager }) => manager === index);
    const slots = extracted.filter(isSlot);
    if (slots.length === 0) return [];
    const where = `customManagers[${index}]`;
    if (slots.length < extracted.length) {
      const why = `it extracts ${slots.length} sysext slots, and ${extracted.length - slots.length} other dependencies as well`;
      return [{ step: step('kept', where, why), edits: [] }];
    }
    const path = customManagers.length === 1 ? ['customManagers'] : ['customManagers', index];
    return [
      {
        step: step('removed', where, 'it extracts sysext slots alone, as the manager of the default preset does'),
        edits: [{ kind: 'remove', path }],
      },
    ];
  });
}
