import type { Patch } from './patch.ts';

/** Lists the files of the run's repository, and checks out its base branches. */
export const readRepository: Patch = {
  name: 'read-repository',
  lacks: 'The platform `local` reads a working tree, untracked files included, and ignores `baseBranchPatterns`.',
  upstream: 'https://github.com/renovatebot/renovate/issues/17339',
  apply({ internals, run }) {
    const { LocalFs } = internals['modules/platform/local/scm.js'];
    const { default: platforms } = internals['modules/platform/api.js'];
    LocalFs.prototype.getFileList = () => run.repository.list();
    LocalFs.prototype.checkoutBranch = async (branch) => {
      await run.repository.checkOut(branch);
      return null;
    };
    platforms.set('local', {
      ...platforms.get('local'),
      /** Reads the configuration of another base branch. */
      async getJsonFile(file: string, _repository: string, branch: string) {
        await run.repository.checkOut(branch);
        return internals['util/common.js'].parseJson((await run.repository.read(file)).toString(), file);
      },
    });
  },
};
