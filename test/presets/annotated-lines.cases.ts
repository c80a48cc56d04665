/** The sysext of the annotations below. */
export const REFERENCE = 'mcr.microsoft.com/oss/v2/kubernetes/kubelet-sysext';

/** A comment as the documentation has it. */
export const COMMENT = `# renovate: sysext=${REFERENCE}`;

/** A SHA-256 digest. */
export const HEX = '2222222222222222222222222222222222222222222222222222222222222222';

/** Lines below a comment that are bumped. `@@` stands for the spellings that move; all else stays. */
export const MATCHED: readonly { readonly name: string; readonly below: string; readonly arch?: string }[] = [
  // Ways to write a value down.
  { name: 'a quoted value', below: 'A="@@"' },
  { name: 'a value in single quotes', below: "A='@@'" },
  { name: 'a value without quotes', below: 'A=@@' },
  { name: 'an exported value', below: 'export A=@@' },
  { name: 'a default of a shell variable', below: `A="\${A:-@@}"` },
  { name: 'a default without a colon', below: `A="\${A-@@}"` },
  { name: 'a default that is assigned', below: `: "\${A:=@@}"` },
  { name: 'a variable of make', below: 'A := @@' },
  { name: 'a default of make', below: 'A ?= @@' },
  { name: 'a flag', below: '  --kubelet-version=@@ \\' },
  { name: 'a flag with a space', below: 'pull --version @@' },
  { name: 'a short flag', below: 'pull -k @@' },
  { name: 'a key of YAML', below: '  version: @@' },
  { name: 'a list item of YAML', below: '  - @@' },
  { name: 'a map in one line', below: '  - { name: kubelet, value: @@ }' },
  { name: 'a key of HCL', below: '  kubelet_version = "@@"' },
  { name: 'a statement with a semicolon', below: 'A="@@";' },
  { name: 'a JSON string', below: '  "version": "@@",' },
  { name: 'an XML element', below: '  <version>@@</version>' },
  { name: 'a PowerShell variable', below: "$KubeletVersion = '@@'" },
  { name: 'tabs in front', below: '\t\tA=@@' },
  { name: 'a Windows line end', below: 'A="@@"\r' },
  { name: 'the last line of a file', below: 'A=@@' },
  // References and files.
  { name: 'a reference', below: `  - ${REFERENCE}:@@`, arch: '-arm64' },
  { name: 'a reference with a scheme', below: `url: oci://${REFERENCE}:@@`, arch: '-x86-64' },
  { name: 'an image of COPY', below: `COPY --from=${REFERENCE}:@@ / /`, arch: '-x86-64' },
  { name: 'a file name', below: 'path: /opt/kubelet-@@.raw', arch: '-x86-64' },
  { name: 'a file name of another architecture', below: 'path: /opt/kubelet-@@.raw', arch: '-ppc64-le' },
  { name: 'a file name without an architecture', below: 'source: https://mirror.example.org/kubelet-@@.raw' },
  { name: 'an underscore before the version', below: 'source: https://mirror.example.org/kubelet_@@.raw' },
  { name: 'a signature', below: 'source: https://mirror.example.org/kubelet-@@.raw.asc' },
  {
    name: 'a signature of an architecture',
    below: 'source: https://mirror.example.org/kubelet-@@.raw.sig',
    arch: '-arm64',
  },
  { name: 'an archive', below: 'source: https://mirror.example.org/kubelet-@@.tar.gz' },
  { name: 'a compressed image', below: 'source: https://mirror.example.org/kubelet-@@.raw.zst' },
  { name: 'a document', below: 'source: https://mirror.example.org/kubelet-@@.json' },
  { name: 'verity data', below: 'source: https://mirror.example.org/kubelet-@@.verity' },
  { name: 'a variable for the architecture', below: `URL="https://mirror.example.org/kubelet-@@-\${ARCH}.raw"` },
  { name: 'a template for the architecture', below: 'url: https://mirror.example.org/kubelet-@@-{{ arch }}.raw' },
  { name: 'an underscore before a variable', below: 'URL="https://mirror.example.org/kubelet-@@_$ARCH.raw"' },
  { name: 'a port and an address', below: 'URL=http://10.0.0.1:5000/kubelet-@@.raw' },
  { name: 'the version of something else', below: 'helm upgrade node v1.2.3 --set kubelet=@@' },
  // One value, all its places.
  { name: 'a comment behind it with another version', below: 'A="@@"  # v1.34.10-1-azlinux3 crashed in our lab' },
  { name: 'a comment behind it with an older version', below: 'A="@@" # before: v1.34.8-1-azlinux3' },
  { name: 'a comment behind it with two slashes', below: '  "version": "@@", // v1.34.8-1-azlinux3 was bad' },
  { name: 'a comment behind it of HTML', below: '<v>@@</v> <!-- v1.34.8-1-azlinux3 -->' },
  { name: 'a comment behind it of C', below: 'A = @@ /* v1.34.8-1-azlinux3 */' },
  { name: 'a comment behind it with a digest', below: `A=@@ # sha256:${HEX}` },
  { name: 'a directory and a file', below: 'URL=https://mirror.example.org/kubelet/@@/kubelet-@@-x86-64.raw' },
  { name: 'a file and a directory', below: 'URL=https://mirror.example.org/kubelet-@@-x86-64.raw?of=@@' },
  { name: 'both architectures', below: 'A="@@-x86-64 @@-arm64"' },
  { name: 'one architecture, twice', below: 'URL=https://mirror.example.org/@@/kubelet-@@.raw', arch: '-arm64' },
  { name: 'equal values', below: 'A7=@@ A8=@@' },
  { name: 'a directory whose name ends like a sysext', below: 'path: /opt/aks-sysext/kubelet-@@.raw' },
  { name: 'a reference on a mirror', below: 'image: mirror.example.org/aks/kubelet-sysext:@@', arch: '-arm64' },
  { name: 'a fragment', below: 'URL=https://mirror.example.org/kubelet#@@' },
];

