/** From what was filled in to an address, and to the command that asks for it. */
export interface Field {
  name: string
  /** path, query or header. */
  place: string
  value: string
}

export function formatAddress(path: string, fields: Field[]): string {
  const filled = path.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const field = fields.find((one) => one.place === 'path' && one.name === name)
    return field ? encodeURIComponent(field.value) : whole
  })
  const query = new URLSearchParams(selectIn('query', fields)).toString().replaceAll('%2C', ',')
  return query === '' ? filled : `${filled}?${query}`
}

export function formatCommand(origin: string, path: string, fields: Field[]): string {
  const headers = selectIn('header', fields).map(([name, value]) => ` -H '${name}: ${value.replaceAll("'", "'\\''")}'`)
  return `curl -s${headers.join('')} '${origin}${formatAddress(path, fields).replaceAll("'", '%27')}'`
}

export function selectIn(place: string, fields: Field[]): [string, string][] {
  return fields.filter((field) => field.place === place).map(({ name, value }) => [name, value])
}
