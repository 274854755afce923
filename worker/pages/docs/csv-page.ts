/** `/docs/csv`: what each column of each table is, and how the files are written. Made when the Worker is built. */
import { html } from 'hono/html'
import { CSV_COLUMNS, CSV_NAMES, CSV_RULES } from '../../../data/build/formats/csv-columns.ts'
import { ORIGIN_PLACEHOLDER } from '../../../data/origin.ts'
import { renderDocument } from '../document.ts'
import { formatCode } from './text.ts'

export function renderCsvPage(stylesheet: string): string {
  return renderDocument({
    title: 'CSV files: the fact box API',
    description:
      'Every column of the fact box’s CSV files, their separator, and the rule for cells that look like formulas.',
    canonical: `${ORIGIN_PLACEHOLDER}/docs/csv`,
    stylesheet,
    place: '/docs',
    main: html`<main id="content">
<header>
<p class="kicker"><b>API reference</b> <span><a href="/docs">All routes</a></span></p>
<h1>The tables, column by column</h1>
<p class="standfirst">Each topic has five CSV files. Its <code>datapackage.json</code> says the same to programs.</p>
</header>
<section id="rules"><h2>How they are written</h2>
${CSV_RULES.map((rule) => html`<p>${formatCode(rule)}</p>`)}
</section>
${CSV_NAMES.map(
  (name) => html`<section id="${name}"><h2>${name}.csv</h2>
<p><code>/v1/topics/{topic}/${name}.csv</code></p>
<div class="table" role="region" aria-label="Columns of ${name}.csv" tabindex="0"><table>
<thead><tr><th scope="col">Column</th><th scope="col">What it holds</th></tr></thead>
<tbody>
${Object.entries(CSV_COLUMNS[name]).map(([column, { description }]) => html`<tr><th scope="row"><code>${column}</code></th><td>${formatCode(description)}</td></tr>`)}
</tbody>
</table></div>
</section>`,
)}
</main>`,
  })
}
