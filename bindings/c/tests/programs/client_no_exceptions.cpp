// What the headers have without exceptions (`-fno-exceptions`), on a simulator in which everybody is busy.

#include "check.hpp"

#include <mycpaas_laml.hpp>
#include <mycpaas_webhooks.hpp>

#include <poll.h>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

using namespace mycpaas;
using namespace std::string_view_literals;

namespace {

#ifndef __cpp_exceptions
template <class T, class = void>
constexpr bool has_from_env = false;
template <class T>
constexpr bool has_from_env<T, std::void_t<decltype(T::from_env())>> = true;
static_assert(!has_from_env<Client> && !std::is_default_constructible_v<Queue>);
template <class T, class = void>
constexpr bool has_read = false;
template <class T>
constexpr bool has_read<T, std::void_t<decltype(std::declval<T>().read())>> = true;
static_assert(!has_read<webhooks::Webhook>);
#endif

void calls(const Client &client) {
    const Result<Call> call = client.try_create(params());
    CHECK(call && call->status() == CallStatus::queued);
    CHECK(client.try_wait(call->sid())->status() == CallStatus::busy);
    CHECK(call->try_copy()->sid() == call->sid());
    CHECK(client.try_fetch("CA\0"sv).error().parameter() == "sid");
    CHECK(client.try_fetch("CA0").error().kind() == ErrorKind::not_found);
    CHECK(client.try_delete(call->sid()) && !client.try_delete(call->sid()));
}

void lists(const Client &client) {
    CHECK(client.try_create(params()) && client.try_create(params()));
    Result<CallList> list = client.try_list(ListParams().page_size(1).limit(2));
    int count = 0;
    for (;;) {
        const auto next = list->try_next();
        CHECK(next);
        if (!*next) {
            break;
        }
        CHECK(!(*next)->sid().empty());
        ++count;
    }
    CHECK(count == 2);
    const Result<Page> page = client.try_first_page();
    for (const CallView &call : *page) {
        CHECK(!call.sid().empty());
    }
    CHECK(page->try_next().has_value());
}

void callbacks(const Client &client) {
    const Queue queue = *Queue::try_new();
    std::string sid;
    const auto started = client.try_create_async(params(), Options().queue(queue), [&](Result<Call> call) {
        CHECK(call);
        sid = call->sid();
    });
    CHECK(started);
    while (queue.pending() > 0) {
        pollfd event = {queue.fd(), POLLIN, 0};
        CHECK(poll(&event, 1, 60'000) == 1);
        queue.dispatch();
    }
    CHECK(!sid.empty());
}

void documents() {
    laml::VoiceResponse response;
    response.gather().num_digits(1).say("Hello");
    CHECK(response.try_to_xml()->find("numDigits") != std::string::npos);
    CHECK(response.try_check()->size() == laml::try_check_document(*response.try_to_xml())->size());
    CHECK(laml::VoiceResponse::try_parse(*response.try_to_xml())->find("Gather"));
    response.gather().num_digits(-1);
    CHECK(response.try_to_xml().error().attribute() == "numDigits");
}

void requests_of_the_service(const Client &client) {
    const auto validator = webhooks::SignatureValidator().key("k");
    const Result<Call> call = client.try_create(params());
    auto webhook = webhooks::Webhook("POST", "https://example.com/status");
    webhook.body("CallStatus=busy&CallSid=" + std::string(call->sid()));
    const auto signature = validator.try_sign(webhooks::SignatureScheme::parameters, webhook);
    webhook.header("X-Twilio-Signature", signature->value());
    CHECK(validator.accepts(webhook) && validator.try_validate(webhook)->is_valid());
    CHECK(!*validator.try_validate(webhook.body("CallStatus=completed")));

    const webhooks::CallTracker tracker;
    const Result<webhooks::Event> event = webhooks::Event::try_parse_query("CallStatus=busy&CallSid=CA1");
    CHECK(tracker.try_record(*event).value_or(std::nullopt)->ended() &&
          (*tracker.try_get("CA1"))->is_final());
    CHECK(webhook.try_read_as(webhooks::EventKind::status)->call_status() == CallStatus::completed);
    CHECK(webhook.body("%").try_read().error().kind() == ErrorKind::webhook);
    CHECK(client.try_wait(call->sid(), WaitParams().tracker(tracker))->status() == CallStatus::busy);
}

} // namespace

int main() {
    CHECK(Client::try_new(Config()).error().kind() == ErrorKind::configuration);
    const Result<Client> client = Client::try_from_env();
    CHECK(client);
    calls(*client);
    lists(*client);
    callbacks(*client);
    documents();
    requests_of_the_service(*client);
}
