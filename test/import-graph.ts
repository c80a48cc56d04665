import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The files that a module consists of, itself included, and the specifiers of packages that they import. */
export interface ImportGraph {
  readonly files: readonly string[];
  readonly foreign: readonly string[];
}

// Every form: `from '...'`, `import '...'`, `import('...')`, `require('...')`; of types, too.
const IMPORT = /\b(?:from|import|require)\s*\(?\s*(['"])(?<specifier>[^'"\n]+)\1/g;

/** Reads the specifiers that the module at `file` imports, in sources or in compiled code. */
export function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(({ groups }) => groups?.['specifier'] ?? '');
}

/** Follows the imports of the module at `entry`, in sources or in compiled code. */
export function importGraph(entry: string): ImportGraph {
  const files = new Set([path.resolve(entry)]);
  const foreign = new Set<string>();
  for (const file of files) {
    for (const specifier of importsOf(file)) {
      if (specifier.startsWith('.')) files.add(path.resolve(path.dirname(file), specifier));
      else foreign.add(specifier);
    }
  }
  return { files: [...files], foreign: [...foreign] };
}
