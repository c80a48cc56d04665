import { Plan } from './schema.ts';

/**
 * Parses the output of `plan --format json`.
 *
 * @throws {Error} one line, if it is not JSON, or not a plan.
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
  throw new Error(`${file} is not a plan of 'plan --format json': ${issue?.path.join('.')}: ${issue?.message}`);
}
