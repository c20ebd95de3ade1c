/** How an answer came: HTTP status, headers, request id, attempts and duration. */
export interface Metadata {
  /** The HTTP status. */
  readonly httpStatus: number;
  /** The headers in the order in which they came, with names in small letters. */
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>;
  /** The API's identifier of the request. */
  readonly requestId: string | undefined;
  /** How many times the request was tried. */
  readonly attempts: number;
  /** How long it took, retries included, in milliseconds. */
  readonly elapsed: number;
}

/** How an answer came, as the native module writes it. */
export type WrittenMetadata = Omit<Metadata, "requestId"> & { readonly requestId: string | null };

/** Reads how an answer came. */
export function readMetadata(written: WrittenMetadata): Metadata {
  return { ...written, requestId: written.requestId ?? undefined };
}
