import { Plan } from './schema.ts';

/**
 * Reads what `plan --format json` writes.
 *
 * @throws {Error} one line, when it is not JSON, or no plan.
 */
export function parsePlan(text: string, file: string): Plan {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON: ${(error as Error).message}`);
  }
  const parsed = Plan.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${file} is no plan as 'plan --format json' writes it: ${issue?.path.join('.')}: ${issue?.message}`);
}
