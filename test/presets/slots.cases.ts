/** Slots, with `TAG` for the renovateTag and `@@` and `<<` for the latest and the previous version. They are bumped. */
export const BUMPED: readonly { readonly name: string; readonly slot: string }[] = [
  { name: 'a plain slot', slot: '{ TAG, "latestVersion": "@@", "previousLatestVersion": "<<" }' },
  { name: 'an object behind', slot: '{ TAG, "latestVersion": "@@", "sha256": { "amd64": "aa", "arm64": "bb" } }' },
  {
    name: 'an object in front',
    slot: '{ "sha256": { "amd64": "aa" }, TAG, "latestVersion": "@@", "previousLatestVersion": "<<" }',
  },
  {
    name: 'an object between',
    slot: '{ TAG, "x": {}, "latestVersion": "@@", "y": {"z": 1}, "previousLatestVersion": "<<" }',
  },
  {
    name: 'an object of AgentBaker',
    slot: '{ TAG, "latestVersion": "@@", "containerImagePrefetch": { "latestVersion": { "binaries": ["a"], "previousLatestVersion": "v1" } } }',
  },
  {
    name: 'a list of objects',
    slot: '{ TAG, "latestVersion": "@@", "files": [{"a": "}"}, {"b": "{"}], "previousLatestVersion": "<<" }',
  },
  { name: 'two levels', slot: '{ TAG, "a": { "b": { "c": 1 } }, "latestVersion": "@@" }' },
  {
    name: 'a field of the same name inside of an object',
    slot: '{ "gpu": { "latestVersion": "v1.34.9-1-azlinux3", "previousLatestVersion": "v9" }, TAG, "latestVersion": "@@", "previousLatestVersion": "<<" }',
  },
  {
    name: 'a field of the same name in an object behind',
    slot: '{ TAG, "latestVersion": "@@", "previousLatestVersion": "<<", "gpu": { "latestVersion": "v9", "previousLatestVersion": "v8" } }',
  },
  {
    name: 'a comment with the fields',
    slot: '{ TAG, "c": "\\"latestVersion\\": \\"v1\\"", "latestVersion": "@@", "previousLatestVersion": "<<" }',
  },
  {
    name: 'a string with a backslash at its end',
    slot: '{ TAG, "c": "a\\\\", "latestVersion": "@@", "d": "\\\\\\"", "previousLatestVersion": "<<" }',
  },
  {
    name: 'Windows line ends and objects',
    slot: '{\r\n\tTAG,\r\n\t"s": {\r\n\t\t"a": "b"\r\n\t},\r\n\t"latestVersion" : "@@"\r\n}',
  },
];

/** Slots with the same placeholders that are left alone, with a finding. */
export const LEFT_ALONE: readonly { readonly name: string; readonly slot: string; readonly why: string }[] = [
  {
    name: 'an escaped quote in the previous version',
    slot: '{ TAG, "latestVersion": "@@", "previousLatestVersion": "v1.34.8\\"-1" }',
    why: 'an escaped character',
  },
  {
    name: 'a backslash in the previous version',
    slot: '{ "previousLatestVersion": "v1\\\\", TAG, "latestVersion": "@@" }',
    why: 'an escaped character',
  },
  {
    name: 'an escaped letter in the previous version',
    slot: '{ TAG, "latestVersion": "@@", "previousLatestVersion": "v1.34.8-1-\\u0061zlinux3" }',
    why: 'no manager',
  },
  {
    name: 'three levels',
    slot: '{ TAG, "a": { "b": { "c": { "d": 1 } } }, "latestVersion": "@@" }',
    why: 'deeper than 2 levels',
  },
  { name: 'an escaped name of the field', slot: '{ TAG, "latest\\u0056ersion": "@@" }', why: 'no manager' },
];
