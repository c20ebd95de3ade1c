/* One operation: what it is made with. */

#ifndef JOB_H
#define JOB_H

#include <mycpaas.h>

#include "lines.h"

struct job {
    char *operation;
    char *sid;
    char *url;
    mycpaas_config *config;
    mycpaas_options *options;
    mycpaas_call_params *call;
    mycpaas_update_params *update;
    mycpaas_list_params *list;
    mycpaas_wait_params *wait;
    mycpaas_request_params *request;
};

/* Begins another job: `begin`, the operation, and what it takes. */
void begin(struct job *job, const struct line *line);

/* Takes a setting of the client, an option of the request, or a parameter. */
void configure(struct job *job, const struct line *line);
void option(struct job *job, const struct line *line);
void parameter(struct job *job, const struct line *line);

/* Frees what a job was made with. */
void clear(struct job *job);

#endif
