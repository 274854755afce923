/** A property that the record itself has: never one of `Object.prototype`, whatever a visitor asks for. */
export function getOwn<Value>(record: Record<string, Value>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
