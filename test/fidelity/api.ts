import { z } from 'zod';
import { deleteBranch, findCommit, git, mergeBranch } from './git.ts';

/** An issue or a pull request, as far as the forge remembers it. */
export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state: string;
  readonly assignees: readonly string[];
  readonly reviewers: readonly string[];
  /** The branches of a pull request. */
  readonly head: string;
  readonly base: string;
  /** The last commit of the head that was there. */
  readonly sha: string;
  /** Whether it is merged, or is merged as soon as the checks of its branch succeed. */
  readonly merged: 'no' | 'scheduled' | 'yes';
}

/** What the forge holds of one repository. */
export interface Repository {
  readonly name: string;
  readonly cloneUrl: string;
  /** The bare repository. */
  readonly gitDir: string;
  readonly issues: Issue[];
  readonly pulls: Issue[];
  /** How the checks of every branch end. */
  checks: 'pending' | 'success';
}

/** A call about one repository. */
export interface Call {
  readonly repository: Repository;
  /** The parts of the path that have a name in the route. */
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: URLSearchParams;
  readonly body: Readonly<z.infer<typeof Body>>;
}

const text = z.string().exactOptional();
const names = z.array(z.string()).exactOptional();

/** What a call comes with, of all that it may. */
export const Body = z.object({
  title: text,
  body: text,
  state: text,
  head: text,
  base: text,
  assignees: names,
  reviewers: names,
  merge_when_checks_succeed: z.boolean().exactOptional(),
});

const TIME = '2026-01-01T00:00:00Z';
const BOT = { id: 1, login: 'bot', full_name: 'Bot', email: 'bot@forge.example' };

const BLANK = {
  title: '',
  body: '',
  state: 'open',
  head: '',
  base: '',
  assignees: [],
  reviewers: [],
  sha: '',
  merged: 'no',
} as const;

/** What Renovate's platform `gitea` asks of a forge, by method and path below `/api/v1`. */
export const FORGE: Readonly<Record<string, () => unknown>> = {
  'GET /version': () => ({ version: '1.24.0' }),
  'GET /user': () => BOT,
  'GET /orgs/:owner': () => ({}),
  'GET /orgs/:owner/labels': () => [],
};

/** What it asks of a repository, by method and path below `/api/v1/repos/<owner>/<name>`. `undefined` is not found. */
export const REPOSITORY: Readonly<Record<string, (call: Call) => unknown>> = {
  'GET ': ({ repository: { name, cloneUrl } }) => ({
    id: 1,
    full_name: name,
    owner: { id: 2, login: name.split('/')[0] },
    clone_url: cloneUrl,
    default_branch: 'main',
    allow_merge_commits: true,
    has_issues: true,
    permissions: { admin: false, pull: true, push: true },
  }),
  'GET /contents/:path(.+)': ({ repository, params, query }) =>
    readContents(repository, params['path'] ?? '', query.get('ref') ?? 'main'),
  'GET /labels': () => [],
  'GET /commits/:ref(.+)/statuses': () => [],
  'GET /issues': ({ repository }) => repository.issues.map(toIssue),
  'POST /issues': ({ repository, body }) => toIssue(add(repository, repository.issues, body)),
  'PATCH /issues/:number': (call) => toIssue(change(call)),
  'GET /pulls': ({ repository }) => repository.pulls.map((pull) => toPull(repository, pull)),
  'POST /pulls': ({ repository, body }) => toPull(repository, add(repository, repository.pulls, body)),
  'GET /pulls/:number': (call) => toPull(call.repository, find(call)),
  'PATCH /pulls/:number': (call) => toPull(call.repository, change(call)),
  'POST /pulls/:number/requested_reviewers': (call) => toIssue(change(call)),
  'POST /pulls/:number/merge': (call) => {
    const pull = find(call);
    if (pull !== undefined && call.body.merge_when_checks_succeed) return Object.assign(pull, { merged: 'scheduled' });
    return pull && mergePull(call.repository, pull);
  },
  'GET /commits/:branch/statuses': ({ repository: { checks } }) => [
    { id: 1, status: checks, context: 'ci', description: '', target_url: '', created_at: TIME },
  ],
};

/** Merges what is scheduled to be merged, whatever it holds by now, where the checks of branches succeed. */
export function mergeScheduled(repository: Repository): void {
  if (repository.checks !== 'success') return;
  const due = repository.pulls.filter(({ merged, state }) => merged === 'scheduled' && state === 'open');
  for (const pull of due) {
    if (mergePull(repository, pull) !== undefined) deleteBranch(repository.gitDir, pull.head);
  }
}

/** Merges a pull request into its base; `undefined` where that is not possible. */
function mergePull({ gitDir }: Repository, pull: Issue): Issue | undefined {
  if (!mergeBranch(gitDir, pull.head, pull.base)) return undefined;
  return Object.assign(pull, { merged: 'yes', state: 'closed' });
}

/** Issues and pull requests share their numbers. */
function add({ issues, pulls }: Repository, all: Issue[], body: Call['body']): Issue {
  const number = issues.length + pulls.length + 1;
  const issue = { number, ...BLANK, ...body };
  all.push(issue);
  return issue;
}

function find({ repository: { issues, pulls }, params }: Call): Issue | undefined {
  return [...issues, ...pulls].find(({ number }) => number === Number(params['number']));
}

function change(call: Call): Issue | undefined {
  const issue = find(call);
  return issue && Object.assign(issue, call.body);
}

function toIssue(issue: Issue | undefined) {
  return issue && { number: issue.number, title: issue.title, body: issue.body, state: issue.state };
}

function toPull({ name, gitDir }: Repository, pull: Issue | undefined) {
  if (pull === undefined) return undefined;
  Object.assign(pull, { sha: findCommit(gitDir, pull.head) ?? pull.sha });
  return {
    ...toIssue(pull),
    merged: pull.merged === 'yes',
    mergeable: true,
    created_at: TIME,
    updated_at: TIME,
    user: BOT,
    base: { ref: pull.base },
    head: {
      label: pull.head,
      sha: pull.sha,
      repo: { full_name: name },
    },
  };
}

function readContents({ gitDir }: Repository, path: string, ref: string) {
  try {
    const content = git(gitDir, 'show', `${ref}:${path}`).toString('base64');
    return { type: 'file', name: path.split('/').at(-1), path, content };
  } catch {
    return undefined;
  }
}
