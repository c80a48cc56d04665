import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** The facts that a CI system sets about its checkout. */
export interface CiFacts {
  /** The branch that a pull request is to be merged into. */
  readonly target?: string | undefined;
  /** The branch that was checked out, often as a detached HEAD. */
  readonly branch?: string | undefined;
  readonly defaultBranch?: string | undefined;
}

/**
 * The variables of GitHub Actions (and of Gitea and Forgejo, which have them, too), GitLab CI and Bitbucket Pipelines.
 */
const SYSTEMS = [
  { repository: 'GITHUB_REPOSITORY', target: 'GITHUB_BASE_REF', branch: 'GITHUB_REF', defaultBranch: '' },
  {
    repository: 'CI_PROJECT_PATH',
    target: 'CI_MERGE_REQUEST_TARGET_BRANCH_NAME',
    branch: 'CI_COMMIT_BRANCH',
    defaultBranch: 'CI_DEFAULT_BRANCH',
  },
  {
    repository: 'BITBUCKET_REPO_FULL_NAME',
    target: 'BITBUCKET_PR_DESTINATION_BRANCH',
    branch: 'BITBUCKET_BRANCH',
    defaultBranch: '',
  },
] as const;

/** A payload of GitHub's webhooks. */
const Event = z.object({ repository: z.object({ default_branch: z.string() }) });

/** The CI system's facts about the repository `name`; empty if its job is of another repository. */
export async function ciFacts(name: string, env: NodeJS.ProcessEnv = process.env): Promise<CiFacts> {
  const system = SYSTEMS.find(({ repository }) => env[repository]?.toLowerCase() === name.toLowerCase());
  if (system === undefined) return {};
  const branch = env[system.branch];
  return {
    target: env[system.target] || undefined,
    // Of a pull request, or a tag, GitHub names another reference.
    branch: branch?.startsWith('refs/') ? /^refs\/heads\/(.+)$/.exec(branch)?.[1] : branch || undefined,
    defaultBranch: env[system.defaultBranch] || (await defaultBranchOfEvent(env['GITHUB_EVENT_PATH'])),
  };
}

async function defaultBranchOfEvent(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  try {
    return Event.parse(JSON.parse(await readFile(file, 'utf8'))).repository.default_branch;
  } catch {
    return undefined;
  }
}
