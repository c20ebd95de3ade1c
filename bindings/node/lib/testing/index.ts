/**
 * A telephone network for tests: the server side of the Calls API, in this process, with scripted callees.
 *
 * @packageDocumentation
 */

export { Callee, type CalleeOptions } from "./callee.js";
export { Fault, type FaultAnswer, type FaultFilter } from "./fault.js";
export {
  type ReceivedRequest,
  type SimulatedCall,
  Simulator,
  type SimulatorOptions,
  type WaitOptions,
} from "./simulator.js";
export { type Step, type StepKind, Transcript } from "./transcript.js";
