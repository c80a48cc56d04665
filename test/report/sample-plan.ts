import registry from '../../examples/registry.json' with { type: 'json' };
import { type Diagnostic, diagnostic } from '../../src/analysis/diagnostic.ts';
import type { Plan, PlannedSlot, Published, SkippedVersion, Upgrade } from '../../src/analysis/schema.ts';
import { componentName } from '../../src/sysext/component.ts';
import { compareVersions } from '../../src/sysext/order.ts';
import { formatVersion, parseTag } from '../../src/sysext/tag.ts';

/*
 * Plans for the reports' tests: a real one, an empty one, one from a registry that means harm, and large ones.
 */

const MANIFEST = 'parts/common/components.json';
const BUTANE = 'parts/linux/cloud-init/flatcar.butane.yaml';
const KUBELET = 'oss/v2/kubernetes/kubelet-sysext';
const KUBECTL = 'oss/v2/kubernetes/kubectl-sysext';
const PROVIDER = 'oss/v2/kubernetes/azure-acr-credential-provider-sysext';
const BOOTSTRAP = 'aks-secure-tls-bootstrap/v2/aks-secure-tls-bootstrap-client-sysext';
const PROXY = 'oss/v2/kubernetes/kube-proxy-sysext';

const GROUP = 'renovate/kubernetes-sysexts';
const ALONE = 'renovate/aks-secure-tls-bootstrap-client-sysext';

/** Package, minor, what is cached, what is cached beside it, what is proposed, and where. */
const SLOTS: readonly (readonly [string, string, string, string | null, string | null, string | null])[] = [
  [KUBELET, '1.34', 'v1.34.8-1-azlinux3', 'v1.34.7-1-azlinux3', 'v1.34.10-1-azlinux3', GROUP],
  [KUBELET, '1.35', 'v1.35.6-2-azlinux3', 'v1.35.5-1-azlinux3', 'v1.35.7-2-azlinux3', GROUP],
  [KUBELET, '1.36', 'v1.36.2-2-azlinux3', null, 'v1.36.3-1-azlinux3', GROUP],
  [KUBECTL, '1.31', 'v1.31.14-1-azlinux3', null, null, null],
  [KUBECTL, '1.34', 'v1.34.8-1-azlinux3', 'v1.34.7-1-azlinux3', 'v1.34.10-1-azlinux3', GROUP],
  [KUBECTL, '1.35', 'v1.35.6-5-azlinux3', 'v1.35.5-1-azlinux3', 'v1.35.7-1-azlinux3', GROUP],
  [KUBECTL, '1.36', 'v1.36.2-6-azlinux3', null, 'v1.36.3-1-azlinux3', GROUP],
  [PROVIDER, '1.34', 'v1.34.13-2-azlinux3', 'v1.34.12-2-azlinux3', 'v1.34.13-3-azlinux3', GROUP],
  [PROVIDER, '1.35', 'v1.35.8-3-azlinux3', 'v1.35.7-2-azlinux3', 'v1.35.8-11-azlinux3', GROUP],
  [PROVIDER, '1.36', 'v1.36.4-1-azlinux3', 'v1.36.3-3-azlinux3', 'v1.36.5-3-azlinux3', GROUP],
  [BOOTSTRAP, '1.1', 'v1.1.4-1-azlinux3', null, 'v1.1.4-2-azlinux3', ALONE],
  [PROXY, '1.34', 'v1.34.8-1-azlinux3', null, null, null],
];

const MANIFEST_SLOTS = SLOTS.map(([name, minor, from, previous, to, branch]): PlannedSlot => {
  const component = componentName(name) ?? name;
  return {
    file: MANIFEST,
    baseBranch: null,
    slot: `${component} ${minor}`,
    package: name,
    component,
    minor,
    distro: 'azlinux3',
    from,
    previous,
    to,
    branch,
  };
});

const BUTANE_SLOT: PlannedSlot = {
  file: BUTANE,
  baseBranch: null,
  slot: 'kubelet 1.36 arm64',
  package: KUBELET,
  component: 'kubelet',
  minor: '1.36',
  distro: 'azlinux3',
  from: 'v1.36.2-2-azlinux3-arm64',
  previous: null,
  to: null,
  branch: null,
};

