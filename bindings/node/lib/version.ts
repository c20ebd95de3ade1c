import { binding } from "./native.js";

/** The version of this library. */
export const version: string = binding().VERSION;
