/*
 * A menu with GNU libmicrohttpd: typed events, signatures checked, calls followed by their status callbacks.
 *
 *     cc webhooks_microhttpd.c $(pkg-config --cflags --libs mycpaas libmicrohttpd) -o webhooks_microhttpd
 *     SIGNING_KEY=... PUBLIC_URL=https://example.com ./webhooks_microhttpd 8000
 *
 * It listens on this machine only, for the proxy that PUBLIC_URL leads to; calls begin with PUBLIC_URL/voice. SignalWire and
 * Twilio sign their requests. mycpaas documents no signature: without SIGNING_KEY nothing is checked. Ctrl-C ends it.
 */

#define _POSIX_C_SOURCE 200809L

#include <mycpaas_laml.h>
#include <mycpaas_webhooks.h>

#include <arpa/inet.h>
#include <microhttpd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The service sends some kilobytes. */
#define MAX_BODY 65536

/* What all requests share. Any number of threads may use both. */
struct app {
    mycpaas_signature_validator *validator; /* NULL where nothing is checked. */
    mycpaas_call_tracker *tracker;
};

/* A request on its way in. */
struct request {
    bool begun;
    size_t received;
    char body[MAX_BODY];
    char url[]; /* As it came: libmicrohttpd decodes what it hands out later. */
};

static void say(mycpaas_laml *parent, const char *message) {
    mycpaas_laml_say(parent, message, &(mycpaas_laml_say_attributes){.language = "de-DE"});
}

/* The document that a call begins with. */
static mycpaas_error *voice(const struct app *app, const mycpaas_event *event, mycpaas_laml **document) {
    (void)app, (void)event;
    const mycpaas_laml_gather_attributes one_key = {
        .num_digits = MYCPAAS_INTEGER(1), .timeout = MYCPAAS_INTEGER(5), .action = "/menu"};
    mycpaas_laml *response = mycpaas_laml_voice_response_new();
    say(mycpaas_laml_gather(response, &one_key),
        "Guten Tag! Drücken Sie die Eins für unsere Öffnungszeiten.");
    *document = response;
    return NULL;
}

/* Answers what the callee pressed. */
static mycpaas_error *menu(const struct app *app, const mycpaas_event *event, mycpaas_laml **document) {
    (void)app;
    const char *digits = mycpaas_event_digits(event);
    mycpaas_laml *response = mycpaas_laml_voice_response_new();
    if (digits != NULL && strcmp(digits, "1") == 0) {
        say(response, "Montag bis Freitag, neun bis siebzehn Uhr.");
        mycpaas_laml_hangup(response);
    } else {
        say(response, "Das gibt es nicht.");
        mycpaas_laml_redirect(response, "/voice", NULL);
    }
    *document = response;
    return NULL;
}

/* Takes a status in. One that comes twice changes nothing. */
static mycpaas_error *status(const struct app *app, const mycpaas_event *event, mycpaas_laml **document) {
    (void)document; /* The answer to a status is ignored. */
    mycpaas_recorded *recorded;
    mycpaas_error *error = mycpaas_call_tracker_record(app->tracker, event, &recorded);
    if (mycpaas_recorded_ended(recorded)) {
        const mycpaas_tracked_call *call = mycpaas_recorded_call(recorded);
        printf("Call %s is over: %s.\n", mycpaas_tracked_call_sid(call),
               mycpaas_tracked_call_status_text(call));
        fflush(stdout);
    }
    mycpaas_recorded_free(recorded);
    return error;
}

static const struct route {
    const char *path;
    enum mycpaas_event_kind kind;
    /* May make a document to answer with. */
    mycpaas_error *(*handle)(const struct app *app, const mycpaas_event *event, mycpaas_laml **document);
} routes[] = {
    {"/voice", MYCPAAS_EVENT_KIND_DOCUMENT, voice},
    {"/menu", MYCPAAS_EVENT_KIND_GATHER, menu},
    {"/status", MYCPAAS_EVENT_KIND_STATUS, status},
};

static const struct route *find_route(const char *path) {
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        if (strcmp(path, routes[i].path) == 0) {
            return &routes[i];
        }
    }
    return NULL;
}

/* An error of this kind is the sender's, any other our own. */
static unsigned int status_of(const mycpaas_error *error) {
    return mycpaas_error_kind(error) == MYCPAAS_ERROR_KIND_WEBHOOK ? 400 : 500;
}

