import { ARCHES_BY_DEFAULT } from '../parts/arches.ts';
import { sysextDatasources } from '../parts/datasource.ts';
import type { Preset } from '../parts/preset.ts';
import { EVERY_ARCH_RULES, SYSEXT_RULES } from '../parts/rules.ts';

export const preset: Preset = {
  description:
    'Apply the rules of the default preset without its manager, for repositories that extract their sysexts themselves. Replaces the default preset',
  facts: { arches: ARCHES_BY_DEFAULT },
  customDatasources: sysextDatasources(ARCHES_BY_DEFAULT),
  packageRules: [...EVERY_ARCH_RULES, ...SYSEXT_RULES],
};
