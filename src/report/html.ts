import type { Plan } from '../analysis/schema.ts';
import { factsOf, headline } from './facts.ts';
import { html } from './html/markup.ts';
import { page } from './html/page.ts';
import { problemsSection } from './html/problems.ts';
import { pullRequestsSection } from './html/pull-requests.ts';
import { skippedSection } from './html/skipped.ts';
import { summaryHeader } from './html/summary.ts';
import { timelinesSection } from './html/timelines.ts';
import { unchangedSection } from './html/unchanged.ts';

/**
 * Formats a plan as one HTML file without scripts or external resources, in light and dark.
 *
 * @returns the document. Long lists are folded, and cut at a limit.
 */
export function planHtml(plan: Plan): string {
  const facts = factsOf(plan);
  return page(
    `Renovate plan: ${headline(facts)}`,
    html`${summaryHeader(plan, facts)}<main>
${problemsSection(plan)}${pullRequestsSection(plan)}${timelinesSection(plan)}${skippedSection(plan)}${unchangedSection(plan)}</main>`,
  );
}