/** Comments, with `SYSEXT` for the reference, above a value that is bumped. */
export const COMMENTS: readonly string[] = [
  '# renovate: sysext=SYSEXT',
  '#renovate: sysext=SYSEXT',
  '# Renovate: sysext=SYSEXT',
  '## renovate:sysext=SYSEXT',
  '# renovate: sysext = SYSEXT',
  '# renovate : sysext= SYSEXT',
  '    # renovate: sysext=SYSEXT',
  '\t# renovate: sysext=SYSEXT',
  '// renovate: sysext=SYSEXT',
  '; renovate: sysext=SYSEXT',
  '-- renovate: sysext=SYSEXT',
  '<!-- renovate: sysext=SYSEXT -->',
  '/* renovate: sysext=SYSEXT */',
  ' * renovate: sysext=SYSEXT',
  '# renovate: sysext=https://SYSEXT',
  '# renovate: sysext=oci://SYSEXT',
  '# renovate: sysext=docker://SYSEXT',
  '<!--renovate: sysext=SYSEXT-->',
  '{# renovate: sysext=SYSEXT #}',
  '{{/* renovate: sysext=SYSEXT */}}',
  '{{- /* renovate: sysext=SYSEXT */ -}}',
  '<%# renovate: sysext=SYSEXT %>',
  '# renovate: sysext=SYSEXT (do not remove)',
  '# renovate: sysext=SYSEXT  ',
  '# renovate: sysext=SYSEXT\r',
  '\ufeff# renovate: sysext=SYSEXT',
];

const V = 'v1.34.9-1-azlinux3';

