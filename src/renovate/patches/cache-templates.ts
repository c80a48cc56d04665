import { createRequire } from 'node:module';
import path from 'node:path';

type Compile = (template: string, options: { noEscape: boolean }) => (input: unknown) => string;

/**
 * Lets Renovate compile each of its templates once. It compiles them anew for every dependency, every time it
 * extracts a file, which costs more than all else that a plan does beside a bare lookup.
 */
export function rememberTemplates(root: string): void {
  const handlebars: { compile: Compile } = createRequire(path.join(root, 'package.json'))('handlebars');
  const { compile } = handlebars;
  const compiled = new Map<string, ReturnType<Compile>>();
  handlebars.compile = (template, options) => {
    const key = JSON.stringify([template, options]);
    const known = compiled.get(key) ?? compile(template, options);
    compiled.set(key, known);
    return known;
  };
}
