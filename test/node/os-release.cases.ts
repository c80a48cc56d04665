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
  { host: ROLLING, extension: 'ID=arch', says: undefined },
  { host: ROLLING, extension: 'ID=arch\nVERSION_ID=1', says: undefined },
  { host: ROLLING, extension: 'ID=debian', says: 'ID=debian' },
];

export const RELEASES: readonly { readonly text: string; readonly fields: Readonly<Record<string, string>> }[] = [
  { text: '', fields: {} },
  { text: 'ID=debian\nNAME="Debian GNU/Linux"\n', fields: { ID: 'debian', NAME: 'Debian GNU/Linux' } },
  { text: 'A=\'b c\'\nD="e \\"f\\" \\$g \\\\ \\`"', fields: { A: 'b c', D: 'e "f" $g \\ `' } },
  { text: '#A=1\n B=2 \nC\n=3\nD =4\r\nE=5\r\n', fields: { B: '2', E: '5' } },
  { text: 'A="open\nB=\'', fields: { A: 'open', B: '' } },
];