/** Texts with an annotation that no manager may match, and a part of the reason. */
export const UNMATCHED: readonly { readonly name: string; readonly text: string; readonly why: string }[] = [
  // The comment.
  { name: 'a name without -sysext', text: `# renovate: sysext=mcr.microsoft.com/oss/kubelet\nA=${V}`, why: '-sysext' },
  { name: 'no registry', text: `# renovate: sysext=oss/v2/kubernetes/kubelet-sysext\nA=${V}`, why: 'registry' },
  { name: 'a name alone', text: `# renovate: sysext=kubelet-sysext\nA=${V}`, why: 'registry' },
  { name: 'a reference with a tag', text: `${COMMENT}:${V}\nA=${V}`, why: 'tag' },
  {
    name: 'a reference with a variable',
    text: `# renovate: sysext=\${REGISTRY}/kubelet-sysext\nA=${V}`,
    why: 'variable',
  },
  { name: 'a quoted reference', text: `# renovate: sysext="${REFERENCE}"\nA=${V}`, why: 'quotes' },
  {
    name: 'a reference with two slashes',
    text: `# renovate: sysext=mcr.microsoft.com//kubelet-sysext\nA=${V}`,
    why: 'valid',
  },
  { name: 'a scheme of something else', text: `# renovate: sysext=git://${REFERENCE}\nA=${V}`, why: 'registry' },
  { name: 'a registry alone', text: `# renovate: sysext=mcr.microsoft.com\nA=${V}`, why: 'registry' },
  { name: 'capital letters', text: `# RENOVATE: sysext=${REFERENCE}\nA=${V}`, why: 'lower case' },
  { name: 'a command of a batch file', text: `REM renovate: sysext=${REFERENCE}\nA=${V}`, why: '"REM"' },
  { name: 'two colons of a batch file', text: `:: renovate: sysext=${REFERENCE}\nset A=${V}`, why: '"::"' },
  { name: 'a percent sign', text: `% renovate: sysext=${REFERENCE}\nA=${V}`, why: '"%"' },
  { name: 'an exclamation mark', text: `! renovate: sysext=${REFERENCE}\nA=${V}`, why: '"!"' },
  {
    name: 'options before the reference',
    text: `# renovate: datasource=docker depName=kubelet sysext=${REFERENCE}\nA=${V}`,
    why: 'datasource=docker',
  },
  { name: 'a plural', text: `# renovate: sysexts=${REFERENCE}\nA=${V}`, why: 'sysext=' },
  { name: 'an empty reference', text: `# renovate: sysext=\nA=${V}`, why: 'registry' },
  { name: 'options behind the reference', text: `${COMMENT} versioning=docker\nA=${V}`, why: 'versioning=docker' },
  { name: 'a colon for the equals sign', text: `# renovate: sysext: ${REFERENCE}\nA=${V}`, why: 'sysext=' },
  { name: 'no colon after renovate', text: `# renovate sysext=${REFERENCE}\nA=${V}`, why: 'renovate:' },
  { name: 'a comment behind its value', text: `A="${V}" ${COMMENT}\nB="${V}"`, why: 'line of its own' },
  // Where the value is.
  { name: 'a blank line between', text: `${COMMENT}\n\nA=${V}`, why: 'blank' },
  { name: 'a comment between', text: `${COMMENT}\n# because of ${V}\nA=${V}`, why: 'comment' },
  { name: 'two annotations', text: `${COMMENT}\n${COMMENT}\n`, why: 'comment' },
  { name: 'the end of the file', text: COMMENT, why: 'end of the file' },
  { name: 'a value in a comment', text: `${COMMENT}\nA=latest # ${V}`, why: 'no version' },
  // The value.
  { name: 'no version', text: `${COMMENT}\nA=latest`, why: 'no version' },
  { name: 'a value without v', text: `${COMMENT}\nA=1.34.9-1-azlinux3`, why: 'v1.34.9-1-azlinux3' },
  { name: 'a value without revision and distro', text: `${COMMENT}\nA="v1.34.9"`, why: 'revision' },
  { name: 'a value without a distro', text: `${COMMENT}\nA="v1.34.9-1"`, why: 'distro' },
  { name: 'a leading zero', text: `${COMMENT}\nA="v1.34.9-01-azlinux3"`, why: 'zero' },
  { name: 'an architecture of OCI', text: `${COMMENT}\nA="${V}-amd64"`, why: 'x86-64' },
  { name: 'a suffix', text: `${COMMENT}\nA="${V}-debug"`, why: 'debug' },
  { name: 'a suffix, and a value in a comment', text: `${COMMENT}\nA="${V}-debug" # ${V}`, why: 'debug' },
  { name: 'a distro with a number and a suffix', text: `${COMMENT}\nA="v1.34.9-1-ubuntu24.04-debug"`, why: 'debug' },
  // One value, or none.
  { name: 'two values', text: `${COMMENT}\nversions: ["${V}", "v1.35.5-1-azlinux3"]`, why: 'v1.35.5-1-azlinux3' },
  { name: 'two distros', text: `${COMMENT}\nA=${V} B=v1.34.9-1-noble`, why: 'v1.34.9-1-noble' },
  { name: 'another revision', text: `${COMMENT}\nA=${V} B=v1.34.9-2-azlinux3`, why: 'v1.34.9-2-azlinux3' },
  { name: 'a malformed one first', text: `${COMMENT}\nA=v1.35.0-01-azlinux3 B=${V}`, why: 'v1.35.0-01-azlinux3' },
  { name: 'a suffixed one first', text: `${COMMENT}\nA=v1.35.0-1-azlinux3-debug B=${V}`, why: 'v1.35.0-1-azlinux3' },
  {
    name: 'the release in a directory',
    text: `${COMMENT}\nURL=https://m.example/v1.34.9/kubelet-${V}.raw`,
    why: '1.34.9',
  },
  {
    name: 'the release without v, behind',
    text: `${COMMENT}\nURL=https://m.example/${V}/kubelet-1.34.9.raw`,
    why: '1.34.9',
  },
  {
    name: 'the build without v',
    text: `${COMMENT}\nURL=https://m.example/${V}/kubelet-1.34.9-1-azlinux3.raw`,
    why: '1.34.9',
  },
  {
    name: 'another version in the comment',
    text: `${COMMENT} was v1.34.8-1-azlinux3\nA=${V}`,
    why: 'v1.34.8-1-azlinux3',
  },
  {
    name: 'a reference of another sysext',
    text: `${COMMENT}\nIMAGE=${REFERENCE.replace('kubelet', 'kubectl')}:${V}-arm64`,
    why: 'kubectl-sysext',
  },
  // Parts of the value that would not be bumped.
  {
    name: 'a checksum in the line',
    text: `${COMMENT}\nADD --checksum=sha256:${HEX} https://m.example/kubelet-${V}.raw /`,
    why: 'hash',
  },
  { name: 'a checksum behind it', text: `${COMMENT}\n- {v: ${V}, sha256: ${HEX}}`, why: 'hash' },
  {
    name: 'the hash of Butane',
    text: `        ${COMMENT}\n        source: https://m.example/kubelet-${V}.raw\n        verification:\n          hash: sha256-${HEX}`,
    why: 'hash',
  },
  {
    name: 'a hash after the compression',
    text: `  ${COMMENT}\n  source: https://m.example/kubelet-${V}.raw\n  compression: gzip\n  verification:\n    hash: sha512-${HEX}${HEX}`,
    why: 'hash',
  },
  {
    name: 'the hash of a file of Butane whose path is annotated',
    text: `    ${COMMENT}\n    - path: /opt/kubelet-${V}.raw\n      mode: 0644\n      overwrite: true\n      contents:\n        source: https://m.example/kubelet.raw\n        verification:\n          hash: sha256-${HEX}`,
    why: 'line 8',
  },
  {
    name: 'an attribute of HCL',
    text: `  ${COMMENT}\n  version  = "${V}"\n  os       = "flatcar"\n  checksum = "sha256:${HEX}"\n`,
    why: 'line 4',
  },
  { name: 'a field sha256', text: `${COMMENT}\nversion: ${V}\nsha256: ${HEX}`, why: 'hash' },
  {
    name: 'a hash of Nix',
    text: `${COMMENT}\nversion = "${V}";\nsha256 = "0mmrvrmxyc0bajmf91q2vhb6gpy1cx0ri4kwfbd0kxj3q8v4i9xg";`,
    why: 'hash',
  },
  { name: 'a field checksum', text: `${COMMENT}\nversion: ${V}\nchecksum: "sha256:${HEX}"`, why: 'hash' },
  { name: 'a variable SHA256', text: `${COMMENT}\nKUBELET=${V}\nKUBELET_SHA256="${HEX}"\n`, why: 'hash' },
  {
    name: 'a hash after a comment behind the value',
    text: `${COMMENT}\nKUBELET=${V} # newest\nKUBELET_SHA256=${HEX.toUpperCase()}\n`,
    why: 'hash',
  },
  {
    name: 'the integrity of a browser',
    text: `${COMMENT}\nversion: ${V}\nintegrity: sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC`,
    why: 'hash',
  },
  { name: 'a hash with Windows line ends', text: `${COMMENT}\r\nKUBELET=${V}\r\nSHA=${HEX}\r\n`, why: 'hash' },
  {
    name: 'the same version on the way to a hash of something else',
    text: `  kubelet:\n    ${COMMENT}\n    version: ${V}\n  kubectl:\n    version: ${V}\n    sha256: ${HEX}\n`,
    why: '',
  },
  { name: 'a list of hashes', text: `${COMMENT}\n- ${V}\n- ${HEX}\n`, why: 'hash' },
];

