import { createRequire } from 'node:module';
import path from 'node:path';
import type { Internals } from '../internals.ts';
import type { Mistake } from '../messages.ts';
import type { Text } from './strings.ts';

/** The functions of Handlebars that are used here. */
interface Handlebars {
  readonly helpers: Readonly<Record<string, unknown>>;
  parse(template: string): Node;
}

/** A node of Handlebars' syntax tree. */
interface Node {
  readonly type: string;
  readonly body?: readonly Node[];
  readonly path?: Node;
  readonly params?: readonly Node[];
  readonly hash?: { readonly pairs: readonly { readonly value: Node }[] };
  readonly program?: Node;
  readonly inverse?: Node;
  readonly data?: boolean;
  readonly depth?: number;
  readonly parts?: readonly string[];
  readonly original?: string;
}

/** The fields of a custom manager's templates beside those of a dependency. */
const FILE_FIELDS = ['packageFile', 'packageFileDir', 'packageFileName', 'content'];

/** The fields of every template, and those that Renovate replaces before it compiles templates. */
const ALWAYS = ['env', 'secrets', 'variables'];

/** Blocks in which names are fields of another object. */
const OTHER_CONTEXT = ['each', 'with'];

/** Templates that do not compile, and fields and helpers in them that Renovate does not know. */
export function templateMistakes(internals: Internals, root: string, texts: readonly Text[]): Mistake[] {
  const handlebars: Handlebars = createRequire(path.join(root, 'package.json'))('handlebars');
  const options = internals['config/options/index.js'].getOptions();
  const templated = new Set(options.flatMap((one) => (one.supportsTemplating ? [one.name] : [])));
  return texts
    .filter(({ key, value }) => value.includes('{{') && (templated.has(key) || key.endsWith('Template')))
    .flatMap((text) => {
      const mistake = (kind: Mistake['kind'], value: string, message: string): Mistake => {
        return { kind, path: [...text.path], option: text.key, value, message };
      };
      let tree: Node;
      try {
        tree = handlebars.parse(text.value);
      } catch (error) {
        return [mistake('template', text.value, firstLine(error as Error))];
      }
      const { fields, helpers } = namesIn(tree);
      const known = fieldsFor(internals, text);
      return [
        ...helpers
          .filter((name) => !Object.hasOwn(handlebars.helpers, name))
          .map((name) => mistake('helper', name, 'unknown template helper')),
        ...fields
          .filter((name) => known?.has(name) === false && !Object.hasOwn(handlebars.helpers, name))
          .map((name) => mistake('field', name, 'this field is never set')),
      ];
    });
}

/** The fields that a template can use; `undefined` if they are unknown. */
function fieldsFor(internals: Internals, { key, holder }: Text): ReadonlySet<string> | undefined {
  const { allowedFields, exposedConfigOptions } = internals['util/template/index.js'];
  const { validMatchFields } = internals['modules/manager/custom/utils.js'];
  const common = [...ALWAYS, ...Object.keys(allowedFields), ...exposedConfigOptions];
  if (holder['customType'] === 'jsonata') return undefined;
  if (holder['customType'] !== 'regex') return new Set(common);
  // Only the valid fields of a match are kept for the template that writes it back.
  if (key === 'autoReplaceStringTemplate')
    return new Set([...common, ...validMatchFields, 'replaceString', 'registryUrls']);
  const groups = [holder['matchStrings'] ?? []].flat().flatMap((one) => [...String(one).matchAll(/\(\?P?<(\w+)>/g)]);
  return new Set([...ALWAYS, ...FILE_FIELDS, ...validMatchFields, ...groups.map(([, name = '']) => name)]);
}

function namesIn(tree: Node): { fields: string[]; helpers: string[] } {
  const fields = new Set<string>();
  const helpers = new Set<string>();
  const visit = (node: Node, own: boolean): void => {
    const { path: called, params = [], hash, program, inverse, body = [] } = node;
    const values = [...params, ...(hash?.pairs.map(({ value }) => value) ?? [])];
    if (node.type === 'PathExpression' && own && !node.data && node.depth === 0) fields.add(node.parts?.[0] ?? 'this');
    if (called !== undefined && (values.length > 0 || node.type === 'SubExpression'))
      helpers.add(called.original ?? '');
    else if (called !== undefined) visit(called, own);
    for (const value of values) visit(value, own);
    const inner = own && !OTHER_CONTEXT.includes(called?.original ?? '');
    for (const child of [...body, ...(program === undefined ? [] : [program])]) visit(child, inner);
    if (inverse !== undefined) visit(inverse, own);
  };
  visit(tree, true);
  fields.delete('this');
  return { fields: [...fields], helpers: [...helpers] };
}

function firstLine({ message }: Error): string {
  return message.split('\n', 1)[0] ?? message;
}
