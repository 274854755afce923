/** Facts about the topics that the tests use. */
export const TOPIC = 'us-iran-iraq-talks'
export const HARBOUR = 'harbour-bridge-closure'
/** A statement that the service has withdrawn. */
export const WITHDRAWN = 'liaison-to-hezbollah'