/** Texts with a hash that belongs to something else: the annotation is matched. */
export const OTHER_HASHES: readonly { readonly name: string; readonly text: string }[] = [
  { name: 'above', text: `CNI_SHA256=${HEX}\n${COMMENT}\nKUBELET=${V}\n` },
  { name: 'in another item of a list', text: `${COMMENT}\n- version: ${V}\n  other: x\n- sha256: ${HEX}\n` },
  { name: 'behind a blank line', text: `${COMMENT}\nKUBELET=${V}\n\nCNI_SHA256=${HEX}\n` },
  { name: 'behind a comment', text: `${COMMENT}\nKUBELET=${V}\n# of cni\nCNI_SHA256=${HEX}\n` },
  { name: 'behind another variable', text: `${COMMENT}\nKUBELET=${V}\nCNI=1.7.1\nCNI_SHA256=${HEX}\n` },
  {
    name: 'of a map above',
    text: `  kubelet:\n    ${COMMENT}\n    version: ${V}\n  cni:\n    version: 1.7.1\n    sha256: ${HEX}\n`,
  },
  { name: 'of the map around', text: `kubelet:\n    ${COMMENT}\n    version: ${V}\nsha256: ${HEX}\n` },
  { name: 'in a comment behind the version', text: `${COMMENT}\nKUBELET=${V} # sha256:${HEX}\n` },
];

