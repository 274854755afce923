/** The kinds of schedules: how KV treats readers while editors publish and are stopped. */
import { FAULTS, type Fault } from './faulty-reader.ts'

export interface Weather {
  /** One of them is drawn for each schedule: how likely a read goes wrong. */
  faultRates: readonly number[]
  faults: readonly Fault[]
  /** What befalls every read at a location for a while. */
  outages: readonly Fault[]
  /** How likely an outage begins after each operation. */
  outageRate: number
  /** How likely a file of the newest release is lost after each operation. */
  lossRate: number
  /** How likely readers come together, to an isolate that was just started. */
  crowdRate: number
}

const MILD: Weather = {
  faultRates: [0, 0, 0.02],
  faults: FAULTS,
  outages: ['error', 'hang'],
  outageRate: 0.05,
  lossRate: 0,
  crowdRate: 0.02,
}
const WILD: Weather = { ...MILD, faultRates: [0.1, 0.3, 0.6], outageRate: 0.3 }

export const WEATHERS = {
  'publishing is stopped': MILD,
  'reads throw': { ...WILD, faults: ['error'], outages: ['error'] },
  'reads hang': { ...WILD, faults: ['hang', 'late'], outages: ['hang'] },
  'reads come spoilt': {
    ...WILD,
    faults: ['empty', 'truncated', 'corrupt', 'foreign'],
    outages: ['foreign', 'truncated'],
  },
  'reads come old': { ...WILD, faults: ['stale', 'late'], outages: ['stale'] },
  'files are lost for ever': { ...MILD, faultRates: [0, 0.05], lossRate: 0.4 },
  'readers come in crowds': { ...WILD, faults: FAULTS, crowdRate: 0.5 },
} as const satisfies Record<string, Weather>

export type WeatherName = keyof typeof WEATHERS
export const WEATHER_NAMES = Object.keys(WEATHERS) as WeatherName[]
