// One web application, in each framework: a menu, and status callbacks, signed and checked.

import { once } from "node:events";
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import Koa from "koa";
import { VoiceResponse } from "mycpaas/laml";
import {
  CallTracker,
  expressWebhook,
  fastifyBodies,
  fastifyWebhook,
  honoWebhook,
  httpWebhook,
  koaWebhook,
  SignatureValidator,
} from "mycpaas/webhooks";

export const KEY = "the signing key of the project";
export const PROMPT = "Drücken Sie die Eins.";
export const HOURS = "Montag bis Freitag, neun bis siebzehn Uhr.";
// What `new URL` would write anew.
export const MENU = "/menu?step='1'&a=%7e";

/** What every application does, and what it has seen. */
function menu(origin) {
  const validator = new SignatureValidator({ keys: KEY, publicUrl: origin, limits: { size: 2000 } });
  const tracker = new CallTracker();
  const seen = { changes: [], ended: 0, refused: [], bodies: [] };
  const onRefused = (problem) => seen.refused.push(problem.reason ?? problem.kind);
  const options = (kind) => ({ validator, kind, onRefused });
  return {
    origin,
    validator,
    tracker,
    seen,
    options,
    voice() {
      const response = new VoiceResponse();
      response.gather({ numDigits: 1, action: MENU }, (gather) => gather.say(PROMPT));
      return response;
    },
    answer({ digits }) {
      const response = new VoiceResponse();
      if (digits === "1") {
        response.say(HOURS);
        response.hangup();
      } else {
        response.redirect("/voice");
      }
      return response;
    },
    status(event, body) {
      const recorded = tracker.record(event);
      seen.changes.push(`${recorded.change} ${event.callStatus}`);
      seen.ended += recorded.ended ? 1 : 0;
      seen.bodies.push(body);
    },
  };
}

const APPLICATIONS = {
  http({ options, voice, answer, status }) {
    const routes = {
      "/voice": httpWebhook(options("document"), () => voice()),
      "/menu": httpWebhook(options("gather"), async (event) => String(answer(event))),
      "/status": httpWebhook(options("status"), (event) => status(event)),
      "/silent": httpWebhook(options(), () => {}),
      "/broken": httpWebhook(options(), () => Promise.reject(new Error("a defect"))),
    };
    return (request, response) => routes[request.url.split("?")[0]](request, response).catch(() => {});
  },
  express({ options, voice, answer, status }) {
    const router = express.Router();
    router.all("/voice", expressWebhook(options("document"), voice));
    router.post("/menu", expressWebhook(options("gather"), answer));
    router.post("/status", expressWebhook(options("status")), express.json(), (request, response) => {
      status(request.mycpaas.event, request.body.CallSid);
      response.end();
    });
    router.post(
      "/silent",
      expressWebhook(options(), () => {}),
    );
    router.all(
      "/broken",
      expressWebhook(options(), () => Promise.reject(new Error("a defect"))),
    );
    const application = express().use("/", router);
    return application.use((_error, _request, response, _next) => response.sendStatus(500));
  },
  async fastify({ options, voice, answer, status }) {
    const application = fastify({ bodyLimit: 2000 });
    application.register(async (scope) => {
      await scope.register(fastifyBodies);
      scope.all("/voice", fastifyWebhook(options("document"), voice));
      scope.post("/menu", fastifyWebhook(options("gather"), answer));
      scope.post(
        "/status",
        fastifyWebhook(options("status"), (event, request) => status(event, request.body.toString())),
      );
      scope.post(
        "/silent",
        fastifyWebhook(options(), () => {}),
      );
      scope.all(
        "/broken",
        fastifyWebhook(options(), () => Promise.reject(new Error("a defect"))),
      );
    });
    await application.ready();
    return application.routing;
  },
  koa({ options, voice, answer, status }) {
    const record = koaWebhook(options("status"));
    const routes = {
      "/voice": koaWebhook(options("document"), voice),
      "/menu": koaWebhook(options("gather"), answer),
      "/status": (context, next) =>
        record(context, () => {
          status(context.state.mycpaas.event, context.request.body.CallSid);
          context.status = 200;
          return next();
        }),
      "/silent": koaWebhook(options(), () => {}),
      "/broken": koaWebhook(options(), () => Promise.reject(new Error("a defect"))),
    };
    const application = new Koa();
    application.silent = true;
    application.use((context, next) => routes[context.path](context, next));
    return application.callback();
  },
  hono({ options, voice, answer, status }) {
    const application = new Hono();
    application.all("/voice", honoWebhook(options("document"), voice));
    application.post("/menu", honoWebhook(options("gather"), answer));
    application.post("/status", honoWebhook(options("status")), async (context) => {
      status(context.get("mycpaas").event, await context.req.text());
      return context.body(null);
    });
    application.post(
      "/silent",
      honoWebhook(options(), () => {}),
    );
    application.all(
      "/broken",
      honoWebhook(options(), () => Promise.reject(new Error("a defect"))),
    );
    application.onError((_error, context) => context.body(null, 500));
    return getRequestListener(application.fetch);
  },
};

export const FRAMEWORKS = Object.keys(APPLICATIONS);

/** Starts the application of a framework. */
export async function startMenu(t, framework) {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const application = menu(`http://127.0.0.1:${server.address().port}`);
  server.on("request", await APPLICATIONS[framework](application));
  return application;
}
