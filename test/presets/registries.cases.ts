/** How many tags a registry sends in its first response, or that it refuses the request. */
export interface PagingRegistry {
  readonly name: string;
  /** @param n the number that is requested, if there is one. @param total how many tags there are. */
  sends(n: number | undefined, total: number): number | 'refused';
}

/** A registry that sends `byDefault` tags unasked, and never more than `most`. */
function paging(name: string, byDefault: number, most: number): PagingRegistry {
  return { name, sends: (n = byDefault, total) => Math.min(n, most, total) };
}

/** The same, which refuses to be asked for more than `most`. */
function strict(name: string, byDefault: number, most: number): PagingRegistry {
  return { name, sends: (n = byDefault, total) => (n > most ? 'refused' : Math.min(n, total)) };
}

/** As documented, or as their source has it: docs/presets.md names where. */
export const REGISTRIES: readonly PagingRegistry[] = [
  { name: 'Distribution 2, which ignores the number', sends: (_, total) => total },
  paging('Distribution 3.0, Harbor, zot, Gitea', Infinity, Infinity),
  strict('Distribution 3.1.0', Infinity, 1000),
  { name: 'Distribution 3.1.1', sends: (n, total) => (n === undefined ? total : Math.min(n, 1000, total)) },
  {
    name: 'Distribution with the maxtags of its documentation',
    sends: (n, total) => (n === undefined ? total : Math.min(n, 100, total)),
  },
  paging('Azure Container Registry', 100, 1000),
  strict('Amazon ECR', 100, 1000),
  paging('GitLab, GitHub', 100, Infinity),
  paging('Quay', 100, 100),
  paging('Quay as it was until 2022', 50, 50),
];
