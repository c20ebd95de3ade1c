#include "laml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "laml_by_name.h"
#include "outcome.h"

enum { DEPTH = 64, VALUES = 64 };

/* The document, and the way from its root to the element that is filled. */
static mycpaas_laml *way[DEPTH];
static size_t depth;

/* The attributes of the element that comes next, with texts of their own. */
static struct attribute_value values[VALUES];
static size_t value_count;
static const char *kept[VALUES * 8];
static size_t kept_count;

static mycpaas_laml_check_settings *settings;

static const char *keep(const char *text) {
    char *copy = malloc(strlen(text) + 1);
    if (copy == NULL || kept_count == sizeof kept / sizeof *kept) {
        abort();
    }
    return kept[kept_count++] = strcpy(copy, text);
}

static void forget_values(void) {
    while (kept_count > 0) {
        free((void *)kept[--kept_count]);
    }
    value_count = 0;
}

void laml_clear(void) {
    forget_values();
    mycpaas_laml_check_settings_free(settings);
    settings = NULL;
    mycpaas_laml_free(depth > 0 ? way[0] : NULL);
    depth = 0;
}

static void enter(mycpaas_laml *element) {
    if (element == NULL || depth == DEPTH) {
        misunderstood("an element");
    }
    way[depth++] = element;
}

/* `value`, its kind, the name of the attribute, and one or more texts. */
static void take_value(const struct line *line) {
    static const char *lists[VALUES][64];
    struct attribute_value *value = &values[value_count];
    const char *kind = word(line, 2), *text = word(line, 4);
    *value = (struct attribute_value){.name = keep(word(line, 3))};
    if (strcmp(kind, "text") == 0) {
        value->kind = ATTRIBUTE_TEXT;
        value->text = keep(text);
    } else if (strcmp(kind, "integer") == 0) {
        value->kind = ATTRIBUTE_INTEGER;
        value->integer = strtoll(text, NULL, 10);
    } else if (strcmp(kind, "flag") == 0) {
        value->kind = ATTRIBUTE_FLAG;
        value->flag = strcmp(text, "true") == 0;
    } else {
        value->kind = ATTRIBUTE_LIST;
        value->list = lists[value_count];
        for (size_t index = 4; index < line->count; index++) {
            lists[value_count][index - 4] = keep(line->words[index]);
        }
        lists[value_count][line->count - 4] = NULL;
    }
    value_count++;
}

static void write_xml(bool pretty) {
    const char *xml;
    mycpaas_error *error =
        pretty ? mycpaas_laml_to_xml_pretty(way[0], &xml) : mycpaas_laml_to_xml(way[0], &xml);
    write_error_of(error);
    write_text("xml", xml);
}

static void write_findings(mycpaas_error *error, mycpaas_laml_findings *findings) {
    write_error_of(error);
    for (size_t index = 0; index < mycpaas_laml_findings_count(findings); index++) {
        write_text("rule", mycpaas_laml_findings_rule(findings, index));
        write_text("severity", mycpaas_laml_findings_severity_name(findings, index));
        write_text("path", mycpaas_laml_findings_path(findings, index));
        write_number("line", mycpaas_laml_findings_line(findings, index));
        write_number("column", mycpaas_laml_findings_column(findings, index));
        write_text("message", mycpaas_laml_findings_message(findings, index));
        write_text("found", mycpaas_laml_findings_found(findings, index));
        write_text("allowed", mycpaas_laml_findings_allowed(findings, index));
        write_text("hint", mycpaas_laml_findings_hint(findings, index));
        puts("finding");
    }
    mycpaas_laml_findings_free(findings);
}

static void take_setting(const struct line *line) {
    const char *name = word(line, 2), *value = word(line, 3);
    if (settings == NULL) {
        settings = mycpaas_laml_check_settings_new();
    }
    if (strcmp(name, "services") == 0) {
        mycpaas_laml_check_settings_add_service(settings, value);
    } else if (strcmp(name, "channel") == 0) {
        mycpaas_laml_check_settings_set_channel(settings, value);
    } else if (strcmp(name, "usage") == 0) {
        mycpaas_laml_check_settings_set_usage(settings, value);
    } else if (strcmp(name, "document_url") == 0) {
        mycpaas_laml_check_settings_set_document_url(settings, value);
    } else if (strcmp(name, "inline") == 0) {
        mycpaas_laml_check_settings_set_inline(settings, strcmp(value, "true") == 0);
    } else {
        misunderstood(name);
    }
}

/* What begins with a verb that builds. Returns false for another one. */
static bool build(const char *what, const struct line *line) {
    mycpaas_laml *parent = depth > 0 ? way[depth - 1] : NULL;
    const char *text = word(line, 2);
    if (strcmp(what, "new") == 0) {
        laml_clear();
        enter(new_by_id(text));
    } else if (strcmp(what, "value") == 0) {
        take_value(line);
    } else if (strcmp(what, "add") == 0) {
        enter(add_by_id(parent, text, word(line, 3), values, value_count));
        forget_values();
    } else if (strcmp(what, "raw") == 0) {
        enter(mycpaas_laml_add(parent, text));
    } else if (strcmp(what, "up") == 0) {
        depth--;
    } else if (strcmp(what, "set") == 0) {
        mycpaas_laml_set_n(parent, text, word(line, 3), line->lengths[3]);
    } else if (strcmp(what, "text") == 0) {
        mycpaas_laml_add_text_n(parent, text, line->lengths[2]);
    } else if (strcmp(what, "comment") == 0) {
        mycpaas_laml_add_comment(parent, text);
    } else if (strcmp(what, "setting") == 0) {
        take_setting(line);
    } else {
        return false;
    }
    return true;
}

void laml(const struct line *line) {
    const char *what = word(line, 1);
    mycpaas_laml_findings *findings = NULL;
    if (build(what, line)) {
        return;
    }
    if (strcmp(what, "parse") == 0) {
        mycpaas_laml *root;
        laml_clear();
        mycpaas_error *error = parse_by_id(word(line, 2), word(line, 3), line->lengths[3], &root);
        if (error == NULL) {
            enter(root);
        }
        write_error_of(error);
    } else if (strcmp(what, "write") == 0 || strcmp(what, "pretty") == 0) {
        write_xml(strcmp(what, "pretty") == 0);
    } else if (strcmp(what, "check") == 0) {
        mycpaas_error *error = mycpaas_laml_check(way[0], settings, &findings);
        write_findings(error, findings);
    } else if (strcmp(what, "check_document") == 0) {
        mycpaas_error *error =
            mycpaas_laml_check_document(word(line, 2), line->lengths[2], settings, &findings);
        write_findings(error, findings);
    } else {
        misunderstood(what);
    }
    puts("end");
    fflush(stdout);
}