/* What was wrong is for the log, and not for whoever has sent the request. */
static unsigned int refuse(unsigned int code, const char *why) {
    fprintf(stderr, "%u: %s\n", code, why);
    return code;
}

static unsigned int fail(mycpaas_error *error) {
    unsigned int code = refuse(status_of(error), mycpaas_error_message(error));
    mycpaas_error_free(error);
    return code;
}

/* Checks a request before anybody looks into it. */
static unsigned int check(const struct app *app, const mycpaas_webhook *webhook) {
    if (app->validator == NULL) {
        return 200;
    }
    mycpaas_verdict *verdict;
    mycpaas_error *error = mycpaas_signature_validator_validate(app->validator, webhook, &verdict);
    if (error != NULL) {
        return fail(error);
    }
    unsigned int code =
        mycpaas_verdict_is_valid(verdict) ? 200 : refuse(403, mycpaas_verdict_message(verdict));
    mycpaas_verdict_free(verdict);
    return code;
}

/* Returns the status of the answer, and with it perhaps a document. */
static unsigned int respond(const struct app *app, const struct route *route, const mycpaas_webhook *webhook,
                            mycpaas_laml **document) {
    unsigned int code = check(app, webhook);
    if (code != 200) {
        return code;
    }
    mycpaas_event *event;
    mycpaas_error *error = mycpaas_webhook_read_as(webhook, route->kind, &event);
    if (error != NULL) {
        return fail(error);
    }
    error = route->handle(app, event, document);
    mycpaas_event_free(event);
    return error ? fail(error) : 200;
}

static enum MHD_Result answer(struct MHD_Connection *connection, unsigned int code, const char *xml) {
    const char *text = xml ? xml : "";
    struct MHD_Response *response =
        MHD_create_response_from_buffer(strlen(text), (void *)text, MHD_RESPMEM_MUST_COPY);
    if (xml != NULL) {
        MHD_add_response_header(response, "Content-Type", MYCPAAS_LAML_CONTENT_TYPE);
    }
    if (code == 405) {
        MHD_add_response_header(response, "Allow", "POST");
    }
    enum MHD_Result queued = MHD_queue_response(connection, code, response);
    MHD_destroy_response(response);
    return queued;
}

static enum MHD_Result answer_webhook(struct MHD_Connection *connection, const struct app *app,
                                      const struct route *route, const mycpaas_webhook *webhook) {
    const char *xml = NULL;
    mycpaas_laml *document = NULL;
    unsigned int code = respond(app, route, webhook, &document);
    mycpaas_error *error = document ? mycpaas_laml_to_xml(document, &xml) : NULL;
    enum MHD_Result queued = answer(connection, error ? fail(error) : code, xml);
    mycpaas_laml_free(document); /* With the text of it. */
    return queued;
}

static enum MHD_Result add_header(void *webhook, enum MHD_ValueKind kind, const char *name,
                                  const char *value) {
    (void)kind;
    mycpaas_webhook_add_header(webhook, name, value ? value : "");
    return MHD_YES;
}

/* Takes a request that is complete. */
static enum MHD_Result take(struct MHD_Connection *connection, const struct app *app, const char *path,
                            const char *method, const struct request *request) {
    const struct route *route = find_route(path);
    if (route == NULL) {
        return answer(connection, 404, NULL);
    }
    /* One method a route: of a GET the parameters are in the URL, and who may add to it could move them there. */
    if (strcmp(method, "POST") != 0) {
        return answer(connection, refuse(405, method), NULL);
    }
    if (request->received > MAX_BODY) {
        return answer(connection, refuse(413, "the body is too large"), NULL);
    }
    mycpaas_webhook *webhook = mycpaas_webhook_new(method, request->url);
    MHD_get_connection_values(connection, MHD_HEADER_KIND, add_header, webhook);
    mycpaas_webhook_set_body(webhook, request->body, request->received);
    enum MHD_Result queued = answer_webhook(connection, app, route, webhook);
    mycpaas_webhook_free(webhook);
    return queued;
}

/* Runs when the request line is there, and before it is decoded. */
static void *begin(void *nothing, const char *url, struct MHD_Connection *connection) {
    (void)nothing, (void)connection;
    struct request *request = malloc(sizeof *request + strlen(url) + 1);
    if (request != NULL) {
        request->begun = false;
        request->received = 0;
        strcpy(request->url, url);
    }
    return request;
}

