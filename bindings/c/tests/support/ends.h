/* Counts callbacks, and waits for them. */

#ifndef ENDS_H
#define ENDS_H

#include <pthread.h>

static pthread_mutex_t ends_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ends_told = PTHREAD_COND_INITIALIZER;
static int ends;

/* Says that a callback has run. */
static inline void tell_end(void) {
    pthread_mutex_lock(&ends_mutex);
    ends++;
    pthread_cond_signal(&ends_told);
    pthread_mutex_unlock(&ends_mutex);
}

/* Waits until so many have run. */
static inline void wait_for_ends(int count) {
    pthread_mutex_lock(&ends_mutex);
    while (ends < count) {
        pthread_cond_wait(&ends_told, &ends_mutex);
    }
    pthread_mutex_unlock(&ends_mutex);
}

#endif
