import { minorOf } from '../../plan/slots.ts';
import { namedSysexts } from '../../presets/parts/patterns.ts';
import { findComponent } from '../../sysext/component.ts';
import { inConfig } from '../config-place.ts';
import { manifest, PRESET, pack, slot } from '../examples.ts';
import type { Lint } from '../lint.ts';

const MANIFEST = manifest(
  pack('kubelet', [slot('kubelet', 'v1.34.9-2-azlinux3')]),
  pack('kubectl', [slot('kubectl', 'v1.34.9-5-azlinux3')]),
);

/** Kubernetes components of one minor that come in different pull requests. */
export const lint: Lint = {
  id: 'group-apart',
  severity: 'error',
  title: 'Kubernetes components of one minor come in different pull requests',
  leadsTo: 'One is merged and the other is not: kubelet is bumped, kubectl weeks later.',
  mend: 'Take the groupName out of rules that match some of the components; presets/per-minor makes one group a minor.',
  find: ({ inspection }) => {
    const kubernetes = inspection.sysexts.filter(({ enabled, packageName }) => {
      return enabled && findComponent(packageName)?.kubernetes;
    });
    const minors = Map.groupBy(kubernetes, ({ file, currentValue }) => `${file} ${minorOf(currentValue)}`);
    return [...minors].flatMap(([, members]) => {
      const groups = new Map(members.map((one) => [one.groupName, one]));
      const [first, other] = [...groups.values()];
      if (first === undefined || other === undefined) return [];
      const rule = other.settledBy['groupName'] ?? first.settledBy['groupName'];
      const place = rule === undefined ? { file: first.file, text: first.currentValue } : inConfig(inspection, rule);
      const message = `${first.packageName} is in group ${first.groupName}, ${other.packageName} in ${other.groupName}`;
      return [{ place, message }];
    });
  },
  fires: {
    manifest: MANIFEST,
    config: {
      extends: [PRESET],
      packageRules: [{ matchPackageNames: [namedSysexts(['kubelet'])], groupName: 'kubelet' }],
    },
  },
  silent: { manifest: MANIFEST },
};
