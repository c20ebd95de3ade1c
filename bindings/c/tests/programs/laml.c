/*
 * LaML: what is built, written, copied and refused. Fails with the place of the first thing that is not as it should be.
 *
 *     laml [how many levels the deepest tree has]
 */

#include "laml_checks.h"

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
    trees_are_copied_into_others();
    only_the_root_frees_the_document();
    a_tree_may_be_deep(count > 1 ? atoi(arguments[1]) : 100000);
    the_header_says_the_media_type();
    puts("LaML: fine");
    return EXIT_SUCCESS;
}
