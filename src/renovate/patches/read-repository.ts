import type { Run } from '../child/run-state.ts';
import type { Internals } from '../internals.ts';

/** Lets Renovate read the repository of the run: it lists its files, and checks out its base branches. */
export function readRepository(internals: Internals, run: Run): void {
  const { LocalFs } = internals['modules/platform/local/scm.js'];
  const { default: platforms } = internals['modules/platform/api.js'];
  LocalFs.prototype.getFileList = () => run.repository.list();
  LocalFs.prototype.checkoutBranch = async (branch) => {
    await run.repository.checkOut(branch);
    return null;
  };
  platforms.set('local', {
    ...platforms.get('local'),
    /** The configuration of another base branch. */
    async getJsonFile(file: string, _repository: string, branch: string) {
      await run.repository.checkOut(branch);
      return internals['util/common.js'].parseJson((await run.repository.read(file)).toString(), file);
    },
  });
}
