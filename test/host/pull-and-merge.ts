import { merge } from '../../src/host/merge.ts';
import { pull } from '../../src/host/pull.ts';
import { openRegistry } from '../../src/registry/client.ts';
import { COMPONENTS } from '../../src/sysext/component.ts';
import { fakeSystemd } from './fake-systemd.ts';

/*
 * `node pull-and-merge.ts DIR ROOT REGISTRY VERSION`: what an image build and a node do, one after the other, in a
 * process that can be killed. Says when it starts, as loading takes longer than the work.
 */
const [dir = '', root = '', registry = '', version = ''] = process.argv.slice(2);
const components = COMPONENTS.slice(0, 2).map(({ name, repository }) => ({ name, version, repository }));
process.stdout.write('started\n');

const pulled = await pull({ dir, root, arches: ['x86-64'], registry }, { open: openRegistry });
for (const { reason } of pulled.images) if (reason !== null) throw new Error(reason);
const request = { components, arch: 'x86-64', root, registry, refresh: true } as const;
await merge(request, { open: openRegistry, run: fakeSystemd(root).run });
