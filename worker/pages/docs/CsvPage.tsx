/** `/docs/csv`: what each column of each table is, and how the files are written. Rendered when the Worker is built. */

import { ORIGIN_PLACEHOLDER } from '../../../data/build/addresses.ts'
import { CSV_COLUMNS, CSV_NAMES, CSV_RULES } from '../../../data/build/formats/csv-columns.ts'
import { type Assets, Layout, Opening } from '../Layout.tsx'
import { Marked, Table } from '../text.tsx'

export function CsvPage({ assets }: { assets: Assets }) {
  return (
    <Layout
      title="CSV files: the fact box API"
      description="Every column of the fact box’s CSV files, their separator, and the rule for cells that look like formulas."
      canonical={`${ORIGIN_PLACEHOLDER}/docs/csv`}
      assets={assets}
      place="/docs"
    >
      <main id="content" class="docs">
        <Opening
          kicker="API reference"
          beside={<a href="/docs">All routes</a>}
          title="The tables, column by column"
          standfirst={
            <>
              Each topic has five CSV files. Its <code>datapackage.json</code> describes them to programs.
            </>
          }
        />
        <section id="rules">
          <h2>How they are written</h2>
          {CSV_RULES.map((rule) => (
            <p>
              <Marked text={rule} />
            </p>
          ))}
        </section>
        {CSV_NAMES.map((name) => (
          <section id={name}>
            <h2>{name}.csv</h2>
            <Table label={`Columns of ${name}.csv`} columns={['Column', 'What it holds']}>
              {Object.entries(CSV_COLUMNS[name]).map(([column, { description }]) => (
                <tr>
                  <th scope="row">
                    <code>{column}</code>
                  </th>
                  <td>
                    <Marked text={description} />
                  </td>
                </tr>
              ))}
            </Table>
          </section>
        ))}
      </main>
    </Layout>
  )
}