/** Files that the preset reads. */
export const READ: readonly string[] = [
  ...['install.sh', 'a/b/pull.bash', '.env', '.env.prod', '.envrc', 'site.env', 'env.example', 'install.sh.in'],
  ...['node.bu', 'node.butane', 'values.yaml', 'values.yml', 'cloud-init.yaml.tftpl', 'node.bu.j2', 'config.tmpl'],
  ...['Dockerfile', 'Dockerfile.build', 'build.Dockerfile', 'x.dockerfile', 'Containerfile'],
  ...['Makefile', 'sub/makefile', 'GNUmakefile', 'versions.mk', 'Justfile', 'justfile', '.justfile', 'Earthfile'],
  ...['main.tf', 'prod.tfvars', 'prod.auto.tfvars', 'image.pkr.hcl', 'main.bicep', 'config.toml', 'mkosi.conf'],
  ...['pull.service', 'kubelet.transfer', 'setup.cfg', 'a.ini', 'gradle.properties', 'Pull.ps1', 'flake.nix'],
  ...['deps.bzl', 'MODULE.bazel', 'a.jsonc', 'a.json5', 'Jenkinsfile'],
];

/** Files that it does not read: an annotation in one of them is a finding. */
export const UNREAD: readonly string[] = [
  ...['README.md', 'plan.txt', 'data.json', 'node.ign', 'main.go', 'index.ts', 'setup.py', 'LICENSE', 'docs/index.rst'],
];
