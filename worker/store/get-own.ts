/** Returns an own property of a record, never one of `Object.prototype`, for keys from requests. */
export function getOwn<Value>(record: Record<string, Value>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
