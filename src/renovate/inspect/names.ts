import type { Internals } from '../internals.ts';
import type { Mistake } from '../messages.ts';
import type { Text } from './strings.ts';

/**
 * Names of datasources, versionings and managers that Renovate does not have, and JSONata that does not compile.
 *
 * @param customDatasources the names of those that the configuration brings.
 */
export function nameMistakes(
  internals: Internals,
  customDatasources: readonly string[],
  texts: readonly Text[],
): Mistake[] {
  const known = knownNames(internals, customDatasources);
  return texts.flatMap((text) => {
    const { value, key, holder, path } = text;
    const mistake = (kind: Mistake['kind'], message: string): Mistake[] => [
      { kind, path: [...path], option: key, value, message },
    ];
    // Templates are unknown until they are compiled; globs and patterns match several names.
    if (isJsonata(text)) {
      const expression = internals['util/jsonata.js'].getExpression(value);
      return expression instanceof Error ? mistake('expression', expression.message) : [];
    }
    if (/[{}*?!/[\]]/.test(value)) return [];
    if (DATASOURCE.includes(key) && !known.datasources.has(value))
      return mistake('datasource', 'Renovate has no such datasource');
    if (VERSIONING.includes(key) && !known.versionings.has(value.replace(/:.*$/s, ''))) {
      return mistake('versioning', 'Renovate has no such versioning, and takes semver-coerced without a word');
    }
    const isManager = MANAGER.includes(key) || (key === 'customType' && 'matchStrings' in holder);
    return isManager && !known.managers.has(value) ? mistake('manager', 'Renovate has no such manager') : [];
  });
}

const DATASOURCE = ['matchDatasources', 'overrideDatasource', 'datasourceTemplate'];
const VERSIONING = ['versioning', 'versioningTemplate'];
const MANAGER = ['matchManagers', 'enabledManagers'];

function isJsonata({ key, holder }: Text): boolean {
  return (
    key === 'matchJsonata' ||
    key === 'transformTemplates' ||
    (key === 'matchStrings' && holder['customType'] === 'jsonata')
  );
}

function knownNames(internals: Internals, custom: readonly string[]) {
  const { allManagersList } = internals['modules/manager/index.js'];
  return {
    datasources: new Set([
      ...internals['modules/datasource/index.js'].getDatasources().keys(),
      ...custom.map((name) => `custom.${name}`),
    ]),
    versionings: new Set(internals['modules/versioning/index.js'].getVersionings().keys()),
    managers: new Set(allManagersList.flatMap((name) => [name, `custom.${name}`])),
  };
}
