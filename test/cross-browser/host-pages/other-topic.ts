/** A second topic for the service: the same facts under another id and name. */
export const OTHER_TOPIC = 'another-topic'

export function renameBox(box: string): string {
  return JSON.stringify({ ...JSON.parse(box), topic: OTHER_TOPIC, name: 'Another topic' })
}
