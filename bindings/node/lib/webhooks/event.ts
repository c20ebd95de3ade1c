/** What events of all kinds have in common, and how they are made. */

import { type EventKind, type Events, MEMBERS, type WebhookEvent } from "./generated/events.js";

/** What every event has. Its other members are absent where they were not received, or have an unexpected form. */
export interface EventBase {
  /** What the request is about. */
  readonly kind: EventKind;
  /** All names and values as they were received, in their order. A name may come several times. */
  readonly fields: Fields;
}

/** Names and values. */
export type Fields = ReadonlyArray<readonly [name: string, value: string]>;

/** An event of one kind, of one of several, or, where nothing is said, of any. */
export type EventOf<Kind extends EventKind> = Events[Kind];

/** A point in time: in milliseconds since 1970 where it is understood, and as it was received. */
type WrittenTime = readonly [time: number | null, raw: string];

/** An event as the native module writes it. */
interface WrittenEvent {
  readonly kind: EventKind;
  readonly values: ReadonlyArray<readonly [place: number, value: string | number | boolean | WrittenTime]>;
  readonly fields: Fields;
}

/** Makes an event out of what the native module wrote. */
export function readEvent(json: string): WebhookEvent {
  const { kind, values, fields } = JSON.parse(json) as WrittenEvent;
  const names = MEMBERS[kind];
  const event: Record<string, unknown> = { kind };
  for (const [place, value] of values) {
    const name = names[place] ?? "";
    if (typeof value === "object") {
      setTime(event, name, value);
    } else {
      event[name] = value;
    }
  }
  event.fields = fields;
  return event as unknown as WebhookEvent;
}

function setTime(event: Record<string, unknown>, name: string, [time, raw]: WrittenTime): void {
  if (time !== null) {
    event[name] = new Date(time);
  }
  event[`${name}Raw`] = raw;
}
