// A web application of a user, in each framework, checked by the compiler.

import { createServer } from "node:http";
import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import type { Client } from "mycpaas";
import { MessagingResponse, VoiceResponse } from "mycpaas/laml";
import {
  CallTracker,
  type Change,
  expressWebhook,
  fastifyBodies,
  fastifyWebhook,
  type GatherEvent,
  honoWebhook,
  httpWebhook,
  parse,
  type Recorded,
  SignatureValidator,
  type StatusEvent,
  type TrackedCall,
  type Verdict,
  type WebhookEvent,
  type WebhookState,
} from "mycpaas/webhooks";

const validator = new SignatureValidator({
  keys: ["a key", { name: "new", secret: "another" }],
  publicUrl: "https://example.com",
  limits: { size: 10_000 },
});
const tracker: CallTracker = new CallTracker({ finishedAge: 60_000 });

function told(event: WebhookEvent): string | undefined {
  switch (event.kind) {
    case "gather":
      return event.digits;
    case "status":
      return event.callStatus === "completed" ? event.timestamp?.toISOString() : event.timestampRaw;
    case "dial": {
      const duration: number | undefined = event.dialCallDuration;
      const bridged: boolean | undefined = event.dialBridged;
      return `${duration} ${bridged}`;
    }
    default:
      // @ts-expect-error it may be any other kind
      return event.digits;
  }
}

function answer(event: GatherEvent): VoiceResponse {
  const response = new VoiceResponse();
  response.say(`You pressed ${event.digits ?? "nothing"}`);
  return response;
}

export async function follow(client: Client, sid: string): Promise<TrackedCall | undefined> {
  const event: StatusEvent = parse("CallSid=CA1&CallStatus=busy", { kind: "status" });
  const recorded: Recorded | undefined = tracker.record(event);
  const change: Change | undefined = recorded?.change;
  await client.calls.wait(sid, { tracker });
  return change === "changed" ? tracker.get(sid) : undefined;
}

export function check(headers: Headers, body: Uint8Array): string {
  const verdict: Verdict = validator.validate({ url: "/voice", headers, body });
  return verdict.valid ? verdict.scheme : `${verdict.reason} ${verdict.hint ?? verdict.message}`;
}

const web = express();
web.post("/menu", expressWebhook({ validator, kind: "gather" }, answer));
web.post(
  "/status",
  expressWebhook(
    { validator, kind: "status" },
    (event, request: express.Request, response: express.Response) => {
      response.sendStatus(tracker.record(event) === undefined ? 400 : 200);
      request.get("Content-Type");
    },
  ),
);
web.post("/any", expressWebhook({ validator }), (request, response) => {
  response.send(request.mycpaas && told(request.mycpaas.event));
});

const quick = fastify();
quick.register(async (scope) => {
  await scope.register(fastifyBodies);
  scope.post("/menu", fastifyWebhook({ validator, kind: "gather" }, answer));
  scope.post(
    "/status",
    fastifyWebhook({ kind: "status" }, async (event, request) => {
      tracker.record(event);
      request.headers.host;
    }),
  );
});

const hono = new Hono<{ Variables: WebhookState }>();
hono.post("/menu", honoWebhook({ validator, kind: "gather" }, answer));
hono.post("/any", honoWebhook({ validator }), (context) =>
  context.text(told(context.get("mycpaas").event) ?? ""),
);
hono.post(
  "/message",
  honoWebhook({ kind: "sms" }, () => new MessagingResponse()),
);

createServer(httpWebhook({ validator, onRefused: (problem) => console.log(problem.message) }, told));
// @ts-expect-error there is no such kind
httpWebhook({ kind: "dance" }, () => undefined);
