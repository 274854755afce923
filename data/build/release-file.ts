/** One finished file. `path` is its URL path under `/v1/topics/{topic}`; the topic itself is `topic.json`. */
export interface ReleaseFile {
  path: string
  content: string | Uint8Array
}

/** A file of text, as the build makes them. */
export interface TextFile extends ReleaseFile {
  content: string
}
