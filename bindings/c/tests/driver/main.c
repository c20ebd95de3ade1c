/*
 * Runs the vectors that every language runs, as the lines on its standard input say: `begin`, `config`, `option` and
 * `parameter` put an operation together, and `run` runs it and writes what comes of it, up to a line `end`.
 *
 * An operation is run in one of three forms: `wait` (blocking), `async` (its callback comes on a thread of the library) and
 * `queue` (its callback comes when the queue is dispatched). Lines that begin with `laml` are for documents,
 * those that begin with `webhook` for requests of the service.
 */

#include <mycpaas.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "job.h"
#include "laml.h"
#include "lines.h"
#include "outcome.h"
#include "webhooks.h"

static struct outcome run_waiting(const struct job *job, mycpaas_client *client) {
    struct outcome got = {0};
    const char *operation = job->operation;
    const mycpaas_options *options = job->options;
    if (strcmp(operation, "create") == 0) {
        got.error = mycpaas_calls_create_with(client, job->call, options, &got.call);
    } else if (strcmp(operation, "fetch") == 0) {
        got.error = mycpaas_calls_fetch_with(client, job->sid, options, &got.call);
    } else if (strcmp(operation, "update") == 0) {
        got.error = mycpaas_calls_update_with(client, job->sid, job->update, options, &got.call);
    } else if (strcmp(operation, "hang_up") == 0) {
        got.error = mycpaas_calls_hang_up_with(client, job->sid, options, &got.call);
    } else if (strcmp(operation, "cancel") == 0) {
        got.error = mycpaas_calls_cancel_with(client, job->sid, options, &got.call);
    } else if (strcmp(operation, "redirect") == 0) {
        got.error = mycpaas_calls_redirect_with(client, job->sid, job->url, options, &got.call);
    } else if (strcmp(operation, "wait") == 0) {
        got.error = mycpaas_calls_wait_with(client, job->sid, job->wait, options, &got.call);
    } else if (strcmp(operation, "delete") == 0) {
        got.error = mycpaas_calls_delete_with(client, job->sid, options);
    } else if (strcmp(operation, "first_page") == 0) {
        got.error = mycpaas_calls_first_page_with(client, job->list, options, &got.page);
    } else if (strcmp(operation, "request") == 0) {
        got.error = mycpaas_request_with(client, job->request, options, &got.response);
    } else if (strcmp(operation, "client") != 0) {
        misunderstood(operation);
    }
    return got;
}

static struct outcome run_async(const struct job *job, mycpaas_client *client, mycpaas_queue *queue) {
    struct waiting *waiting = waiting_new(queue);
    mycpaas_options *own = job->options == NULL ? mycpaas_options_new() : NULL;
    mycpaas_options *options = own == NULL ? job->options : own;
    const char *operation = job->operation;
    mycpaas_error *error = NULL;
    if (queue != NULL) {
        mycpaas_options_set_queue(options, queue);
    }
    if (strcmp(operation, "create") == 0) {
        error = mycpaas_calls_create_async(client, job->call, options, got_call, waiting);
    } else if (strcmp(operation, "fetch") == 0) {
        error = mycpaas_calls_fetch_async(client, job->sid, options, got_call, waiting);
    } else if (strcmp(operation, "update") == 0) {
        error = mycpaas_calls_update_async(client, job->sid, job->update, options, got_call, waiting);
    } else if (strcmp(operation, "hang_up") == 0) {
        error = mycpaas_calls_hang_up_async(client, job->sid, options, got_call, waiting);
    } else if (strcmp(operation, "cancel") == 0) {
        error = mycpaas_calls_cancel_async(client, job->sid, options, got_call, waiting);
    } else if (strcmp(operation, "redirect") == 0) {
        error = mycpaas_calls_redirect_async(client, job->sid, job->url, options, got_call, waiting);
    } else if (strcmp(operation, "wait") == 0) {
        error = mycpaas_calls_wait_async(client, job->sid, job->wait, options, got_call, waiting);
    } else if (strcmp(operation, "delete") == 0) {
        error = mycpaas_calls_delete_async(client, job->sid, options, got_done, waiting);
    } else if (strcmp(operation, "first_page") == 0) {
        error = mycpaas_calls_first_page_async(client, job->list, options, got_page, waiting);
    } else if (strcmp(operation, "request") == 0) {
        error = mycpaas_request_async(client, job->request, options, got_response, waiting);
    } else {
        misunderstood(operation);
    }
    mycpaas_options_free(own);
    if (error != NULL) {
        got_done(error, waiting);
    }
    return waiting_end(waiting);
}

static struct outcome run_list(const struct job *job, mycpaas_client *client) {
    struct outcome got = {0};
    mycpaas_call_list *list;
    const mycpaas_call *call = NULL;
    got.error = mycpaas_calls_list_with(client, job->list, job->options, &list);
    while (got.error == NULL) {
        got.error = mycpaas_calls_list_next(list, &call);
        if (got.error != NULL || call == NULL) {
            break;
        }
        struct outcome one = {0};
        mycpaas_error_free(mycpaas_call_copy(call, &one.call));
        write_outcome(&one);
    }
    mycpaas_call_list_free(list);
    return got;
}

static void run(const struct job *job, const char *form) {
    mycpaas_client *client;
    mycpaas_queue *queue = NULL;
    struct outcome got = {.error = mycpaas_client_new(job->config, &client)};
    if (got.error == NULL && strcmp(form, "queue") == 0) {
        got.error = mycpaas_queue_new(&queue);
    }
    if (got.error == NULL && strcmp(job->operation, "list") == 0) {
        got = run_list(job, client);
    } else if (got.error == NULL && (strcmp(form, "wait") == 0 || strcmp(job->operation, "client") == 0)) {
        got = run_waiting(job, client);
    } else if (got.error == NULL) {
        got = run_async(job, client, queue);
    }
    write_outcome(&got);
    puts("end");
    fflush(stdout);
    mycpaas_client_free(client);
    mycpaas_queue_free(queue);
}

int main(void) {
    struct line line;
    struct job job = {0};
    while (read_line(&line)) {
        const char *what = line.words[0];
        if (strcmp(what, "begin") == 0) {
            begin(&job, &line);
        } else if (strcmp(what, "config") == 0) {
            configure(&job, &line);
        } else if (strcmp(what, "option") == 0) {
            option(&job, &line);
        } else if (strcmp(what, "parameter") == 0) {
            parameter(&job, &line);
        } else if (strcmp(what, "run") == 0) {
            run(&job, word(&line, 1));
        } else if (strcmp(what, "laml") == 0) {
            laml(&line);
        } else if (strcmp(what, "webhook") == 0) {
            webhook(&line);
        } else {
            misunderstood(what);
        }
    }
    clear(&job);
    laml_clear();
    webhook_clear();
    return 0;
}
