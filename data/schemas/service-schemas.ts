/** What the service says of itself, and oEmbed's answer: shapes that no release holds. */
import * as v from 'valibot'

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))

export const Health = v.strictObject({
  status: v.picklist(['pass', 'fail']),
  version: v.string(),
  widget: v.string(),
  kv: v.strictObject({ reachable: v.boolean() }),
  formats: v.array(Count),
  index: v.strictObject({ bound: v.boolean(), reachable: v.boolean(), topics: v.exactOptional(Count) }),
})

/** oEmbed 1.0, 2.3.4.4. */
export const OEmbed = v.strictObject({
  version: v.literal('1.0'),
  type: v.literal('rich'),
  title: v.string(),
  provider_name: v.string(),
  provider_url: v.string(),
  cache_age: Count,
  html: v.string(),
  width: Count,
  height: Count,
  thumbnail_url: v.exactOptional(v.string()),
  thumbnail_width: v.exactOptional(Count),
  thumbnail_height: v.exactOptional(Count),
})

const Target = v.strictObject({
  href: v.string(),
  type: v.exactOptional(v.string()),
  title: v.exactOptional(v.string()),
})

/** RFC 9264, 4.2. */
export const Linkset = v.strictObject({
  linkset: v.array(
    v.strictObject({
      anchor: v.string(),
      'service-desc': v.array(Target),
      'service-doc': v.array(Target),
      status: v.array(Target),
    }),
  ),
})
