/* How much memory a program uses. What getrusage() says of the most includes the program that started this one. */

#ifndef MEMORY_H
#define MEMORY_H

#include <stdio.h>
#include <string.h>

/* Returns a value of /proc/self/status in KB: `VmRSS:` is what is used now, `VmHWM:` the most that ever was. 0 if it is not there. */
static inline long memory_kb(const char *name) {
    char line[128];
    long found = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status != NULL && fgets(line, sizeof line, status) != NULL) {
        if (strncmp(line, name, strlen(name)) == 0) {
            sscanf(line + strlen(name), "%ld", &found);
        }
    }
    if (status != NULL) {
        fclose(status);
    }
    return found;
}

#endif
