/** What the tests know of the topic that they ask for. */
export const TOPIC = 'us-iran-iraq-talks'
/** A statement that the service has withdrawn. */
export const WITHDRAWN = 'liaison-to-hezbollah'
