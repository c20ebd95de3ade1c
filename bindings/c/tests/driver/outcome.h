/* What an operation ended with, and waiting for it. */

#ifndef OUTCOME_H
#define OUTCOME_H

#include <mycpaas.h>

struct outcome {
    mycpaas_error *error;
    mycpaas_call *call;
    mycpaas_page *page;
    mycpaas_response *response;
};

/* How callbacks come: on a thread of the library, or from a queue. */
struct waiting;

/* Makes one. `queue` may be NULL. */
struct waiting *waiting_new(mycpaas_queue *queue);

/* Waits for the callback, and hands over what it got. */
struct outcome waiting_end(struct waiting *waiting);

/* The callbacks, whose userdata is what waits. */
void got_call(mycpaas_error *error, mycpaas_call *call, void *userdata);
void got_page(mycpaas_error *error, mycpaas_page *page, void *userdata);
void got_response(mycpaas_error *error, mycpaas_response *response, void *userdata);
void got_done(mycpaas_error *error, void *userdata);

/* Writes it as lines, and frees it. */
void write_outcome(struct outcome *outcome);
void write_error_of(mycpaas_error *error);
void write_metadata(const mycpaas_metadata *metadata);

#endif
