import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The files that a module is made of, itself among them, and what is imported that is no file beside them. */
export interface ImportGraph {
  readonly files: readonly string[];
  readonly foreign: readonly string[];
}

// Every form: `from '...'`, `import '...'`, `import('...')`, `require('...')`; of types, too.
const IMPORT = /\b(?:from|import|require)\s*\(?\s*(['"])(?<specifier>[^'"\n]+)\1/g;

/** Follows the imports of the module at `entry`, in sources or in what was compiled. */
export function importGraph(entry: string): ImportGraph {
  const files = new Set([path.resolve(entry)]);
  const foreign = new Set<string>();
  for (const file of files) {
    for (const { groups } of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      const specifier = groups?.['specifier'] ?? '';
      if (specifier.startsWith('.')) files.add(path.resolve(path.dirname(file), specifier));
      else foreign.add(specifier);
    }
  }
  return { files: [...files], foreign: [...foreign] };
}
