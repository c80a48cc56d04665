/** A host, an extension, and whether systemd-sysext of any version merges it. */
export interface Fit {
  readonly host: string;
  readonly extension: string;
  readonly says: string | undefined;
}

const FLATCAR = 'ID=flatcar\nVERSION_ID=4230.2.1\nSYSEXT_LEVEL=1.0';
const DEBIAN = 'ID=debian\nVERSION_ID="12"';
const ROLLING = 'ID=arch';

export const FITS: readonly Fit[] = [
  { host: FLATCAR, extension: 'ID=_any', says: undefined },
  { host: FLATCAR, extension: 'ID=_any\nVERSION_ID=1', says: undefined },
  { host: FLATCAR, extension: 'ID="_any"', says: undefined },
  { host: FLATCAR, extension: 'ID=flatcar\nSYSEXT_LEVEL=1.0', says: undefined },
  { host: FLATCAR, extension: 'ID=flatcar\nSYSEXT_LEVEL=1.0\nVERSION_ID=1', says: undefined },
  { host: FLATCAR, extension: 'ID=flatcar\nVERSION_ID=4230.2.1', says: undefined },
  { host: FLATCAR, extension: 'ID=flatcar\nVERSION_ID=4230.2.1\nSYSEXT_LEVEL=2.0', says: 'SYSEXT_LEVEL=2.0' },
  { host: FLATCAR, extension: 'ID=flatcar\nVERSION_ID=4230', says: 'VERSION_ID=4230, and' },
  { host: FLATCAR, extension: 'ID=flatcar', says: 'no VERSION_ID' },
  { host: FLATCAR, extension: 'ID=other\nSYSEXT_LEVEL=1.0', says: 'ID=other, and the host has ID=flatcar' },
  { host: FLATCAR, extension: 'VERSION_ID=4230.2.1', says: 'no ID' },
  { host: FLATCAR, extension: 'ID=', says: 'no ID' },
  { host: FLATCAR, extension: 'ID=_any\nARCHITECTURE=_any', says: undefined },
  { host: FLATCAR, extension: 'ID=_any\nARCHITECTURE=s390x', says: 'ARCHITECTURE=s390x' },
  { host: FLATCAR, extension: 'ID=_any\nSYSEXT_SCOPE="initrd"', says: 'SYSEXT_SCOPE=initrd' },
  { host: FLATCAR, extension: 'ID=_any\nSYSEXT_SCOPE="portable system"', says: undefined },
  { host: DEBIAN, extension: "ID='debian'\nVERSION_ID=12", says: undefined },
  { host: DEBIAN, extension: 'ID=debian\nVERSION_ID=12\nSYSEXT_LEVEL=3', says: undefined },
  { host: DEBIAN, extension: 'ID=debian\nSYSEXT_LEVEL=12', says: 'no VERSION_ID' },
  { host: DEBIAN, extension: '# ID=other\nID=debian\n\nVERSION_ID=12', says: undefined },
  { host: DEBIAN, extension: 'ID=other\nID=debian\nVERSION_ID=12', says: undefined },
  // How values are written.
  { host: DEBIAN, extension: 'ID=_a\\\nny', says: undefined },
  { host: DEBIAN, extension: 'ID=\\_any', says: undefined },
  { host: DEBIAN, extension: 'ID=_a\\n\\y', says: undefined },
  { host: DEBIAN, extension: 'ID=_any\\', says: undefined },
  { host: DEBIAN, extension: 'ID=_any\\ ', says: 'ID=_any ' },
  { host: DEBIAN, extension: 'ID="_a\\\nny"', says: undefined },
  { host: DEBIAN, extension: 'ID="\\_any"', says: 'ID=\\_any' },
  { host: DEBIAN, extension: "ID='_a\\\nny'", says: 'ID=_a' },
  { host: DEBIAN, extension: 'ID="_a"ny', says: undefined },
  { host: DEBIAN, extension: 'ID="_a" \'n\' y', says: undefined },
  { host: DEBIAN, extension: 'ID=_a"ny"', says: 'ID=_a"ny"' },
  { host: DEBIAN, extension: 'ID=_any # a comment', says: 'ID=_any # a comment' },
  { host: DEBIAN, extension: 'ID = _any', says: undefined },
  { host: DEBIAN, extension: 'ID\t=\t_any \t', says: undefined },
  { host: DEBIAN, extension: ' \r\n\t ID=_any', says: undefined },
  { host: DEBIAN, extension: 'export ID=_any', says: 'no ID' },
  { host: DEBIAN, extension: '\ufeffID=_any', says: 'no ID' },
  { host: DEBIAN, extension: 'A=1\n\ufeffID=other\nID=_any', says: undefined },
  { host: DEBIAN, extension: '\u00a0ID=_any', says: 'no ID' },
  { host: DEBIAN, extension: 'ID=_any\u00a0', says: 'ID=_any\u00a0' },
  { host: DEBIAN, extension: 'ID=_any\u2028', says: 'ID=_any' },
  { host: DEBIAN, extension: 'ID=\v_any', says: 'ID=' },
  { host: DEBIAN, extension: 'ID=_any\rID=other\rID=_any', says: undefined },
  { host: DEBIAN, extension: ';ID=other\nID=_any', says: undefined },
  { host: DEBIAN, extension: 'ID=other\n#ID=_any', says: 'ID=other' },
  { host: DEBIAN, extension: 'NAME="open\nID=_any', says: 'no ID' },
  { host: DEBIAN, extension: 'NAME="open\n"\nID=_any', says: undefined },
  { host: DEBIAN, extension: '=\nID=_any', says: undefined },
  { host: DEBIAN, extension: '=ID=other\nID=_any', says: undefined },
  { host: DEBIAN, extension: 'id=_any', says: 'no ID' },
  { host: DEBIAN, extension: 'ID=_any\nID=', says: 'no ID' },
  { host: DEBIAN, extension: 'ID=_any\nSYSEXT_SCOPE=portable\u00a0system', says: 'SYSEXT_SCOPE' },
  { host: DEBIAN, extension: 'ID=_any\nSYSEXT_SCOPE="portable\nsystem"', says: undefined },
  { host: DEBIAN, extension: 'ID=_any\nARCHITECTURE=', says: undefined },
  { host: `${DEBIAN}\nID_LIKE=other`, extension: 'ID=debian\nVERSION_ID="1"2', says: undefined },
  { host: '\ufeffID=debian\nVERSION_ID=12', extension: 'ID=debian\nVERSION_ID=12', says: 'the host has ID=linux' },
  { host: "ID='de'bian\nVERSION_ID=1\\2", extension: 'ID=debian\nVERSION_ID=12', says: undefined },
  { host: ROLLING, extension: 'ID=arch', says: undefined },
  { host: ROLLING, extension: 'ID=arch\nVERSION_ID=1', says: undefined },
  { host: ROLLING, extension: 'ID=debian', says: 'ID=debian' },
];

export const RELEASES: readonly { readonly text: string; readonly fields: Readonly<Record<string, string>> }[] = [
  { text: '', fields: {} },
  { text: 'ID=debian\nNAME="Debian GNU/Linux"\n', fields: { ID: 'debian', NAME: 'Debian GNU/Linux' } },
  { text: 'A=\'b c\'\nD="e \\"f\\" \\$g \\\\ \\`"', fields: { A: 'b c', D: 'e "f" $g \\ `' } },
  { text: '#A=1\n B=2 \nC\n=3\nD =4\r\nE=5\r\n', fields: { B: '2', D: '4', E: '5' } },
  // A quote that is not closed goes on to the end.
  { text: 'A="open\nB=\'', fields: { A: "open\nB='" } },
  { text: 'A="a \\x \\" \\\nb"', fields: { A: 'a \\x " b' } },
  { text: 'A= "a " \n', fields: { A: 'a ' } },
  { text: 'A= \\\n\nB="', fields: { A: '', B: '' } },
  { text: '# a comment \\\nA=1', fields: { A: '1' } },
  { text: 'A=\u00e4\u00a0\n\ufeffB=2', fields: { A: '\u00e4\u00a0', '\ufeffB': '2' } },
];
