/**
 * One slot, one repository, one tag list each.
 * A version without an arch in `tags` stands for the tags of both; one with an arch for that tag alone.
 */
export interface BumpCase {
  readonly name: string;
  readonly from: string;
  readonly tags: readonly string[];
  /** The proposed value; `undefined` if nothing is proposed. */
  readonly to: string | undefined;
}

const bump = (name: string, from: string, tags: readonly string[], to?: string): BumpCase => ({ name, from, tags, to });

export const BUMP_CASES: readonly BumpCase[] = [
  bump('a patch', 'v1.34.9-2-azlinux3', ['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3'], 'v1.34.10-1-azlinux3'),
  bump('a revision alone', 'v1.34.9-2-azlinux3', ['v1.34.9-2-azlinux3', 'v1.34.9-3-azlinux3'], 'v1.34.9-3-azlinux3'),
  bump(
    'revision 10 over 9',
    'v1.34.9-9-azlinux3',
    ['v1.34.9-9-azlinux3', 'v1.34.9-10-azlinux3'],
    'v1.34.9-10-azlinux3',
  ),
  bump(
    'revision 11 of 9, 10, 11',
    'v1.34.9-8-azlinux3',
    ['v1.34.9-9-azlinux3', 'v1.34.9-11-azlinux3', 'v1.34.9-10-azlinux3', 'v1.34.9-8-azlinux3'],
    'v1.34.9-11-azlinux3',
  ),
  bump('not back from revision 10 to 9', 'v1.34.9-10-azlinux3', ['v1.34.9-9-azlinux3', 'v1.34.9-10-azlinux3']),
  bump(
    'patch 10 over 9, whatever its revision',
    'v1.34.9-7-azlinux3',
    ['v1.34.9-7-azlinux3', 'v1.34.10-1-azlinux3'],
    'v1.34.10-1-azlinux3',
  ),
  bump('nothing newer', 'v1.34.10-1-azlinux3', ['v1.34.9-5-azlinux3', 'v1.34.10-1-azlinux3']),

  bump('never another distro', 'v1.34.9-2-azlinux3', ['v1.34.9-2-azlinux3', 'v1.34.10-1-noble', 'v1.34.11-1-azlinux4']),
  bump(
    'its own distro below another one',
    'v1.34.9-2-azlinux3',
    ['v1.34.9-2-azlinux3', 'v1.34.9-3-azlinux3', 'v1.34.9-4-noble'],
    'v1.34.9-3-azlinux3',
  ),
  bump(
    'a distro that nobody listed',
    'v1.34.9-2-plucky',
    ['v1.34.9-2-plucky', 'v1.34.10-1-plucky', 'v1.34.11-1-azlinux3'],
    'v1.34.10-1-plucky',
  ),
  bump(
    'a distro with a dot',
    'v1.34.9-2-ubuntu24.04',
    ['v1.34.9-2-ubuntu24.04', 'v1.34.10-1-ubuntu24.04', 'v1.34.11-1-ubuntu24x04'],
    'v1.34.10-1-ubuntu24.04',
  ),
  bump('azlinux3 is not azlinux30', 'v1.34.9-2-azlinux3', ['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux30']),
  bump('azlinux30 is not azlinux3', 'v1.34.9-2-azlinux30', ['v1.34.9-2-azlinux30', 'v1.34.10-1-azlinux3']),
  bump(
    'after a manual switch, within the new distro',
    'v1.34.10-1-noble',
    ['v1.34.10-1-noble', 'v1.34.11-1-noble', 'v1.34.12-1-azlinux3'],
    'v1.34.11-1-noble',
  ),
  bump(
    'the current tag is gone and another distro has the build',
    'v1.34.9-2-azlinux3',
    ['v1.34.9-2-noble', 'v1.34.10-1-noble', 'v1.34.10-1-azlinux3'],
    'v1.34.10-1-azlinux3',
  ),
  bump('the current tag is gone and its distro has nothing newer', 'v1.34.9-2-azlinux3', [
    'v1.34.9-2-noble',
    'v1.34.10-1-noble',
    'v1.34.9-1-azlinux3',
  ]),

  bump('never another minor', 'v1.34.9-2-azlinux3', [
    'v1.34.9-2-azlinux3',
    'v1.35.0-1-azlinux3',
    'v2.34.10-1-azlinux3',
  ]),
  bump(
    'its own minor below another one',
    'v1.34.9-2-azlinux3',
    ['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3', 'v1.35.7-1-azlinux3'],
    'v1.34.10-1-azlinux3',
  ),
  bump('minor 3 is not minor 34', 'v1.3.9-2-azlinux3', ['v1.3.9-2-azlinux3', 'v1.34.10-1-azlinux3']),
  bump(
    'into a long-term-support build',
    'v1.31.14-1-azlinux3',
    ['v1.31.14-1-azlinux3', 'v1.31.100-1-azlinux3'],
    'v1.31.100-1-azlinux3',
  ),

  bump('not without arm64', 'v1.34.9-2-azlinux3', ['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3-x86-64']),
  bump('not without x86-64', 'v1.34.9-2-azlinux3', ['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3-arm64']),
  bump(
    'the newest that is whole',
    'v1.34.9-2-azlinux3',
    ['v1.34.9-2-azlinux3', 'v1.34.9-3-azlinux3', 'v1.34.10-1-azlinux3-x86-64', 'v1.34.11-1-azlinux3-arm64'],
    'v1.34.9-3-azlinux3',
  ),
  bump('a tag that is listed twice is one arch', 'v1.34.9-2-azlinux3', [
    'v1.34.9-2-azlinux3',
    'v1.34.10-1-azlinux3-x86-64',
    'v1.34.10-1-azlinux3-x86-64',
  ]),
  bump('two distros do not make one whole version', 'v1.34.9-2-azlinux3', [
    'v1.34.9-2-azlinux3',
    'v1.34.10-1-azlinux3-x86-64',
    'v1.34.10-1-noble-arm64',
  ]),
  bump("Docker's arch name is none", 'v1.34.9-2-azlinux3', [
    'v1.34.9-2-azlinux3',
    'v1.34.10-1-azlinux3-amd64',
    'v1.34.10-1-azlinux3-arm64',
  ]),
  bump(
    'other arches beside do no harm',
    'v1.34.9-2-azlinux3',
    ['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3', 'v1.34.10-1-azlinux3-riscv64'],
    'v1.34.10-1-azlinux3',
  ),

  bump('no pre-release', 'v1.35.0-1-azlinux3', [
    'v1.35.0-1-azlinux3',
    'v1.35.1-alpha.1-1-azlinux3',
    'v1.35.1-beta.0-1-azlinux3',
    'v1.35.1-rc.0-1-azlinux3',
  ]),
  bump(
    'from a pre-release to its release',
    'v1.35.0-rc.1-1-azlinux3',
    ['v1.35.0-rc.1-1-azlinux3', 'v1.35.0-rc.2-1-azlinux3', 'v1.35.0-1-azlinux3'],
    'v1.35.0-1-azlinux3',
  ),
  bump(
    'from a later build of a pre-release to its release',
    'v1.35.0-rc.1-2-azlinux3',
    ['v1.35.0-rc.1-2-azlinux3', 'v1.35.0-1-azlinux3'],
    'v1.35.0-1-azlinux3',
  ),
  bump('not from a pre-release to the next one', 'v1.35.0-rc.1-1-azlinux3', [
    'v1.35.0-rc.1-1-azlinux3',
    'v1.35.0-rc.2-1-azlinux3',
  ]),
  bump('no debug or preview tag', 'v1.34.9-2-azlinux3', [
    'v1.34.9-2-azlinux3',
    'v1.34.10-1-azlinux3-debug-x86-64',
    'v1.34.10-1-azlinux3-debug-arm64',
    'v1.34.10-preview-1-azlinux3-x86-64',
    'v1.34.10-preview-1-azlinux3-arm64',
    'v1.34.10-1-azlinux3-preview',
  ]),
  bump('no leading zero', 'v1.34.9-2-azlinux3', [
    'v1.34.9-2-azlinux3',
    'v1.34.010-1-azlinux3',
    'v1.34.10-01-azlinux3',
    'v01.34.10-1-azlinux3',
  ]),
  bump('nothing malformed', 'v1.34.9-2-azlinux3', [
    'v1.34.9-2-azlinux3',
    '1.34.10-1-azlinux3',
    'v1.34.10-azlinux3',
    'v1.34.10-1',
    'v1.34.10',
    'v1.34-1-azlinux3',
    'v1.34.10.1-1-azlinux3',
    'v1.34.10-1-Azlinux3',
    'latest',
    'sha256-0123.sig',
    'v1.34.99999999999999999-1-azlinux3',
  ]),
  bump(
    'the bootstrap client, which has its own versions',
    'v1.1.3-1-azlinux3',
    ['v1.1.3-1-azlinux3', 'v1.1.4-2-azlinux3', 'v1.2.0-1-azlinux3'],
    'v1.1.4-2-azlinux3',
  ),
];
