import { html } from './markup.ts';

/** The style sheet. Each text colour has a contrast of 4.5:1 or more to its background, light and dark. */
export const STYLE = html`<style>
:root {
  color-scheme: light dark;
  --ground: #f3f4f7; --card: #fff; --raised: #f6f7f9; --ink: #18202a; --soft: #566170; --line: #d8dde4; --track: #a3aebb;
  --accent: #0a56c2; --accent-ground: #e6effc; --good: #0a6636; --good-ground: #e1f5e9; --good-mark: #a9e3bf;
  --warn: #874700; --warn-ground: #fdf0d9; --bad: #a5230f; --bad-ground: #fce8e4; --bad-mark: #f7c0b6;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #0d1117; --card: #151b23; --raised: #1b232d; --ink: #e6ebf1; --soft: #9da9b8; --line: #2c3642; --track: #566373;
    --accent: #82b6ff; --accent-ground: #13294a; --good: #62d18f; --good-ground: #10301f; --good-mark: #1e6540;
    --warn: #f1b760; --warn-ground: #382809; --bad: #ff9b8c; --bad-ground: #411a14; --bad-mark: #83291c;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-behavior: auto; }
body {
  margin: 0 auto; max-width: 80rem; padding: clamp(1rem, 3vw, 2.5rem) clamp(.75rem, 3vw, 2.5rem) 4rem;
  background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: anywhere;
}
h1, h2, h3, h4, p, ul, dl, dd { margin: 0; padding: 0; }
ul { list-style: none; }
h1 { font-size: clamp(1.5rem, 1.1rem + 1.8vw, 2.25rem); line-height: 1.2; letter-spacing: -.015em; text-wrap: balance; }
h2 { margin: 2.75rem 0 .75rem; font-size: 1.3rem; line-height: 1.3; letter-spacing: -.005em; }
h3 { font-size: 1.05rem; line-height: 1.4; }
h4 { font-size: 1.05rem; line-height: 1.3; font-variant-numeric: tabular-nums; }
code, pre { font-family: var(--mono); font-size: .8125rem; }
code b { font-weight: 700; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
summary { cursor: pointer; }
.soft, .rest, .lead { color: var(--soft); }
.soft { font-size: .875rem; }
.lead { margin-bottom: .75rem; max-width: 85ch; }
.lead strong { color: var(--bad); }
.arrow { color: var(--soft); }
.step { display: inline-block; }
.to b { color: var(--good); }
.eyebrow { color: var(--soft); font-size: .8125rem; font-weight: 600; letter-spacing: .06em; text-transform: uppercase; }
.card {
  background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem clamp(.75rem, 2vw, 1.25rem);
}
.card + .card, .more > .card, .more + .card { margin-top: .875rem; }
.empty { color: var(--soft); }
.chip {
  display: inline-block; padding: 0 .5rem; border-radius: 1rem; font-size: .8125rem; font-weight: 500; line-height: 1.5rem;
  background: var(--raised); border: 1px solid var(--line);
}
.chip.good { color: var(--good); background: var(--good-ground); border-color: transparent; }
.chip.warn { color: var(--warn); background: var(--warn-ground); border-color: transparent; }
.chip.bad { color: var(--bad); background: var(--bad-ground); border-color: transparent; }

.tiles { display: grid; grid-template-columns: repeat(4, 1fr); gap: .75rem; margin: 1.25rem 0 1rem; }
.tiles a, .tiles div {
  display: block; height: 100%; padding: .75rem 1rem .875rem; color: inherit; text-decoration: none;
  background: var(--card); border: 1px solid var(--line); border-top: 3px solid var(--tone); border-radius: .75rem;
}
.tiles a:hover { border-color: var(--tone); }
.tiles b { display: block; font-size: 2rem; line-height: 1.25; font-variant-numeric: tabular-nums; }
.tiles b small { color: var(--soft); font-size: 1rem; font-weight: 500; }
.tiles span { font-weight: 600; }
.tiles a > small, .tiles div > small { display: block; color: var(--soft); font-size: .8125rem; }
.accent { --tone: var(--accent); }
.good { --tone: var(--good); }
.warn { --tone: var(--warn); }
.bad { --tone: var(--bad); }
.made-with { color: var(--soft); font-size: .875rem; }

.problems li {
  display: flex; gap: .75rem; align-items: baseline; padding: .75rem 1rem; background: var(--card);
  border: 1px solid var(--line); border-left: 4px solid var(--warn); border-radius: .5rem;
}
.problems li.error { border-left-color: var(--bad); }
.problems li + li, .more > .problems { margin-top: .5rem; }
.problems .soft { margin-top: .125rem; }
.problems .chip { flex: 0 0 auto; min-width: 4.75rem; text-align: center; }

.facts { display: flex; flex-wrap: wrap; gap: .25rem 1.75rem; margin: .5rem 0 .75rem; font-size: .875rem; }
.facts dt { flex: none; }
.facts .chip { line-height: 1.25rem; }
.facts div { display: flex; gap: .5rem; align-items: baseline; }
dt { color: var(--soft); }

table { width: 100%; border-collapse: collapse; font-size: .875rem; line-height: 1.45; }
th, td { padding: .5rem .75rem .5rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: baseline; }
th:last-child, td:last-child { padding-right: 0; }
thead th { border-top: 0; color: var(--soft); font-size: .8125rem; font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 600; }
/* Long words may break anywhere, but not to make room for others. */
td[data-heading="Minor"] { min-width: 3rem; }
td[data-heading="Type"] { min-width: 5rem; }
td[data-heading="Distro"], td[data-heading="Artifacts"] { min-width: 5.5rem; }
td[data-heading="Reason"] { min-width: 8.5rem; }
td[data-heading="Current"], td[data-heading="Candidate"] { min-width: 10.5rem; }
tbody th[scope="row"] { min-width: 11rem; }
.under { display: block; color: var(--soft); font-size: .8125rem; font-weight: 400; }

details > summary { padding: .375rem 0; color: var(--accent); font-size: .875rem; font-weight: 600; }
details.artifacts > summary { padding: 0; font-weight: 500; }
.artifacts li { padding: .125rem 0; }
.artifacts code { user-select: all; }
.notes { padding: .5rem .75rem; background: var(--raised); border-radius: .5rem; color: var(--soft); font-size: .875rem; }
.notes p { min-height: 1em; }
.more > summary, .rest { margin-top: .5rem; font-size: .875rem; }

.plus { color: var(--good); }
.minus { color: var(--bad); }
.diff pre {
  margin: .25rem 0 0; overflow-x: auto; background: var(--raised); border: 1px solid var(--line); border-radius: .5rem;
  overflow-wrap: normal; tab-size: 4; line-height: 1.55;
}
.diff pre code { display: block; width: max-content; min-width: 100%; padding: .375rem 0; }
.diff pre code > * { display: block; padding: 0 .75rem; text-decoration: none; white-space: pre; }
.diff .header, .diff .note { color: var(--soft); }
/* The next file of the diff. */
.diff pre code > :not(.header) + .header { margin-top: .5rem; padding-top: .5rem; border-top: 1px solid var(--line); }
.diff .hunk { background: var(--accent-ground); }
.diff ins { background: var(--good-ground); box-shadow: inset 3px 0 var(--good); }
.diff del { background: var(--bad-ground); box-shadow: inset 3px 0 var(--bad); }
.diff b { font-weight: 600; border-radius: .2rem; }
.diff ins b { background: var(--good-mark); }
.diff del b { background: var(--bad-mark); }

.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin-bottom: .875rem; font-size: .875rem; }
.legend li { display: flex; gap: .4rem; align-items: center; }
.lane-key { width: 1.5rem; border-top: 2px dotted var(--soft); }
.component > h3 { display: inline; margin-right: .5rem; }
.line {
  display: grid; grid-template-columns: 18rem minmax(4.5rem, max-content) minmax(0, 1fr); column-gap: 1rem;
  padding: .875rem 0; border-top: 1px solid var(--line);
}
.component > h3 ~ .line:first-of-type { margin-top: .75rem; }
.component > .line:last-of-type { padding-bottom: 0; }
.line-head ul { font-size: .875rem; }
.lanes { max-width: 9rem; font-size: .8125rem; text-align: right; }
.lanes li { overflow: hidden; color: var(--soft); white-space: nowrap; text-overflow: ellipsis; overflow-wrap: normal; }
.lanes .own { padding-top: 23px; color: var(--ink); font-weight: 600; }
.lanes .other { padding-top: 3px; }
/* Scrolled to its end, where the newest versions are. */
.scroll { overflow-x: auto; direction: rtl; }
svg { display: block; direction: ltr; overflow: visible; }
.scroll svg { margin-right: auto; }
svg text { fill: var(--soft); font: 12px var(--mono); text-anchor: middle; }
svg .own text { fill: var(--ink); }
svg text.word { font: 600 11.5px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
svg path { fill: none; stroke: var(--soft); stroke-width: 1.5; }
svg .track { stroke: var(--track); stroke-width: 2; }
svg .other .track { stroke-dasharray: 1 4; stroke-linecap: round; }
svg .bump { stroke: var(--good); stroke-width: 4; }
svg .gap path { stroke: var(--card); stroke-width: 4; stroke-dasharray: 4 4; }
svg .gap text, svg .own .gap text { fill: var(--soft); }
svg .published { fill: var(--card); stroke: var(--soft); }
svg .incomplete { fill: var(--card); stroke: var(--soft); stroke-dasharray: 2.5 2.2; }
svg .cached { fill: var(--card); stroke: var(--accent); stroke-width: 5; }
svg .previous { fill: var(--card); stroke: var(--accent); stroke-width: 2.5; }
svg .proposed { fill: var(--good); stroke: var(--card); }
svg .skipped { stroke: var(--warn); stroke-width: 3; stroke-linecap: round; }
svg .own .cached-word, svg .own .previous-word { fill: var(--accent); }
svg .own .proposed-word { fill: var(--good); }
svg .own .skipped-word { fill: var(--warn); }

.reasons { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: .5rem 1.5rem; padding-bottom: .75rem; }
.reasons dt { color: var(--ink); font-size: .875rem; font-weight: 600; }
.reasons dt b { display: inline-block; min-width: 1.25rem; color: var(--warn); }
.reasons dd { color: var(--soft); font-size: .8125rem; }

@media (max-width: 60rem) {
  .line { grid-template-columns: minmax(4.5rem, max-content) minmax(0, 1fr); }
  .line-head { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 0 .875rem; align-items: baseline; }
}
@media screen and (max-width: 45rem) {
  .tiles { grid-template-columns: 1fr 1fr; gap: .5rem; }
  .lanes { max-width: 5.5rem; }
  table, tbody, tr, th, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { padding: .5rem 0; border-top: 1px solid var(--line); }
  th, td { width: auto; min-width: 0; padding: .125rem 0; border: 0; }
  td[data-heading] { position: relative; padding-left: 6.25rem; }
  td[data-heading]::before { content: attr(data-heading); position: absolute; left: 0; color: var(--soft); font-size: .8125rem; }
  /* Short ones share a line. */
  td[data-heading="Type"], td[data-heading="Minor"], td[data-heading="Distro"] {
    display: inline-block; min-width: 0; padding-left: 0; margin-right: .75rem;
  }
  td[data-heading="Type"]::before, td[data-heading="Minor"]::before, td[data-heading="Distro"]::before {
    position: static; margin-right: .375rem;
  }
  .line { column-gap: .5rem; }
  .problems li { display: block; }
  .problems .chip { margin-bottom: .375rem; }
}
@media print {
  body { max-width: none; padding: 0; font-size: .8rem; background: none; }
  .card, .problems li { break-inside: auto; }
  .line, tr, .tiles { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  details:not(.artifacts)::details-content { content-visibility: visible; }
  .scroll, .diff pre { overflow: visible; }
  .diff pre code { width: auto; }
  .diff pre code > * { white-space: pre-wrap; }
  svg { max-width: 100%; height: auto; }
  * { print-color-adjust: exact; }
}
</style>`;
