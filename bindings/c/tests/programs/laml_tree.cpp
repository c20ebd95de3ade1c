// LaML in C++: what is built, read, checked and refused.

#include "check.hpp"

#include <mycpaas_laml.hpp>

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#if __cplusplus >= 202002L
#include <ranges>
#endif

using namespace mycpaas::laml;
using namespace std::string_view_literals;
using mycpaas::Error;
using mycpaas::ErrorKind;

namespace {

static_assert(std::is_nothrow_move_constructible_v<VoiceResponse> &&
              std::is_nothrow_move_assignable_v<VoiceResponse>);
static_assert(!std::is_copy_constructible_v<VoiceResponse> && !std::is_copy_constructible_v<Document>);
static_assert(!std::is_copy_constructible_v<Findings> && std::is_trivially_copyable_v<Gather>);
#if __cplusplus >= 202002L
static_assert(std::ranges::input_range<const Findings> && std::ranges::input_range<ElementView::Children>);
#endif

// A flag takes true and false, and not what is converted to them.
template <class T, class Value, class = void>
constexpr bool beeps = false;
template <class T, class Value>
constexpr bool beeps<T, Value, std::void_t<decltype(std::declval<T>().play_beep(std::declval<Value>()))>> =
    true;
static_assert(beeps<Record, bool> && !beeps<Record, const char *> && !beeps<Record, int>);

std::string inside(const ElementView &element) {
    const std::string xml = element.to_xml();
    return xml.substr(xml.find("?>") + 2);
}

// The error of a document that cannot be written.
Error wrong(const ElementView &element) {
    return element.try_to_xml().error();
}

void documents_are_built() {
    VoiceResponse response;
    auto gather = response.gather().num_digits(1).action("/menu").input({"dtmf", "speech"});
    gather.say("Drücken Sie <1>.").language("de-DE").voice(voice::woman).emphasis("Bitte!").level("strong");
    gather.speech_timeout("auto").set("own", "a\"b").set_flag("flag", true).set_integer("number", 7);
    const std::vector<std::string> hints = {"Vertrieb", "Technik"};
    gather.hints(hints).remove("own").comment(" x ");
    response.dial().record("record-from-answer").conference("Raum").beep(true).muted(false);
    response.pay()
        .payment_connector_url("https://example.com")
        .prompt("payment-card-number")
        .attempt({1, 2})
        .pause()
        .length(1);
    response.connect().stream("wss://example.com/x").parameter("name", "value");
    response.text("?").raw("<Hangup/>");
    CHECK(
        inside(response) ==
        "<Response>"
        "<Gather numDigits=\"1\" action=\"/menu\" input=\"dtmf speech\" speechTimeout=\"auto\" flag=\"true\" number=\"7\""
        " hints=\"Vertrieb,Technik\">"
        "<Say language=\"de-DE\" voice=\"woman\">Drücken Sie &lt;1&gt;."
        "<emphasis level=\"strong\">Bitte!</emphasis></Say><!-- x --></Gather>"
        "<Dial record=\"record-from-answer\"><Conference beep=\"true\" muted=\"false\">Raum</Conference></Dial>"
        "<Pay paymentConnectorUrl=\"https://example.com\">"
        "<Prompt for=\"payment-card-number\" attempt=\"1 2\"><Pause length=\"1\"/></Prompt></Pay>"
        "<Connect><Stream url=\"wss://example.com/x\"><Parameter name=\"name\" value=\"value\"/></Stream></Connect>"
        "?<Hangup/></Response>");
    CHECK(content_type() == "application/xml");

    MessagingResponse answer;
    answer.message("Hallo").to("+491234567890").media("https://example.com/x.png");
    CHECK(inside(answer) ==
          "<Response><Message to=\"+491234567890\">Hallo<Media>https://example.com/x.png</Media>"
          "</Message></Response>");
    CHECK(VoiceResponse().say("x").to_xml_pretty().find("\n<Say>x</Say>\n") != std::string::npos);

    Document other("Anything");
    other.root().set_list("list", std::vector<int>{1}).add("Child").append(answer).comment("c");
    CHECK(wrong(other).kind() == ErrorKind::invalid_argument && wrong(other).attribute() == "list");
}

void documents_are_moved() {
    VoiceResponse first;
    Say say = first.say("one");
    VoiceResponse second = std::move(first);
    say.text(" two");
    CHECK(inside(second) == "<Response><Say>one two</Say></Response>");
    first.say("nowhere").language("de-DE").lang("x", "fr-FR");
    CHECK(!first.try_to_xml() && first.tag().empty() && first.children().empty() && !first.find("Say"));
    first = std::move(second);
    CHECK(first.find("Say")->content() == "one two");
    std::vector<VoiceResponse> several;
    several.push_back(std::move(first));
    several.emplace_back().hangup();
    CHECK(inside(several[0]) != inside(several[1]) && several[0] != several[1] && several[0] == several[0]);
}

void documents_are_read() {
    const auto response = VoiceResponse::parse("<Response><Say loop='2'>a<!--b--><p>c</p></Say></Response>");
    const Element say = response.find("Say").value();
    CHECK(say.tag() == "Say" && say.content() == "a" && say.attribute("loop") == "2" &&
          !say.attribute("x\0"sv));
    CHECK(say.attributes().size() == 1 && say.attributes()[0] == std::pair("loop"sv, "2"sv) &&
          !say.find("say"));
    CHECK(say.children().size() == 3);
    std::string seen;
    for (const Child &child : say.children()) {
        seen += child.element() ? child.element()->tag() : child.text() ? *child.text() : *child.comment();
    }
    CHECK(seen == "abp");
    // What was found can be changed by what is known of it.
    Say(response.find("Say")->get()).language("de-DE");
    CHECK(inside(response).find("language=\"de-DE\"") != std::string::npos);

    const Error error = VoiceResponse::try_parse("<Response>\n<Say></Response>").error();
    CHECK(error.kind() == ErrorKind::laml && error.line() == 2 && error.column() > 0);
    CHECK(!MessagingResponse::try_parse("<Other/>") && Document::parse("<Other/>").tag() == "Other");
    CHECK(!Document::try_parse("<A><B/></A>", {0, 1, 0}) && !Document::try_parse("") &&
          !Document::try_parse({}));
}

void values_are_refused() {
    VoiceResponse negative;
    negative.gather().num_digits(-1).say("more");
    CHECK(wrong(negative).kind() == ErrorKind::invalid_argument && wrong(negative).element() == "Gather");
    CHECK(wrong(negative).attribute() == "numDigits" && !negative.try_check());

    // XML allows no NUL, wherever it stands.
    const auto refuses = [](auto &&fill) {
        VoiceResponse response;
        fill(response);
        return response.try_to_xml().has_value() == false;
    };
    CHECK(refuses([](VoiceResponse &response) { response.say("a\0b"sv); }));
    CHECK(refuses([](VoiceResponse &response) { response.say().language("a\0b"sv); }));
    CHECK(refuses([](VoiceResponse &response) { response.gather().hints({"a\0b"sv}); }));
    CHECK(refuses([](VoiceResponse &response) { response.set("a\0b"sv, "x"); }));
    CHECK(refuses([](VoiceResponse &response) { response.add("a\0b"sv); }));
    CHECK(refuses([](VoiceResponse &response) { response.comment("a\0b"sv); }));
    CHECK(refuses([](VoiceResponse &response) { response.raw("<a>\0</a>"sv); }));
    CHECK(refuses([](VoiceResponse &response) { response.say("\xff"); }));
    CHECK(!refuses([](VoiceResponse &response) { response.say(std::string_view("Hello", 4)).voice(""); }));
}

void documents_are_checked() {
    VoiceResponse response;
    response.gather().set("numdigits", "1");
    response.add("Sey");
    const Findings findings = response.check();
    CHECK(findings.size() >= 2 && !findings.empty() && findings.begin() != findings.end());
    bool found = false;
    for (const Finding &finding : findings) {
        CHECK(!finding.text().empty() && !finding.message().empty() && !finding.rule().empty());
        found |= finding.path() == "/Response/Gather[1]/@numdigits" &&
                 finding.severity() == Severity::error && finding.severity_name() == "error" &&
                 finding.hint() && finding.line() == 0;
    }
    CHECK(found);
    CHECK(response.try_check(CheckSettings().service("nobody")).error().kind() ==
          ErrorKind::invalid_argument);
    CHECK(response.try_check(CheckSettings().usage("\0"sv)).error().parameter() == "usage");
    CHECK(check_document("<Response>\n <Sey/></Response>")[0].line() == 2);
    CHECK(check_document("<Response><Hangup/></Response>", CheckSettings().is_inline(true).channel("voice"))
              .empty());
    CHECK(check_document("no XML").size() == 1);
}

} // namespace

int main() {
    documents_are_built();
    documents_are_moved();
    documents_are_read();
    values_are_refused();
    documents_are_checked();
}