function upgradesOf(branch: string): Upgrade[] {
  return MANIFEST_SLOTS.filter((slot) => slot.branch === branch).map(
    ({ file, slot, component, minor, distro, ...rest }) => {
      const to = rest.to ?? '';
      const artifacts = ['x86-64', 'arm64'].map((arch) => {
        return { arch, reference: `mcr.microsoft.com/${rest.package}:${to}-${arch}` };
      });
      return {
        file,
        slot,
        package: rest.package,
        component,
        from: rest.from,
        to,
        updateType: 'patch',
        distro,
        minor,
        artifacts,
      };
    },
  );
}

const ACTION: Upgrade = {
  file: '.github/workflows/build.yaml',
  slot: 'actions/checkout',
  package: 'actions/checkout',
  component: null,
  from: 'v4.2.2',
  to: 'v4.3.0',
  updateType: 'minor',
  distro: null,
  minor: null,
  artifacts: [],
};

/** The candidates of a slot that were not taken: candidate, reason, detail. */
type Refused = readonly [string, SkippedVersion['reason'], string];
const HELD_BACK: Readonly<Record<string, readonly Refused[]>> = {
  'kubelet 1.34': [
    ['v1.34.11-1-azlinux3', 'missing-arch', 'published for x86-64; arm64 is missing'],
    ['v1.34.10-2-noble', 'other-distro', 'the slot has azlinux3, the candidate is built from noble'],
    ['v1.36.3-1-azlinux3', 'other-minor', 'the slot is for 1.34'],
  ],
  'kubelet 1.35': [['v1.35.7-3-noble', 'other-distro', 'the slot has azlinux3, the candidate is built from noble']],
  'kubelet 1.36': [
    ['v1.36.4-rc.0-1-azlinux3', 'prerelease', 'rc.0 of 1.36.4'],
    ['v1.36.04-1-azlinux3-x86-64', 'malformed', 'a number has a leading zero'],
    ['v1.36.4-1-azlinux3-debug-x86-64', 'malformed', 'the distro is followed by "debug", which is no architecture'],
    ['latest', 'malformed', 'no version'],
    ['v1.36.3-2-noble', 'other-distro', 'the slot has azlinux3, the candidate is built from noble'],
  ],
  'kubelet 1.36 arm64': [
    [
      'v1.36.3-1-azlinux3',
      'disabled',
      'packageRules[4] of renovate.json: {"matchFileNames": ["**/*.butane.yaml"], "enabled": false}',
    ],
  ],
  'kubectl 1.31': [
    ['v1.31.100-1-azlinux3', 'lts', 'patch 100 is a long-term-support build; the slot has 1.31.14'],
    ['v1.31.13-1-azlinux3', 'not-newer', 'v1.31.14-1-azlinux3 is newer'],
  ],
  'kubectl 1.34': [
    ['v1.34.11-1-azlinux3', 'missing-arch', 'published for x86-64; arm64 is missing'],
    ['v1.34.10-2-noble', 'other-distro', 'the slot has azlinux3, the candidate is built from noble'],
  ],
};

const REFUSED = [...MANIFEST_SLOTS, BUTANE_SLOT].flatMap(({ file, slot, package: name, from }) => {
  return (HELD_BACK[slot] ?? []).map(([candidate, reason, detail]): SkippedVersion => {
    return { file, slot, package: name, from, candidate, reason, detail };
  });
});

const PROBLEMS: readonly Diagnostic[] = [
  diagnostic({
    severity: 'warning',
    id: 'manager-matches-nothing',
    message: 'customManagers[0] of renovate.json matches no file: check its managerFilePatterns',
    file: 'renovate.json',
    package: null,
  }),
  diagnostic({
    severity: 'error',
    id: 'lookup-failed',
    message:
      'The lookup failed, and Renovate would say that all is up to date: https://mcr.microsoft.com/v2/oss/v2/kubernetes/kube-proxy-sysext/tags/list answered 404',
    file: MANIFEST,
    package: PROXY,
  }),
  diagnostic({
    severity: 'warning',
    id: 'not-extracted',
    message: 'The value "v1.33.12" at Packages[4] is read by no manager: give it a renovateTag',
    file: MANIFEST,
    package: null,
  }),
];

/** Tags that the example's registry has, and the line with a long-term-support build beside it. */
const TAGS: Readonly<Record<string, readonly string[]>> = {
  ...registry,
  [KUBECTL]: [
    ...registry[KUBECTL],
    ...['v1.31.13-1', 'v1.31.14-1', 'v1.31.100-1'].flatMap((release) => {
      return [`${release}-azlinux3-x86-64`, `${release}-azlinux3-arm64`];
    }),
  ],
};

