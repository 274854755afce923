/** The kinds of value that published shapes are made of, beside those that editors write. */
import * as v from 'valibot'

/** Counted from 1. */
export const ReleaseNumber = v.pipe(v.number(), v.integer(), v.minValue(1))

/** RFC 3339, UTC. */
export const Time = v.pipe(v.string(), v.isoTimestamp())

export const Draft = v.exactOptional(v.literal(true))
