/** The kinds of schedules: which faults occur while editors publish and clients read. */
import { FAULTS, type Fault } from './faulty-reader.ts'

export interface FaultProfile {
  /** One is drawn per schedule: the probability that a client's KV read fails. */
  faultRates: readonly number[]
  faults: readonly Fault[]
  /** Faults of every read at a location for a while. */
  outages: readonly Fault[]
  /** Probability that an outage begins after each operation. */
  outageRate: number
  /** Probability that a file of the newest release is lost after each operation. */
  lossRate: number
  /** Probability that several clients request together, from an isolate that has just started. */
  crowdRate: number
  /** Probability that an operation is interrupted, besides the one that the seed names. */
  interruptionRate: number
  /** Probability that a second publisher starts an operation at the same time. */
  raceRate: number
  /** Probability that the next publisher runs at another location immediately, where it reads earlier states. */
  moveRate: number
  /** Probability that D1 is unreachable for a while after each operation. */
  indexOutageRate: number
  /** Whether publishers sign, and the Worker has their key. */
  isSigned?: true
}

const MILD: FaultProfile = {
  faultRates: [0, 0, 0.02],
  faults: FAULTS,
  outages: ['error', 'hang'],
  outageRate: 0.05,
  lossRate: 0,
  crowdRate: 0.02,
  interruptionRate: 0.3,
  raceRate: 0,
  moveRate: 0,
  indexOutageRate: 0,
}
const WILD: FaultProfile = { ...MILD, faultRates: [0.1, 0.3, 0.6], outageRate: 0.3 }

export const FAULT_PROFILES = {
  'publishing is stopped': { ...MILD, interruptionRate: 0.6 },
  'publishers race': { ...MILD, raceRate: 0.5 },
  'publishers read old states': { ...MILD, moveRate: 0.4 },
  'the index fails': { ...MILD, indexOutageRate: 0.4 },
  'reads throw': { ...WILD, faults: ['error'], outages: ['error'] },
  'reads hang': { ...WILD, faults: ['hang', 'late'], outages: ['hang'] },
  'reads are spoilt': {
    ...WILD,
    faults: ['empty', 'truncated', 'corrupt', 'foreign', 'future'],
    outages: ['foreign', 'truncated', 'future'],
  },
  'reads are old': { ...WILD, faults: ['stale', 'late'], outages: ['stale'] },
  // KV only lags: then no signed ref is mistaken for a replay, and what a ref names is visible within minutes.
  'what is published is signed': { ...MILD, faultRates: [0], outageRate: 0, indexOutageRate: 0.1, isSigned: true },
  'files are lost': { ...MILD, faultRates: [0, 0.05], lossRate: 0.4 },
} as const satisfies Record<string, FaultProfile>

export type ProfileName = keyof typeof FAULT_PROFILES
export const PROFILE_NAMES = Object.keys(FAULT_PROFILES) as ProfileName[]
