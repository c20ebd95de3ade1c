// A web application of a user with Koa, checked by the compiler.

import Koa from "koa";
import { VoiceResponse } from "mycpaas/laml";
import { koaWebhook, type WebhookState } from "mycpaas/webhooks";

const koa = new Koa<WebhookState>();
koa.use(koaWebhook({ kind: "gather" }, ({ digits }) => (digits === "1" ? new VoiceResponse() : undefined)));
koa.use(koaWebhook());
koa.use((context) => {
  const { event } = context.state.mycpaas;
  context.body = event.kind === "status" ? event.callStatus : undefined;
});
