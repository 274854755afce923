/** Responses that describe the service, and oEmbed's response: shapes that no release contains. */
import * as v from 'valibot'

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))

export const Health = v.pipe(
  v.strictObject({
    status: v.picklist(['pass', 'fail']),
    version: v.pipe(v.string(), v.description('Version of the code.')),
    widget: v.pipe(v.string(), v.description('SHA-256 of the widget’s script.')),
    kv: v.strictObject({ reachable: v.boolean() }),
    formats: v.pipe(
      v.array(Count),
      v.description('Store formats that this version reads. Publishing writes no other.'),
    ),
    signed: v.pipe(
      v.boolean(),
      v.description('Whether the Worker has a publisher’s key. If so, it sends only content signed with that key.'),
    ),
    index: v.pipe(
      v.strictObject({ bound: v.boolean(), reachable: v.boolean(), topics: v.exactOptional(Count) }),
      v.description('The D1 index, needed only for lists across topics. `topics` is absent while it cannot be read.'),
    ),
  }),
  v.description('Whether the service can read its content.'),
)

/** oEmbed 1.0, 2.3.4.4. */
export const OEmbed = v.pipe(
  v.strictObject({
    version: v.literal('1.0'),
    type: v.literal('rich'),
    title: v.string(),
    provider_name: v.string(),
    provider_url: v.string(),
    cache_age: v.pipe(Count, v.description('Seconds.')),
    html: v.pipe(v.string(), v.description('A quotation that links to the topic, and a frame with the box.')),
    width: Count,
    height: Count,
    thumbnail_url: v.exactOptional(
      v.pipe(v.string(), v.description('URL of the share image, if it fits the requested size.')),
    ),
    thumbnail_width: v.exactOptional(Count),
    thumbnail_height: v.exactOptional(Count),
  }),
  v.description('oEmbed 1.0 response of the type `rich`.'),
)

const Target = v.strictObject({
  href: v.string(),
  type: v.exactOptional(v.string()),
  title: v.exactOptional(v.string()),
})

/** RFC 9264, 4.2. */
export const Linkset = v.pipe(
  v.strictObject({
    linkset: v.array(
      v.strictObject({
        anchor: v.string(),
        'service-desc': v.array(Target),
        'service-doc': v.array(Target),
        status: v.array(Target),
      }),
    ),
  }),
  v.description('Links to the description of the API (RFC 9264).'),
)