function publishedOf([name, tags]: readonly [string, readonly string[]]): Published {
  const parsed = tags.flatMap((tag) => parseTag(tag) ?? []).sort((a, b) => compareVersions(b, a));
  const builds = Map.groupBy(parsed, (version) => formatVersion({ ...version, arch: undefined }));
  const versions = [...builds].flatMap(([version, [first, ...others]]) => {
    if (first === undefined) return [];
    const arches = [first, ...others].map(({ arch }) => arch);
    return { version, minor: `${first.major}.${first.minor}`, distro: first.distro, arches };
  });
  return { package: name, component: componentName(name) ?? name, versions };
}

/** What the example comes to, with every reason and several problems. */
export const samplePlan: Plan = {
  schemaVersion: 2,
  renovate: { version: '44.121.2', re2: true },
  preset: { source: 'github>your-org/aks-sysext-renovate, from this working copy' },
  pullRequests: [
    {
      branch: GROUP,
      baseBranch: null,
      title: 'Update Kubernetes sysexts',
      group: 'Kubernetes sysexts',
      automerge: false,
      waitsFor: null,
      draft: false,
      labels: [],
      reviewers: ['team:node-sig', 'anna'],
      assignees: [],
      notes:
        'Artifacts: [`mcr.microsoft.com/oss/v2/kubernetes/kubelet-sysext:v1.34.10-1-azlinux3-x86-64`](https://mcr.microsoft.com/v2/oss/v2/kubernetes/kubelet-sysext/manifests/v1.34.10-1-azlinux3-x86-64)\n\n[Changelog of Kubernetes 1.34.10](https://github.com/kubernetes/kubernetes/blob/master/CHANGELOG/CHANGELOG-1.34.md#v13410)',
      upgrades: upgradesOf(GROUP),
      diff: diffOfGroup(),
    },
    {
      branch: ALONE,
      baseBranch: null,
      title: 'Update aks-secure-tls-bootstrap-client-sysext to v1.1.4-2-azlinux3',
      group: 'aks-secure-tls-bootstrap-client-sysext',
      automerge: true,
      waitsFor: 'schedule',
      draft: false,
      labels: [],
      reviewers: [],
      assignees: ['bert'],
      notes: '',
      upgrades: [...upgradesOf(ALONE), ACTION],
      diff: diffAlone(),
    },
  ],
  skipped: REFUSED,
  diagnostics: [...PROBLEMS],
  slots: [...MANIFEST_SLOTS, BUTANE_SLOT],
  published: Object.entries(TAGS).map(publishedOf),
  others: 37,
  notLookedUp: 30,
};

/** A repository without anything to plan. */
export const emptyPlan: Plan = {
  schemaVersion: 2,
  renovate: { version: '44.121.2', re2: true },
  preset: { source: 'github>your-org/aks-sysext-renovate' },
  pullRequests: [],
  skipped: [],
  diagnostics: [],
  slots: [],
  published: [],
  others: 0,
  notLookedUp: 0,
};

/** What a registry, a manifest or a configuration may hold that means harm, one for each way to do it. */
export const ATTACKS: readonly string[] = [
  '<script>alert(1)</script>',
  '</style></title></pre></details><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)' x='",
  '<!--',
  '&lt;b&gt;&#64;everyone',
  '\u001b[31mred\u001b]8;;https://example.com\u0007',
  'a\u0000b\u007f\u0085c',
  'one\ntwo\r\nthree\u2028four',
  '\u202egpj.exe\u2066\u200b\ufeff',
  '@octocat, @org/team and user@example.com',
  '#1, GH-2, org/repo#3 and 0123456789abcdef0123456789abcdef01234567',
  '[link](https://example.com) ![image](https://example.com/x.png)',
  'https://example.com, www.example.com and <https://example.com>',
  '[id]: https://example.com',
  'a | b || c \\| d',
  '`code` ``` ````',
  '```\n</details>\n# heading\n```',
  '**bold** _it_ ~~no~~ $x$ $`y`$ :smile:',
  '\n\n# heading\n- list\n> quote',
  '::error file=x::message',
  '\n::set-output name=x::y\n  ::add-mask::z',
  '##[error]message ##[add-mask]x',
  `\${{ secrets.GITHUB_TOKEN }} {{ x }} <%= x %>`,
  '\\',
];

/** Fields that the plan's schema limits to known words. */
const KNOWN_WORDS = new Set(['schemaVersion', 'severity', 'id', 'reason', 'waitsFor']);

