// Webhooks in C++: what is read, checked and signed.

#include "check.hpp"

#include <mycpaas_webhooks.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#if __cplusplus >= 202002L
#include <ranges>
#endif

using namespace mycpaas;
using namespace mycpaas::webhooks;
using namespace std::chrono_literals;
using namespace std::string_view_literals;

namespace {

static_assert(only_moves<Webhook> && only_moves<Event> && only_moves<SignatureValidator>);
static_assert(only_moves<Verdict> && only_moves<Signature>);
static_assert(!std::is_convertible_v<Verdict, bool> && std::is_constructible_v<bool, Verdict>);
static_assert(text(DialCallStatus::no_answer) == "no-answer" && text(AnsweredBy::none).empty());
static_assert(text(AnsweredBy::machine_end_beep) == "machine_end_beep" && text(SmsStatus::other).empty());
static_assert(static_cast<int>(EventKind::gather) == 3 && static_cast<int>(EventKind::other) == -1);
#if __cplusplus >= 202002L
static_assert(std::ranges::input_range<Event::Fields> && std::ranges::input_range<Signature::Headers>);
#endif

constexpr std::string_view form = "application/x-www-form-urlencoded";

Event parsed(std::string_view body) {
    return Event::parse(form, body);
}

void requests_are_read() {
    const Webhook gather =
        Webhook("POST", "/menu?lost=1").header("content-type", form).body("CallSid=CA1&Digits=1%2B2");
    const Event event = gather.read();
    CHECK(event.kind() == EventKind::gather && event.kind_name() == "gather");
    CHECK(event.call_sid() == "CA1" && event.digits() == "1+2" && !event.field("lost"));
    CHECK(gather.read_as(EventKind::status).kind_name() == "status");
    CHECK(Webhook("GET", "/menu?CallSid=CA1&CallStatus=ringing").read().call_status() == CallStatus::ringing);
    CHECK(Event::parse("application/json", R"({"CallSid": "CA1", "Digits": 7})").digits() == "7");
    CHECK(Event::parse({}, "CallSid=CA1").call_sid() == "CA1" && Event::parse_query("a=b").field("a") == "b");

    // A text need not end where its memory does.
    const auto padded = "CallSid=CA12345"sv;
    CHECK(Event::parse_query(padded.substr(0, 11)).call_sid() == "CA1");
    CHECK(Webhook("GETS"sv.substr(0, 3), "/?CallSid=CA1").read().call_sid() == "CA1");
}

void every_kind_of_value_is_read() {
    const Event status = parsed(
        "From=%2B491098765432&CallStatus=warp&Direction=outbound-api&SequenceNumber=4&CallDuration=15&"
        "Timestamp=Sat%2C+31+Jan+2026+10%3A00%3A00+%2B0000&AudioInMos=4.50&RecordingUrl=https%3A%2F%2Fx");
    CHECK(status.from() == "+491098765432" && status.recording_url() == "https://x");
    CHECK(status.call_status() == CallStatus::other && status.call_status_text() == "warp");
    CHECK(status.direction() == CallDirection::outbound_api && status.direction_text() == "outbound-api");
    CHECK(status.sequence_number() == 4 && status.call_duration() == 15s);
    CHECK(status.timestamp() == Time(1769853600s));
    CHECK(status.timestamp_text() == "Sat, 31 Jan 2026 10:00:00 +0000");
    CHECK(status.audio_in_mos() == 4.5 && status.audio_in_mos_text() == "4.50");

    const Event found = parsed("AnsweredBy=machine_end_beep&MachineDetectionDuration=1234&DialBridged=true");
    CHECK(found.answered_by() == AnsweredBy::machine_end_beep && found.dial_bridged() == true);
    CHECK(found.machine_detection_duration() == 1234ms);
    CHECK(parsed("DialBridged=false").dial_bridged() == false);

    const Event odd =
        parsed("CallSid=CA%00x&SequenceNumber=x&CallDuration=-1&Timestamp=now&AudioInMos=x&Hold=x");
    CHECK(!odd.call_sid() && odd.field("CallSid") == "CA\0x"sv && !odd.sequence_number() &&
          !odd.call_duration() && !odd.timestamp());
    CHECK(odd.timestamp_text() == "now" && !odd.audio_in_mos() && !odd.audio_in_mos_text() && !odd.hold());
    CHECK(odd.field("AudioInMos") == "x" && odd.answered_by() == AnsweredBy::none && !odd.answered_by_text());
    CHECK(!odd.machine_detection_duration() && !odd.dial_bridged() && !odd.from());
}

void fields_keep_everything() {
    const Event event = parsed("a=1&b=x%00y&a=2&c=&d%00e=3");
    const std::vector<std::pair<std::string_view, std::string_view>> expected = {
        {"a", "1"}, {"b", "x\0y"sv}, {"a", "2"}, {"c", ""}, {"d\0e"sv, "3"}};
    CHECK(std::vector(event.fields().begin(), event.fields().end()) == expected);
    CHECK(event.fields().size() == 5 && event.fields()[1].second.size() == 3);
    CHECK(event.field("a") == "1" && event.field("b") == "x\0y"sv && event.field("c") == "");
    CHECK(!event.field("A") && !event.field("b\0"sv) && !event.field("d") &&
          parsed("").kind() == EventKind::other);
}

void what_cannot_be_read_is_an_error() {
    const Error error = thrown_by([] { parsed("Digits=%4"); });
    CHECK(error.kind() == ErrorKind::webhook && error.message().find("%4") == std::string_view::npos);
    CHECK(thrown_by([] { Event::parse_query("\xff"); }).kind() == ErrorKind::webhook);
    CHECK(Event::try_parse(form, "a=%").error().kind() == ErrorKind::webhook);
    CHECK(!Event::try_parse_query("a=%") && Event::try_parse_query("a=b")->field("a") == "b");

    Webhook webhook = Webhook("POST", "/").header("Content-Type", form).body("a=1&b=2");
    CHECK(webhook.max_fields(1).try_read().error().kind() == ErrorKind::webhook);
    CHECK(webhook.max_fields(2).max_size(6).try_read().error().kind() == ErrorKind::webhook);
    CHECK(webhook.max_size(7).try_read()->fields().size() == 2);
    CHECK(thrown_by([&] { webhook.read_as(EventKind::none); }).parameter() == "kind");
    CHECK(!webhook.try_read_as(static_cast<EventKind>(100)) && webhook.try_read_as(EventKind::other));

    // Anybody can send a NUL: that is no mistake of the program.
    CHECK(Webhook("GET", "/?a=b\0c"sv).read().field("a") == "b\0c"sv);
    CHECK(Webhook("P\0ST"sv, "/").header("a\0"sv, "b\0"sv).body("x=1").read().field("x") == "1");
    CHECK(Event::parse("a\0"sv, "x=1").field("x") == "1" &&
          Event::parse_query("a=\0"sv).field("a") == "\0"sv);
    CHECK(Webhook("POST", "/").header("Content-Type", form).body("a=\0"sv).read().field("a") == "\0"sv);
}

void signatures_are_checked() {
    const std::string_view body = "CallSid=CA1&Digits=1234";
    const SignatureValidator validator = SignatureValidator().key("old").key("12345");
    Webhook webhook = Webhook("POST", "https://example.com/menu").header("Content-Type", form).body(body);

    const Verdict unsigned_one = validator.validate(webhook);
    CHECK(!unsigned_one && !unsigned_one.is_valid() && unsigned_one.scheme() == SignatureScheme::none);
    CHECK(unsigned_one.reason() == RefusalReason::missing_header && unsigned_one.scheme_name().empty());
    CHECK(unsigned_one.reason_name() == "missing_header" && !unsigned_one.message().empty());
    CHECK(!unsigned_one.hint() && !validator.accepts(webhook));
    CHECK(validator.try_validate(webhook).has_value() && !*validator.try_validate(webhook));

    const Signature signature = validator.sign(SignatureScheme::parameters, webhook);
    CHECK(signature.url() == "https://example.com/menu" && !signature.headers().empty());
    for (const auto &[name, value] : signature.headers()) {
        CHECK(value == signature.value() && !value.empty());
        webhook.header(name, value);
    }
    const Verdict genuine = validator.validate(webhook);
    CHECK(genuine && genuine.scheme() == SignatureScheme::parameters &&
          genuine.scheme_name() == "parameters");
    CHECK(genuine.reason() == RefusalReason::none && genuine.reason_name().empty() && !genuine.hint());
    CHECK(validator.accepts(webhook) && !SignatureValidator().key("other").accepts(webhook));
    CHECK(!validator.accepts(webhook.body("CallSid=CA1&Digits=1235")));

    // Behind a proxy.
    Webhook relative = Webhook("POST", "/menu").header("Content-Type", form).body(body);
    relative.header("X-SignalWire-Signature", signature.value());
    CHECK(validator.validate(relative).reason() == RefusalReason::relative_url);
    CHECK(SignatureValidator().key("old").public_url("https://example.com").accepts(relative));
    const Verdict http = SignatureValidator().key("old").public_url("http://example.com").validate(relative);
    CHECK(http.reason() == RefusalReason::mismatch && http.hint() == "it would match with https");
    CHECK(http.message().find("https") != std::string_view::npos);
    SignatureValidator silent = SignatureValidator().key("old").public_url("http://example.com").hints(false);
    CHECK(!silent.validate(relative).hint());
}

void every_scheme_signs() {
    const SignatureValidator validator = SignatureValidator().key("12345").named_key("K1", "54321");
    for (const auto scheme :
         {SignatureScheme::parameters, SignatureScheme::body_hash, SignatureScheme::raw_body,
          SignatureScheme::parameters_sha256, SignatureScheme::body_hash_sha256}) {
        const bool is_form =
            scheme == SignatureScheme::parameters || scheme == SignatureScheme::parameters_sha256;
        const std::string_view type = is_form ? form : "application/json";
        const std::string_view body = is_form ? "Digits=1" : "{\"Digits\": \"1\"}";
        const Webhook plain =
            Webhook("POST", "https://example.com/menu").header("Content-Type", type).body(body);
        const Signature signature = validator.sign(scheme, plain);
        Webhook webhook = Webhook("POST", signature.url()).header("Content-Type", type).body(body);
        for (const auto &[name, value] : signature.headers()) {
            webhook.header(name, value);
        }
        const Verdict verdict = validator.validate(webhook);
        CHECK(verdict.scheme() == scheme && webhook.read().digits() == "1");
        CHECK(SignatureValidator().key("12345").named_key("K1", "54321").scheme(scheme).accepts(webhook));
        const auto other = is_form ? SignatureScheme::raw_body : SignatureScheme::parameters;
        const Verdict refused =
            SignatureValidator().key("12345").named_key("K1", "54321").scheme(other).validate(webhook);
        CHECK(refused.reason() == RefusalReason::scheme_not_allowed);
    }
}

void validators_say_what_is_wrong_with_them() {
    const Webhook webhook = Webhook("POST", "https://example.com/menu").header("X-Twilio-Signature", "x");
    CHECK(thrown_by([&] { SignatureValidator().validate(webhook); }).kind() == ErrorKind::configuration);
    CHECK(thrown_by([] { SignatureValidator().check(); }).parameter() == "signing_key");
    CHECK(SignatureValidator().key("k").try_check() && !SignatureValidator().key("k\0"sv).try_check());
    CHECK(!SignatureValidator().accepts(webhook) &&
          !SignatureValidator().key("").try_validate(webhook).has_value());
    const SignatureValidator validator = SignatureValidator().key("k");
    const auto parameter_of = [](const auto &result) { return result.error().parameter(); };
    CHECK(parameter_of(validator.try_sign(SignatureScheme::none, webhook)) == "scheme");
    CHECK(thrown_by([&] { validator.sign(static_cast<SignatureScheme>(9), webhook); }).parameter() ==
          "scheme");
    CHECK(parameter_of(SignatureValidator().key("k\0"sv).try_validate(webhook)) == "signing_key");
    CHECK(parameter_of(SignatureValidator().key("k").scheme(SignatureScheme::none).try_check()) == "scheme");
    CHECK(parameter_of(SignatureValidator().named_key("n\0"sv, "k").try_validate(webhook)) == "name");
    CHECK(parameter_of(SignatureValidator().named_key("n", "k\0"sv).try_validate(webhook)) == "signing_key");
    CHECK(parameter_of(SignatureValidator().key("k").public_url("h\0"sv).try_validate(webhook)) ==
          "public_url");

    // What holds a NUL was not given, and must not be passed over.
    Webhook genuine("POST", "https://example.com/menu");
    const Signature signature = validator.sign(SignatureScheme::parameters, genuine);
    genuine.header("X-Twilio-Signature", signature.value());
    CHECK(validator.accepts(genuine) && !SignatureValidator().key("k").key("k\0"sv).accepts(genuine));
    CHECK(validator.accepts(genuine.header("X-Other", "x\0"sv)));
}

void what_was_moved_from_is_empty() {
    Event event = parsed("CallSid=CA1&AudioInMos=1&DialBridged=1&SequenceNumber=1&CallStatus=busy");
    const Event moved = std::move(event);
    CHECK(moved.call_sid() == "CA1" && event.kind() == EventKind::none && event.kind_name().empty());
    CHECK(!event.call_sid() && !event.audio_in_mos() && !event.dial_bridged() && !event.sequence_number());
    CHECK(!event.timestamp() && event.call_status() == CallStatus::none && !event.field("CallSid"));
    CHECK(event.fields().empty() && event.fields().begin() == event.fields().end());

    SignatureValidator validator = SignatureValidator().key("k");
    Webhook webhook = Webhook("POST", "https://example.com").header("Content-Type", form).body("a=b");
    Verdict verdict = validator.validate(webhook);
    Signature signature = validator.sign(SignatureScheme::parameters, webhook);
    CHECK(!Verdict(std::move(verdict)).message().empty() && !Signature(std::move(signature)).url().empty());
    CHECK(!verdict && verdict.message().empty() && verdict.reason() == RefusalReason::none);
    CHECK(signature.url().empty() && signature.value().empty() && signature.headers().empty());
    const Webhook second = std::move(webhook);
    CHECK(second.read().field("a") == "b" && webhook.try_read().error().parameter() == "webhook");
    CHECK(webhook.body("a=b").try_read().error().parameter() == "webhook");
    const SignatureValidator strict = std::move(validator);
    CHECK(!validator.accepts(second) && strict.try_validate(second).has_value());
}

} // namespace

int main() {
    requests_are_read();
    every_kind_of_value_is_read();
    fields_keep_everything();
    what_cannot_be_read_is_an_error();
    signatures_are_checked();
    every_scheme_signs();
    validators_say_what_is_wrong_with_them();
    what_was_moved_from_is_empty();
}