/* Keeps a piece of a body. One that is too large is read on, so that the sender sees the answer; up to a point. */
static enum MHD_Result keep(struct request *request, const char *data, size_t length) {
    if (request->received < MAX_BODY) {
        size_t room = MAX_BODY - request->received;
        memcpy(request->body + request->received, data, length < room ? length : room);
    }
    request->received += length;
    return request->received < 16 * MAX_BODY ? MHD_YES : MHD_NO;
}

/* Runs when the headers are there, for each piece of the body, and at the end. */
static enum MHD_Result go_on(void *app, struct MHD_Connection *connection, const char *path,
                             const char *method, const char *version, const char *data, size_t *length,
                             void **state) {
    (void)version;
    struct request *request = *state;
    if (request == NULL) {
        return MHD_NO; /* There is no memory. */
    }
    if (!request->begun) {
        request->begun = true;
        return MHD_YES;
    }
    if (*length == 0) {
        return take(connection, app, path, method, request);
    }
    size_t received = *length;
    *length = 0;
    return keep(request, data, received);
}

static void end(void *nothing, struct MHD_Connection *connection, void **state,
                enum MHD_RequestTerminationCode how) {
    (void)nothing, (void)connection, (void)how;
    free(*state);
}

/* Listens on this machine, and says where; the system chooses a port for 0. */
static MHD_socket listen_on(uint16_t port, char *url, size_t size) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    socklen_t length = sizeof address;
    int reuse = 1;
    MHD_socket listener = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &reuse, sizeof reuse);
    if (bind(listener, (struct sockaddr *)&address, length) != 0 || listen(listener, SOMAXCONN) != 0 ||
        getsockname(listener, (struct sockaddr *)&address, &length) != 0) {
        perror("cannot listen");
        exit(EXIT_FAILURE);
    }
    snprintf(url, size, "http://127.0.0.1:%d", ntohs(address.sin_port));
    return listener;
}

/* The service signs its own address of this server, which the server does not see. */
static mycpaas_signature_validator *validator_for(const char *key, const char *public_url) {
    mycpaas_signature_validator *validator = mycpaas_signature_validator_new();
    mycpaas_signature_validator_add_key(validator, key);
    mycpaas_signature_validator_set_public_url(validator, public_url);
    mycpaas_error *error = mycpaas_signature_validator_check(validator);
    if (error != NULL) {
        fprintf(stderr, "%s\n", mycpaas_error_message(error));
        exit(EXIT_FAILURE);
    }
    return validator;
}

/* Serves until somebody ends it. */
static int serve(MHD_socket listener, const char *url, struct app *app) {
    sigset_t ends;
    int number;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigprocmask(SIG_BLOCK, &ends, NULL); /* Threads inherit it, so that the signals come to sigwait(). */

    struct MHD_Daemon *daemon =
        MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_ERROR_LOG, 0, NULL, NULL, go_on, app,
                         MHD_OPTION_LISTEN_SOCKET, listener, MHD_OPTION_URI_LOG_CALLBACK, begin, NULL,
                         MHD_OPTION_NOTIFY_COMPLETED, end, NULL, MHD_OPTION_CONNECTION_TIMEOUT, 20u,
                         MHD_OPTION_THREAD_POOL_SIZE, 4u, MHD_OPTION_END);
    if (daemon == NULL) {
        return EXIT_FAILURE;
    }
    printf("Listening at %s\n", url);
    fflush(stdout);
    sigwait(&ends, &number);
    MHD_stop_daemon(daemon);
    return EXIT_SUCCESS;
}

static uint16_t port_of(const char *text) {
    char *rest;
    long port = strtol(text, &rest, 10);
    if (*text == '\0' || *rest != '\0' || port < 0 || port > UINT16_MAX) {
        fprintf(stderr, "port: %s is given; 0 to 65535 is allowed\n", text);
        exit(EXIT_FAILURE);
    }
    return (uint16_t)port;
}

int main(int count, char **arguments) {
    char url[32];
    const char *key = getenv("SIGNING_KEY");
    const char *public_url = getenv("PUBLIC_URL");
    MHD_socket listener = listen_on(count > 1 ? port_of(arguments[1]) : 8000, url, sizeof url);
    struct app app = {
        .validator = key ? validator_for(key, public_url ? public_url : url) : NULL,
        .tracker = mycpaas_call_tracker_new(),
    };
    int status = serve(listener, url, &app);
    mycpaas_signature_validator_free(app.validator);
    mycpaas_call_tracker_free(app.tracker);
    return status;
}
