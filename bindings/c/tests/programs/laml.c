/*
 * LaML: what is built, read, checked and refused. Fails with the place of the first thing that is not as it should be.
 *
 *     laml [how many levels the deepest tree has]
 */

#include <mycpaas_laml.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"

#define CHECK(condition, ...)                                               \
    do {                                                                    \
        if (!(condition)) {                                                 \
            fprintf(stderr, "%s:%d: %s: ", __FILE__, __LINE__, #condition); \
            fprintf(stderr, __VA_ARGS__);                                   \
            fputc('\n', stderr);                                            \
            exit(EXIT_FAILURE);                                             \
        }                                                                   \
    } while (0)

#define SAME(found, wanted) same(__LINE__, found, wanted)
#define XML(element, wanted) writes(__LINE__, element, wanted)
#define FAILS(error, kind, part) fails(__LINE__, error, kind, part)
#define GOES(error) goes(__LINE__, error)

static void same(int line, const char *found, const char *wanted) {
    const char *shown = found != NULL ? found : "NULL";
    CHECK(found != NULL && strcmp(found, wanted) == 0, "line %d: found %s, wanted %s", line, shown, wanted);
}

static void goes(int line, mycpaas_error *error) {
    CHECK(error == NULL, "line %d: %s", line, mycpaas_error_message(error));
}

static void writes(int line, const mycpaas_laml *element, const char *wanted) {
    const char *written;
    goes(line, mycpaas_laml_to_xml(element, &written));
    CHECK(strncmp(written, HEAD, strlen(HEAD)) == 0, "line %d: %s", line, written);
    same(line, written + strlen(HEAD), wanted);
}

static void holds(int line, const mycpaas_error *error, enum mycpaas_error_kind kind, const char *part) {
    const char *message = mycpaas_error_message(error);
    CHECK(mycpaas_error_kind(error) == kind, "line %d: %s", line, message);
    CHECK(strstr(message, part) != NULL, "line %d: %s lacks %s", line, message, part);
}

static void fails(int line, mycpaas_error *error, enum mycpaas_error_kind kind, const char *part) {
    holds(line, error, kind, part);
    mycpaas_error_free(error);
}

static mycpaas_laml *parsed(const char *document) {
    mycpaas_laml *root;
    GOES(mycpaas_laml_parse(document, strlen(document), &root));
    return root;
}

/* The menu of the design, as Python and Node write it. */
static void a_menu_is_written_as_in_other_languages(void) {
    mycpaas_laml *response = mycpaas_laml_voice_response_new();
    const mycpaas_laml_gather_attributes menu = {.action = "/menu", .num_digits = MYCPAAS_INTEGER(1)};
    mycpaas_laml *gather = mycpaas_laml_gather(response, &menu);
    mycpaas_laml_say(gather, "Drücken Sie die Eins.", &(mycpaas_laml_say_attributes){.language = "de-DE"});
    mycpaas_laml_hangup(response);
    XML(response,
        "<Response><Gather action=\"/menu\" numDigits=\"1\"><Say language=\"de-DE\">Drücken Sie die Eins."
        "</Say></Gather><Hangup/></Response>");
    XML(gather, "<Gather action=\"/menu\" numDigits=\"1\"><Say language=\"de-DE\">Drücken Sie die Eins.</Say>"
                "</Gather>");
    const char *pretty;
    GOES(mycpaas_laml_to_xml_pretty(response, &pretty));
    SAME(pretty, HEAD "\n<Response>\n  <Gather action=\"/menu\" numDigits=\"1\">\n"
                      "    <Say language=\"de-DE\">Drücken Sie die Eins.</Say>\n  </Gather>\n"
                      "  <Hangup/>\n</Response>\n");
    mycpaas_laml_free(response);
}

static void values_of_zero_and_false_are_values(void) {
    mycpaas_laml *response = mycpaas_laml_voice_response_new();
    const mycpaas_laml_say_attributes for_ever = {.loop = MYCPAAS_INTEGER(0)};
    mycpaas_laml_say(response, "", &for_ever);
    const mycpaas_laml_record_attributes quiet = {.play_beep = MYCPAAS_FLAG(false),
                                                  .transcribe = MYCPAAS_FLAG(1 < 2)};
    mycpaas_laml_record(response, &quiet);
    mycpaas_laml_record_attributes none = {0};
    mycpaas_laml_record(response, &none);
    none.finish_on_key = "";
    none.max_length = MYCPAAS_INTEGER(60);
    mycpaas_laml_record(response, &none);
    mycpaas_laml_pause(response, NULL);
    XML(response, "<Response><Say loop=\"0\"/><Record playBeep=\"false\" transcribe=\"true\"/><Record/>"
                  "<Record finishOnKey=\"\" maxLength=\"60\"/><Pause/></Response>");
    mycpaas_laml_free(response);
}

static void lists_are_joined_as_their_attribute_wants(void) {
    mycpaas_laml *response = mycpaas_laml_voice_response_new();
    const mycpaas_laml_gather_attributes both = {
        .input = MYCPAAS_LIST("dtmf", "speech"),
        .hints = MYCPAAS_LIST("one", "two"),
        .speech_timeout = "auto",
    };
    mycpaas_laml *gather = mycpaas_laml_gather(response, &both);
    const char *const items[] = {"1", "2"};
    mycpaas_laml *pay = mycpaas_laml_pay(response, NULL);
    mycpaas_laml *prompt =
        mycpaas_laml_pay_prompt(pay, &(mycpaas_laml_pay_prompt_attributes){.for_ = "postal-code"});
    CHECK(mycpaas_laml_set_list(prompt, "attempt", items, 2) == NULL, "numbers may be texts");
    XML(response, "<Response><Gather input=\"dtmf speech\" hints=\"one,two\" speechTimeout=\"auto\"/>"
                  "<Pay><Prompt for=\"postal-code\" attempt=\"1 2\"/></Pay></Response>");
    const mycpaas_error *wrong = mycpaas_laml_set_list(gather, "action", items, 2);
    holds(__LINE__, wrong, MYCPAAS_ERROR_KIND_INVALID_ARGUMENT, "a list of 2 is given; text is allowed");
    wrong = mycpaas_laml_set_list(gather, "colours", items, 2);
    holds(__LINE__, wrong, MYCPAAS_ERROR_KIND_INVALID_ARGUMENT, "no list that this library knows");
    SAME(mycpaas_error_attribute(wrong), "colours");
    mycpaas_laml_free(response);
}

static void any_tree_can_be_built(void) {
    mycpaas_laml *root = mycpaas_laml_new("Response");
    mycpaas_laml *say = mycpaas_laml_say(root, "Your code is ", NULL);
    mycpaas_laml_say_as(say, "4711", &(mycpaas_laml_say_as_attributes){.interpret_as = "digits"});
    mycpaas_laml_add_text(say, " and");
    mycpaas_laml_add_text_n(say, " no more", 3);
    mycpaas_laml_lang(say, "adieu", &(mycpaas_laml_lang_attributes){.xml_lang = "fr-FR"});
    mycpaas_laml_add_comment(say, " the end ");
    mycpaas_laml *blink = mycpaas_laml_add(root, "Blink");
    mycpaas_laml_set(blink, "a", "<\"&");
    mycpaas_laml_set_n(blink, "b", "twenty", 3);
    mycpaas_laml_set_integer(blink, "c", -7);
    mycpaas_laml_set_flag(blink, "d", true);
    mycpaas_laml_set(blink, "e", "gone");
    mycpaas_laml_set(blink, "a", "<\"");
    CHECK(mycpaas_laml_remove(blink, "e") == NULL && mycpaas_laml_remove(blink, "e") == NULL,
          "twice is fine");
    mycpaas_laml_add_raw(blink, "<x y='1'>z</x> and<!-- so --> on");
    mycpaas_laml_add_raw_n(blink, "<w/>...", 4);
    XML(root, "<Response><Say>Your code is <say-as interpret-as=\"digits\">4711</say-as> and no"
              "<lang xml:lang=\"fr-FR\">adieu</lang><!-- the end --></Say>"
              "<Blink a=\"&lt;&quot;\" b=\"twe\" c=\"-7\" d=\"true\"><x y=\"1\">z</x> and"
              "<!-- so --> on<w/></Blink></Response>");
    mycpaas_laml_free(root);
}

static void a_tree_can_be_read(void) {
    mycpaas_laml *root =
        parsed("<Response>\n <Say voice='alice' loop=\"2\">a<break/>b<!-- c --></Say></Response>");
    SAME(mycpaas_laml_name(root), "Response");
    CHECK(mycpaas_laml_child_count(root) == 2, "white space and an element");
    SAME(mycpaas_laml_child_text(root, 0), "\n ");
    CHECK(mycpaas_laml_child(root, 0) == NULL && mycpaas_laml_child(root, 2) == NULL, "no elements");
    mycpaas_laml *say = mycpaas_laml_child(root, 1);
    CHECK(say != NULL && say == mycpaas_laml_find(root, "Say"), "an element has one address");
    CHECK(mycpaas_laml_find(root, "break") == NULL, "it stands deeper");
    CHECK(mycpaas_laml_attribute_count(say) == 2, "two attributes");
    SAME(mycpaas_laml_attribute_name(say, 1), "loop");
    SAME(mycpaas_laml_attribute_value(say, 1), "2");
    CHECK(mycpaas_laml_attribute_name(say, 2) == NULL && mycpaas_laml_attribute_value(say, 2) == NULL,
          "no third");
    SAME(mycpaas_laml_text(say), "ab");
    SAME(mycpaas_laml_child_text(say, 2), "b");
    SAME(mycpaas_laml_child_comment(say, 3), " c ");
    CHECK(mycpaas_laml_child_comment(say, 2) == NULL && mycpaas_laml_child_text(say, 3) == NULL, "by kind");
    const char *voice = mycpaas_laml_attribute(say, "voice");
    mycpaas_laml_set(say, "voice", "man");
    SAME(voice, "alice");
    SAME(mycpaas_laml_attribute(say, "voice"), "man");
    CHECK(mycpaas_laml_attribute(say, "voice") == mycpaas_laml_attribute(say, "voice"),
          "a text is kept once");
    CHECK(mycpaas_laml_attribute(say, "Voice") == NULL, "case matters");
    mycpaas_laml_free(root);
}

static void what_is_wrong_stays_with_the_document(void) {
    mycpaas_laml *response = mycpaas_laml_voice_response_new();
    const mycpaas_laml_gather_attributes negative = {.num_digits = MYCPAAS_INTEGER(-1)};
    mycpaas_laml *gather = mycpaas_laml_gather(response, &negative);
    const mycpaas_error *second = mycpaas_laml_set(gather, "action", NULL);
    holds(__LINE__, second, MYCPAAS_ERROR_KIND_INVALID_ARGUMENT, "NULL is given");
    SAME(mycpaas_error_element(second), "Gather");
    SAME(mycpaas_error_attribute(second), "action");
    holds(__LINE__, mycpaas_laml_add_text(gather, "\xff"), MYCPAAS_ERROR_KIND_INVALID_ARGUMENT,
          "text: is not UTF-8");
    const mycpaas_error *third = mycpaas_laml_set_flag(gather, "timeout", true);
    holds(__LINE__, third, MYCPAAS_ERROR_KIND_INVALID_ARGUMENT, "true is given");
    holds(__LINE__, mycpaas_laml_add_raw(gather, "<a>"), MYCPAAS_ERROR_KIND_LAML, "line 1");
    CHECK(mycpaas_laml_add(gather, NULL) != NULL, "only for a parent that is NULL");
    const char *xml = "before";
    mycpaas_error *error = mycpaas_laml_to_xml(response, &xml);
    CHECK(xml == NULL, "nothing is written");
    SAME(mycpaas_error_element(error), "Gather");
    SAME(mycpaas_error_attribute(error), "numDigits");
    FAILS(error, MYCPAAS_ERROR_KIND_INVALID_ARGUMENT,
          "-1 is given; a whole number from 0 to 4294967295 is allowed");
    mycpaas_laml_findings *findings;
    FAILS(mycpaas_laml_check(response, NULL, &findings), MYCPAAS_ERROR_KIND_INVALID_ARGUMENT, "-1 is given");
    CHECK(findings == NULL, "nothing is checked");
    mycpaas_laml *other = mycpaas_laml_voice_response_new();
    holds(__LINE__, mycpaas_laml_append(other, gather), MYCPAAS_ERROR_KIND_INVALID_ARGUMENT, "-1 is given");
    mycpaas_laml_free(response);
    FAILS(mycpaas_laml_to_xml(other, &xml), MYCPAAS_ERROR_KIND_INVALID_ARGUMENT, "-1 is given");
    mycpaas_laml_free(other);

    mycpaas_laml *nameless = mycpaas_laml_new("\xc3");
    FAILS(mycpaas_laml_to_xml(nameless, &xml), MYCPAAS_ERROR_KIND_INVALID_ARGUMENT, "tag: is not UTF-8");
    mycpaas_laml_free(nameless);
    mycpaas_laml *kindless = mycpaas_laml_new_document("letter");
    FAILS(mycpaas_laml_to_xml(kindless, &xml), MYCPAAS_ERROR_KIND_INVALID_ARGUMENT,
          "voice, messaging are allowed");
    mycpaas_laml_free(kindless);
}

static void nothing_is_done_to_nothing(void) {
    const char *xml;
    CHECK(mycpaas_laml_add(NULL, "Say") == NULL && mycpaas_laml_say(NULL, "a", NULL) == NULL,
          "there is no parent");
    holds(__LINE__, mycpaas_laml_set(NULL, "a", "b"), MYCPAAS_ERROR_KIND_INVALID_ARGUMENT,
          "element: NULL is given");
    FAILS(mycpaas_laml_to_xml(NULL, &xml), MYCPAAS_ERROR_KIND_INVALID_ARGUMENT, "element: NULL is given");
    mycpaas_laml *root = mycpaas_laml_new("a");
    FAILS(mycpaas_laml_to_xml(root, NULL), MYCPAAS_ERROR_KIND_INVALID_ARGUMENT, "xml: NULL is given");
    holds(__LINE__, mycpaas_laml_append(root, NULL), MYCPAAS_ERROR_KIND_INVALID_ARGUMENT,
          "other: NULL is given");
    CHECK(mycpaas_laml_child_count(NULL) == 0 && mycpaas_laml_name(NULL) == NULL, "there is no element");
    CHECK(!mycpaas_laml_equals(root, NULL) && !mycpaas_laml_equals(NULL, NULL), "there is no element");
    mycpaas_laml_free(root);
    mycpaas_laml_free(NULL);
}

static void characters_that_xml_does_not_allow_are_told_with_their_place(void) {
    const char *xml;
    mycpaas_laml *response = mycpaas_laml_voice_response_new();
    mycpaas_laml *say = mycpaas_laml_say(response, "fine", NULL);
    CHECK(mycpaas_laml_set_n(say, "voice", "a\0b", 3) == NULL, "it is told when it is written");
    mycpaas_error *error = mycpaas_laml_to_xml(response, &xml);
    SAME(mycpaas_error_element(error), "Say");
    SAME(mycpaas_error_attribute(error), "voice");
    FAILS(error, MYCPAAS_ERROR_KIND_LAML, "U+0000");
    SAME(mycpaas_laml_attribute(say, "voice"), "a");
    mycpaas_laml_set(say, "voice", "man");
    XML(response, "<Response><Say voice=\"man\">fine</Say></Response>");
    mycpaas_laml_add_text(say, "\x1b");
    error = mycpaas_laml_to_xml(response, &xml);
    SAME(mycpaas_error_element(error), "Say");
    FAILS(error, MYCPAAS_ERROR_KIND_LAML, "U+001B");
    mycpaas_laml_free(response);
}

static void documents_that_cannot_be_read_are_refused(void) {
    mycpaas_laml *root;
    mycpaas_error *error = mycpaas_laml_parse("<a>\n<b></a>", 11, &root);
    CHECK(root == NULL && mycpaas_error_line(error) == 2 && mycpaas_error_column(error) > 1,
          "it has a place");
    FAILS(error, MYCPAAS_ERROR_KIND_LAML, "line 2");
    FAILS(mycpaas_laml_voice_response_parse("<Request/>", 10, &root), MYCPAAS_ERROR_KIND_LAML,
          "not <Response>");
    FAILS(mycpaas_laml_parse_document("letter", "<a/>", 4, &root), MYCPAAS_ERROR_KIND_INVALID_ARGUMENT,
          "letter");
    FAILS(mycpaas_laml_parse(NULL, 1, &root), MYCPAAS_ERROR_KIND_INVALID_ARGUMENT, "xml: NULL is given");
    const char three[] = "<a><b><c/></b></a>";
    FAILS(mycpaas_laml_parse_with_limits(NULL, three, strlen(three), 0, 2, 0, &root), MYCPAAS_ERROR_KIND_LAML,
          "");
    FAILS(mycpaas_laml_parse_with_limits(NULL, three, strlen(three), 0, 0, 2, &root), MYCPAAS_ERROR_KIND_LAML,
          "");
    FAILS(mycpaas_laml_parse_with_limits(NULL, three, strlen(three), 9, 0, 0, &root), MYCPAAS_ERROR_KIND_LAML,
          "");
    GOES(mycpaas_laml_parse_with_limits(NULL, three, strlen(three), 18, 3, 3, &root));
    XML(root, three);
    mycpaas_laml_free(root);
    GOES(mycpaas_laml_voice_response_parse("\xff\xfe<\0R\0e\0s\0p\0o\0n\0s\0e\0/\0>\0", 24, &root));
    XML(root, "<Response/>");
    mycpaas_laml_free(root);
}

static void the_checker_tells_what_is_wrong(void) {
    mycpaas_laml *root =
        parsed("<Response>\n  <Gather action='/b' numdigits='x'><Say>Hi.</Say></Gather>\n</Response>");
    mycpaas_laml_findings *findings;
    GOES(mycpaas_laml_check(root, NULL, &findings));
    CHECK(mycpaas_laml_findings_count(findings) == 2, "%zu", mycpaas_laml_findings_count(findings));
    SAME(mycpaas_laml_findings_rule(findings, 0), "wrong-case");
    CHECK(mycpaas_laml_findings_severity(findings, 0) == MYCPAAS_LAML_SEVERITY_ERROR, "it is an error");
    SAME(mycpaas_laml_findings_severity_name(findings, 0), "error");
    SAME(mycpaas_laml_findings_path(findings, 0), "/Response/Gather[1]/@numdigits");
    CHECK(mycpaas_laml_findings_line(findings, 0) == 2 && mycpaas_laml_findings_column(findings, 0) == 23,
          "its place");
    SAME(mycpaas_laml_findings_hint(findings, 0), "write `numDigits`");
    SAME(mycpaas_laml_findings_message(findings, 1), "`numDigits` is `x`, not a whole number");
    SAME(mycpaas_laml_findings_found(findings, 1), "x");
    SAME(mycpaas_laml_findings_allowed(findings, 1), "1 or more");
    CHECK(mycpaas_laml_findings_hint(findings, 1) == NULL, "it needs none");
    CHECK(mycpaas_laml_findings_rule(findings, 2) == NULL, "no more");
    CHECK(mycpaas_laml_findings_severity(findings, 2) == MYCPAAS_LAML_SEVERITY_NONE, "no more");
    SAME(mycpaas_laml_findings_text(findings, 1),
         "error wrong-type at /Response/Gather[1]/@numdigits (line 2, column 23): "
         "`numDigits` is `x`, not a whole number; allowed: 1 or more");
    mycpaas_laml_findings_free(findings);
    mycpaas_laml_free(root);

    GOES(mycpaas_laml_check_document("<Response", 9, NULL, &findings));
    SAME(mycpaas_laml_findings_rule(findings, 0), "not-well-formed");
    mycpaas_laml_findings_free(findings);
    mycpaas_laml_findings_free(NULL);
}

static void the_checker_knows_what_it_is_told(void) {
    mycpaas_laml *message = mycpaas_laml_messaging_response_new();
    mycpaas_laml_message(message, "Hi.", NULL);
    mycpaas_laml_findings *findings;
    GOES(mycpaas_laml_check(message, NULL, &findings));
    CHECK(mycpaas_laml_findings_count(findings) == 0, "%s", mycpaas_laml_findings_text(findings, 0));
    mycpaas_laml_findings_free(findings);

    mycpaas_laml_check_settings *settings = mycpaas_laml_check_settings_new();
    mycpaas_laml_check_settings_set_channel(settings, "voice");
    mycpaas_laml_check_settings_add_service(settings, "signalwire");
    mycpaas_laml_check_settings_set_usage(settings, "call");
    mycpaas_laml_check_settings_set_document_url(settings, "https://example.com/");
    mycpaas_laml_check_settings_set_inline(settings, true);
    GOES(mycpaas_laml_check(message, settings, &findings));
    CHECK(mycpaas_laml_findings_count(findings) > 0, "a message is no verb of a call");
    mycpaas_laml_findings_free(findings);
    mycpaas_laml_check_settings_add_service(settings, "pigeons");
    FAILS(mycpaas_laml_check(message, settings, &findings), MYCPAAS_ERROR_KIND_INVALID_ARGUMENT, "pigeons");
    CHECK(mycpaas_laml_check_settings_set_usage(settings, NULL) != NULL, "NULL is no usage");
    FAILS(mycpaas_laml_check_document("", 0, settings, &findings), MYCPAAS_ERROR_KIND_INVALID_ARGUMENT,
          "usage: NULL");
    mycpaas_laml_check_settings_free(settings);
    mycpaas_laml_check_settings_free(NULL);
    mycpaas_laml_free(message);

    /* What is missing is told by the checker, and not before. */
    mycpaas_laml *response = mycpaas_laml_voice_response_new();
    mycpaas_laml_redirect(response, NULL, NULL);
    XML(response, "<Response><Redirect/></Response>");
    GOES(mycpaas_laml_check(response, NULL, &findings));
    SAME(mycpaas_laml_findings_path(findings, 0), "/Response/Redirect[1]/text()");
    mycpaas_laml_findings_free(findings);
    mycpaas_laml_free(response);
}

static void trees_are_copied_into_others(void) {
    mycpaas_laml *part = mycpaas_laml_new("Gather");
    mycpaas_laml_say(part, "Hi.", NULL);
    mycpaas_laml *response = mycpaas_laml_voice_response_new();
    CHECK(mycpaas_laml_append(response, part) == NULL, "a tree");
    mycpaas_laml_say(part, "This is not in the copy.", NULL);
    CHECK(mycpaas_laml_append(response, mycpaas_laml_child(part, 0)) == NULL, "an element of another");
    CHECK(!mycpaas_laml_equals(part, mycpaas_laml_child(response, 0)), "they differ by now");
    CHECK(mycpaas_laml_equals(mycpaas_laml_child(part, 0), mycpaas_laml_child(response, 1)),
          "the copy is the same");
    mycpaas_laml_free(part);
    CHECK(mycpaas_laml_append(mycpaas_laml_child(response, 1), response) == NULL, "what it stands in");
    XML(response, "<Response><Gather><Say>Hi.</Say></Gather><Say>Hi."
                  "<Response><Gather><Say>Hi.</Say></Gather><Say>Hi.</Say></Response></Say></Response>");
    CHECK(mycpaas_laml_append(response, response) == NULL && mycpaas_laml_child_count(response) == 3,
          "itself");
    CHECK(mycpaas_laml_equals(response, response), "it is itself");
    mycpaas_laml_free(response);
}

static void only_the_root_frees_the_document(void) {
    mycpaas_laml *response = mycpaas_laml_voice_response_new();
    mycpaas_laml *say = mycpaas_laml_say(response, "Hi.", NULL);
    mycpaas_laml_free(say);
    XML(say, "<Say>Hi.</Say>");
    mycpaas_laml_free(say);
    XML(response, "<Response><Say>Hi.</Say></Response>");
    mycpaas_laml_free(response);
}

/* Neither the stack nor the time that one more level takes depends on how deep it stands. */
static void a_tree_may_be_deep(int levels) {
    mycpaas_laml *root = mycpaas_laml_new("a");
    mycpaas_laml *element = root;
    for (int level = 1; level < levels; level++) {
        element = mycpaas_laml_add(element, "a");
        mycpaas_laml_set_integer(element, "level", level);
    }
    const char *xml;
    GOES(mycpaas_laml_to_xml(root, &xml));
    const size_t length = strlen(xml);
    const size_t depth = (size_t)levels;
    mycpaas_laml *again;
    GOES(mycpaas_laml_parse_with_limits(NULL, xml, length, length, depth, 2 * depth, &again));
    CHECK(mycpaas_laml_equals(root, again), "it is the same again");
    CHECK(mycpaas_laml_append(element, again) == NULL, "it fits into itself");
    mycpaas_laml_free(again);
    for (element = root; mycpaas_laml_child(element, 0) != NULL; element = mycpaas_laml_child(element, 0))
        ;
    CHECK(atoi(mycpaas_laml_attribute(element, "level")) == levels - 1, "the copy is below the last");
    mycpaas_laml_findings *findings;
    GOES(mycpaas_laml_check(root, NULL, &findings));
    mycpaas_laml_findings_free(findings);
    mycpaas_laml_free(root);
}

static void the_header_says_the_media_type(void) {
    SAME(mycpaas_laml_content_type(), MYCPAAS_LAML_CONTENT_TYPE);
}

int main(int count, char **arguments) {
    a_menu_is_written_as_in_other_languages();
    values_of_zero_and_false_are_values();
    lists_are_joined_as_their_attribute_wants();
    any_tree_can_be_built();
    a_tree_can_be_read();
    what_is_wrong_stays_with_the_document();
    nothing_is_done_to_nothing();
    characters_that_xml_does_not_allow_are_told_with_their_place();
    documents_that_cannot_be_read_are_refused();
    the_checker_tells_what_is_wrong();
    the_checker_knows_what_it_is_told();
    trees_are_copied_into_others();
    only_the_root_frees_the_document();
    a_tree_may_be_deep(count > 1 ? atoi(arguments[1]) : 100000);
    the_header_says_the_media_type();
    puts("LaML: fine");
    return EXIT_SUCCESS;
}