/** A plan with the same text put before and behind all of its own: what belongs together still does. */
export function poison(plan: Plan, attack: string): Plan {
  const json = JSON.stringify(plan, (key, value) => {
    if (typeof value !== 'string' || KNOWN_WORDS.has(key)) return value;
    return key === 'diff' ? `${value}${hunkOf(attack)}` : `${attack}${value}${attack}`;
  });
  return JSON.parse(json);
}

function hunkOf(text: string): string {
  const lines = `${text}\n\t-- ${text}`.split('\n');
  const hunk = [
    ...lines.map((line) => ` ${line}`),
    ...lines.map((line) => `-${line}`),
    ...lines.map((line) => `+${line}`),
  ];
  return `@@ -900,${2 * lines.length} +900,${2 * lines.length} @@ ${lines[0]}\n${hunk.join('\n')}\n`;
}

/** What the sample comes to where everybody means harm, in every way at once. */
export const hostilePlan: Plan = poison(samplePlan, ATTACKS.join(' '));

/** Slots of one component, each on a line of its own, all bumped and held back, the versions spread over them. */
export function largePlan({ slots, versions }: { slots: number; versions: number }): Plan {
  const perLine = Math.floor(versions / slots);
  const lines = Array.from({ length: slots }, (_, index): PlannedSlot => {
    const minor = `1.${index}`;
    const slot = {
      file: MANIFEST,
      baseBranch: null,
      slot: `kubelet ${minor}`,
      package: KUBELET,
      component: 'kubelet',
      minor,
    };
    const version = (patch: number) => `v${minor}.${patch}-1-azlinux3`;
    return { ...slot, distro: 'azlinux3', from: version(0), previous: null, to: version(perLine - 1), branch: GROUP };
  });
  const upgrades = lines.map(({ previous, branch, ...slot }): Upgrade => {
    return { ...slot, to: slot.to ?? '', updateType: 'patch', artifacts: [] };
  });
  return {
    ...samplePlan,
    pullRequests: samplePlan.pullRequests.map((request) => ({ ...request, upgrades })),
    skipped: lines.map(({ file, slot, package: name, from }) => {
      return {
        file,
        slot,
        package: name,
        from,
        candidate: 'v2.0.0-1-azlinux3',
        reason: 'other-minor',
        detail: 'another line',
      };
    }),
    slots: lines,
    published: [
      {
        package: KUBELET,
        component: 'kubelet',
        versions: lines.flatMap(({ minor }) =>
          Array.from({ length: perLine }, (_, index) => {
            const version = `v${minor}.${perLine - 1 - index}-1-azlinux3`;
            return { version, minor: minor ?? '', distro: 'azlinux3', arches: ['x86-64', 'arm64'] };
          }),
        ),
      },
    ],
  };
}

function diffOfGroup(): string {
  return `diff --git a/parts/common/components.json b/parts/common/components.json
index 92cbe05..0693401 100644
--- a/parts/common/components.json
+++ b/parts/common/components.json
@@ -10,19 +10,19 @@
               {
                 "k8sVersion": "1.34",
                 "renovateTag": "OCI_registry=https://mcr.microsoft.com, name=oss/v2/kubernetes/kubelet-sysext",
-                "latestVersion": "v1.34.8-1-azlinux3",
-                "previousLatestVersion": "v1.34.7-1-azlinux3"
+                "latestVersion": "v1.34.10-1-azlinux3",
+                "previousLatestVersion": "v1.34.8-1-azlinux3"
               },
               {
                 "k8sVersion": "1.35",
                 "renovateTag": "OCI_registry=https://mcr.microsoft.com, name=oss/v2/kubernetes/kubelet-sysext",
-                "latestVersion": "v1.35.6-2-azlinux3",
-                "previousLatestVersion": "v1.35.5-1-azlinux3"
+                "latestVersion": "v1.35.7-2-azlinux3",
+                "previousLatestVersion": "v1.35.6-2-azlinux3"
               },
               {
                 "k8sVersion": "1.36",
                 "renovateTag": "OCI_registry=https://mcr.microsoft.com, name=oss/v2/kubernetes/kubelet-sysext",
-                "latestVersion": "v1.36.2-2-azlinux3"
+                "latestVersion": "v1.36.3-1-azlinux3"
               }
             ],
             "downloadURL": "mcr.microsoft.com/oss/v2/kubernetes/kubelet-sysext:\${version}-\${SYSTEMD_ARCH}"
@@ -40,19 +40,19 @@
               {
                 "k8sVersion": "1.34",
                 "renovateTag": "OCI_registry=https://mcr.microsoft.com, name=oss/v2/kubernetes/kubectl-sysext",
-                "latestVersion": "v1.34.8-1-azlinux3",
-                "previousLatestVersion": "v1.34.7-1-azlinux3"
+                "latestVersion": "v1.34.10-1-azlinux3",
+                "previousLatestVersion": "v1.34.8-1-azlinux3"
               },
               {
                 "k8sVersion": "1.35",
                 "renovateTag": "OCI_registry=https://mcr.microsoft.com, name=oss/v2/kubernetes/kubectl-sysext",
-                "latestVersion": "v1.35.6-5-azlinux3",
-                "previousLatestVersion": "v1.35.5-1-azlinux3"
+                "latestVersion": "v1.35.7-1-azlinux3",
+                "previousLatestVersion": "v1.35.6-5-azlinux3"
               },
               {
                 "k8sVersion": "1.36",
                 "renovateTag": "OCI_registry=https://mcr.microsoft.com, name=oss/v2/kubernetes/kubectl-sysext",
-                "latestVersion": "v1.36.2-6-azlinux3"
+                "latestVersion": "v1.36.3-1-azlinux3"
               }
             ],
             "downloadURL": "mcr.microsoft.com/oss/v2/kubernetes/kubectl-sysext:\${version}-\${SYSTEMD_ARCH}"
@@ -70,20 +70,20 @@
               {
                 "k8sVersion": "1.34",
                 "renovateTag": "OCI_registry=https://mcr.microsoft.com, name=oss/v2/kubernetes/azure-acr-credential-provider-sysext",
-                "latestVersion": "v1.34.13-2-azlinux3",
+                "latestVersion": "v1.34.13-3-azlinux3",
                 "previousLatestVersion": "v1.34.12-2-azlinux3"
               },
               {
                 "k8sVersion": "1.35",
                 "renovateTag": "OCI_registry=https://mcr.microsoft.com, name=oss/v2/kubernetes/azure-acr-credential-provider-sysext",
-                "latestVersion": "v1.35.8-3-azlinux3",
+                "latestVersion": "v1.35.8-11-azlinux3",
                 "previousLatestVersion": "v1.35.7-2-azlinux3"
               },
               {
                 "k8sVersion": "1.36",
                 "renovateTag": "OCI_registry=https://mcr.microsoft.com, name=oss/v2/kubernetes/azure-acr-credential-provider-sysext",
-                "latestVersion": "v1.36.4-1-azlinux3",
-                "previousLatestVersion": "v1.36.3-3-azlinux3"
+                "latestVersion": "v1.36.5-3-azlinux3",
+                "previousLatestVersion": "v1.36.4-1-azlinux3"
               }
             ],
             "downloadURL": "mcr.microsoft.com/oss/v2/kubernetes/azure-acr-credential-provider-sysext:\${version}-\${SYSTEMD_ARCH}"
`;
}

function diffAlone(): string {
  return `diff --git a/parts/common/components.json b/parts/common/components.json
index 92cbe05..490098a 100644
--- a/parts/common/components.json
+++ b/parts/common/components.json
@@ -100,7 +100,7 @@
             "versionsV2": [
               {
                 "renovateTag": "OCI_registry=https://mcr.microsoft.com, name=aks-secure-tls-bootstrap/v2/aks-secure-tls-bootstrap-client-sysext",
-                "latestVersion": "v1.1.4-1-azlinux3"
+                "latestVersion": "v1.1.4-2-azlinux3"
               }
             ],
             "downloadURL": "mcr.microsoft.com/aks-secure-tls-bootstrap/v2/aks-secure-tls-bootstrap-client-sysext:\${version}-\${SYSTEMD_ARCH}"
diff --git a/.github/workflows/build.yaml b/.github/workflows/build.yaml
index 5a1c3d2..8be0f11 100644
--- a/.github/workflows/build.yaml
+++ b/.github/workflows/build.yaml
@@ -9,5 +9,5 @@ jobs:
   build:
     runs-on: ubuntu-24.04
     steps:
-      - uses: actions/checkout@v4.2.2
+      - uses: actions/checkout@v4.3.0
       - run: make images
`;
}

/** Control characters, and those that reorder or hide text; tabs of a diff and line ends are none. */
export const INVISIBLE = /[^\P{C}\n\t]|[\u2028\u2029]/u;

/** What a GitHub runner takes for a command, at the start of a line or anywhere in it. */
export const COMMAND = /^\s*::|##\[/m;
