// The client of mycpaas.hpp, on a simulator in which everybody is busy.

#include "check.hpp"

#include <chrono>
#include <exception>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#if __cplusplus >= 202002L
#include <ranges>
#endif

using namespace mycpaas;
using namespace std::chrono_literals;
using namespace std::string_view_literals;

namespace {

static_assert(only_moves<Client> && only_moves<Config> && only_moves<Options>);
static_assert(only_moves<CallParams> && only_moves<UpdateParams> && only_moves<ListParams>);
static_assert(only_moves<WaitParams> && only_moves<RequestParams> && only_moves<CancelToken>);
static_assert(only_moves<Call> && only_moves<Page> && only_moves<CallList> && only_moves<Response>);
static_assert(only_moves<Queue> && only_moves<Result<Call>>);
static_assert(std::is_nothrow_copy_constructible_v<Error> && std::is_base_of_v<std::exception, Error>);
static_assert(std::is_trivially_copyable_v<CallView> && std::is_convertible_v<const Call &, CallView>);
static_assert(text(CallStatus::in_progress) == "in-progress" && text(CallStatus::none).empty());
static_assert(static_cast<int>(ErrorKind::not_found) == 12 && static_cast<int>(CallStatus::canceled) == 9);
#if __cplusplus >= 202002L
static_assert(std::ranges::input_range<CallList> && std::ranges::input_range<const Page>);
static_assert(std::ranges::input_range<Metadata::Headers> && std::ranges::input_range<Error::Causes>);
#endif

void a_call_is_read(const Client &client) {
    const Call call = client.create(params().timeout(30));
    CHECK(call.to() == "+491234567890" && call.from() == "+491098765432");
    CHECK(call.status() == CallStatus::queued && call.status_text() == "queued");
    CHECK(call.direction() == CallDirection::outbound_api);
    CHECK(call.account_sid() == client.account_sid());
    CHECK(call.date_created().value() > Time(1577836800s) && !call.date_created_text()->empty());
    CHECK(!call.duration() && !call.end_time() && !call.end_time_text() && !call.queue_time());
    CHECK(!call.annotation() && !call.audio_out_lost() && !call.extra("nothing") && !call.extra("a\0b"sv));
    CHECK(call.extras().empty() && call.subresource_uri("recordings")->find(call.sid()) != std::string::npos);
    CHECK(call.json().find(call.sid()) != std::string_view::npos);

    const Metadata metadata = call.metadata().value();
    CHECK(metadata.http_status() == 201 && metadata.attempts() == 1 && metadata.elapsed() > 0s);
    CHECK(metadata.header("Content-Type") == "application/json" && !metadata.header("X-None"));
    bool found = false;
    for (const auto &[name, value] : metadata.headers()) {
        found |= name == "x-request-id" && value == metadata.request_id();
    }
    CHECK(found && metadata.headers().begin()->first == metadata.headers()[0].first);

    const Call ended = client.wait(call.sid(), WaitParams().deadline(1min).until(CallStatus::ringing));
    CHECK(ended.sid() == call.sid());
    CHECK(client.wait(call.sid()).status() == CallStatus::busy);
    CHECK(client.fetch(call.sid()).duration() == 0s);
}

void errors_are_thrown_or_returned(const Client &client) {
    const Error thrown = thrown_by([&] { client.fetch("CA00000000000000000000000000000000"); });
    CHECK(thrown.kind() == ErrorKind::not_found && thrown.kind_name() == "not_found");
    CHECK(thrown.http_status() == 404 && thrown.api_code() && thrown.request_id() && thrown.attempts() == 1);
    CHECK(thrown.delivery() == Delivery::rejected && thrown.delivery_name() == "rejected");
    CHECK(!thrown.may_have_been_placed() && !thrown.is_retryable() && !thrown.parameter());
    CHECK(!thrown.retry_after() && thrown.metadata()->http_status() == 404 && thrown.causes().empty());

    // Copies say the same, and outlive the first.
    auto first = std::make_unique<Error>(thrown);
    const Error copy = *first;
    CHECK(copy.what() == first->what() && copy.message() == thrown.message() && !copy.message().empty());
    first.reset();
    const std::exception &base = copy;
    CHECK(std::string(base.what()) == thrown.what());

    Result<Call> returned = client.try_create({"12", "+491098765432", "https://example.com/voice.xml"});
    CHECK(!returned && !returned.has_value() && returned.error().parameter() == "to");
    CHECK(!returned.error().http_status() && returned.error().attempts() == 0);
    CHECK(thrown_by([&] { returned.value(); }).parameter() == "to");
    CHECK(std::move(returned).value_or(client.create(params())).status() == CallStatus::queued);

    Result<Call> call = client.try_create(params());
    CHECK(call && call->sid() == (*call).sid() && call.value().sid() == call->sid());
    const Call taken = *std::move(call);
    CHECK(!taken.sid().empty());

    // Nobody listens there.
    const Client other(
        Config().account_sid("AC1").auth_token("x").base_url("http://127.0.0.1:9/api").max_retries(0));
    const Error unreachable = other.try_create(params()).error();
    CHECK(unreachable.kind() == ErrorKind::connection && unreachable.delivery() == Delivery::not_sent);
    CHECK(unreachable.is_retryable() && !unreachable.causes().empty() && !unreachable.causes()[0].empty());
}

void texts_need_no_nul_and_hold_none(const Client &client) {
    const std::string numbers = "+491234567890+491098765432";
    const auto to = std::string_view(numbers).substr(0, 13);
    CHECK(client.create({to, numbers.substr(13), "https://example.com/voice.xml"}).to() == to);

    const Error refused =
        client.try_create({"+4912345678\0009"sv, "+491098765432", "https://example.com"}).error();
    CHECK(refused.kind() == ErrorKind::invalid_argument && refused.parameter() == "to");
    CHECK(refused.what() == "to: holds a NUL at byte 11; text without one is allowed"sv);
    CHECK(refused.delivery() == Delivery::not_sent && !refused.may_have_been_placed());

    const std::vector<std::string> events = {"answered", {"comp\0leted", 10}};
    const auto parameter_of = [](const auto &result) { return result.error().parameter(); };
    CHECK(parameter_of(client.try_create(params().status_callback_event(events))) == "status_callback_event");
    CHECK(parameter_of(client.try_create(params().extra("A", "\0"sv))) == "value");
    CHECK(parameter_of(client.try_create(params(), Options().header("\0"sv, "x"))) == "name");
    CHECK(parameter_of(client.try_fetch("CA\0"sv)) == "sid");
    CHECK(parameter_of(client.try_redirect("CA1", "https://\0"sv)) == "url");
    CHECK(parameter_of(client.try_delete("\0"sv)) == "sid");
    CHECK(parameter_of(client.try_list(ListParams().to("\0"sv))) == "to");
    CHECK(parameter_of(client.try_request({"GET", "\0"sv})) == "path");
    CHECK(parameter_of(client.try_request(RequestParams("POST", "x").body("a\0"sv, "\0"sv))) ==
          "content_type");
    CHECK(parameter_of(Client::try_new(Config().from_env().auth_token("\0"sv))) == "auth_token");

    // The first problem counts, and it stays.
    CallParams twice = params();
    twice.caller_id("\0"sv).send_digits("\0"sv).timeout(30);
    CHECK(parameter_of(client.try_create(twice)) == "caller_id" && twice.problem());
    const Error negative = client.try_create(params(), Options().retry_base_delay(-1ms)).error();
    CHECK(negative.message() == "retry_base_delay: -1 ms is given; 0 ms and more is allowed");
    CHECK(parameter_of(client.try_create(params().timeout(0))) == "timeout");
    CHECK(parameter_of(client.try_create(params().caller_id("\xff"))) == "caller_id");
}

void parameters_are_chained_and_moved(const Client &client) {
    CallParams first = params().status_callback("https://127.0.0.1:9/status").record(false);
    first.status_callback_event({call_event::answered, "completed"}).method(http_method::post);
    const std::vector<std::string_view> events = {call_event::completed};
    first.status_callback_event(events);
    const CallParams second = std::move(first);
    CHECK(first.get() == nullptr && second.get() != nullptr);
    CHECK(client.create(second).status() == CallStatus::queued);
    // What was moved from can be used, and makes no call.
    CHECK(client.try_create(first.timeout(30)).error().parameter() == "params");

    Call call = client.create(params());
    const std::string sid(call.sid());
    Call moved = std::move(call);
    CHECK(call.sid().empty() && !call.to() && call.status() == CallStatus::none && !call.metadata());
    call = std::move(moved);
    CHECK(call.sid() == sid && moved.sid().empty());
    CallView &view = call;
    view = CallView(nullptr);
}

void lists_are_gone_through(const Client &client) {
    std::vector<std::string> placed;
    for (int count = 0; count < 5; ++count) {
        placed.insert(placed.begin(), std::string(client.create(params()).sid()));
    }
    const ListParams recent = ListParams().page_size(2).limit(5);
    std::vector<std::string> listed;
    for (const CallView &call : client.list(recent)) {
        CHECK(!call.metadata());
        listed.emplace_back(call.sid());
    }
    CHECK(listed == placed);

    CallList list = client.list(recent, Options().max_retries(1));
    const Call first = list.next()->copy();
    const Call second = list.try_next().value()->try_copy().value();
    CHECK(first.sid() == placed[0] && second.sid() == placed[1]);
    for (const CallView &call : list) {
        CHECK(call.sid() == placed[2]);
        break;
    }
    CHECK(client.list(ListParams().direction(CallDirection::inbound)).next() == std::nullopt);
    CHECK(client.list(ListParams().status(CallStatus::failed).to("+49111111111")).next() == std::nullopt);
    CHECK(thrown_by([&] { client.list(ListParams().page_size(0)).next(); }).parameter() == "page_size");

    const Page page = client.first_page(recent);
    CHECK(page.size() == 2 && !page.empty() && page[1].sid() == placed[1] &&
          page.begin()->sid() == placed[0]);
    CHECK(page.metadata().http_status() == 200 && page.cursor());
    std::optional<Page> next = page.next();
    CHECK(next->size() == 2 && (*next)[0].sid() == placed[2] &&
          next->previous()->begin()->sid() == placed[0]);
    CHECK(!page.previous() && !page.try_previous().value());
    Page moved = *std::move(next);
    CHECK(moved.size() == 2 && next->empty() && next->begin() == next->end());
    const std::string cursor(page.cursor().value());
    CHECK(client.list(ListParams().resume(cursor)).next()->sid() == placed[2]);
}

void other_requests(const Client &client) {
    const Call call = client.create(params());
    // It may have ended before they arrive: the API answers one way or the other.
    const auto answered = [](const Result<Call> &result) { return result || result.error().http_status(); };
    CHECK(answered(client.try_update(call.sid(), UpdateParams().status(CallStatus::completed))));
    CHECK(answered(client.try_redirect(call.sid(), "https://example.com/other.xml")));
    CHECK(answered(client.try_cancel(call.sid())) && answered(client.try_hang_up(call.sid())));
    CHECK(client.wait(call.sid()).end_time());
    const Response response = client.request(RequestParams("GET", "Calls.json").query("PageSize", "1"));
    CHECK(response.metadata().http_status() == 200 && response.body().front() == '{');
    CHECK(response.body().size() == std::stoul(std::string(*response.metadata().header("content-length"))));

    const Client derived = client.with_options(Options().total_timeout(5s));
    CHECK(derived.base_url() == client.base_url() && derived.fetch(call.sid()).sid() == call.sid());
    CHECK(client.with_options({}).account_sid() == client.account_sid());
    client.delete_(call.sid());
    CHECK(client.try_delete(call.sid()).error().kind() == ErrorKind::not_found);
    CHECK(version() == MYCPAAS_VERSION && version_number() == MYCPAAS_VERSION_NUMBER);
}

void clients_are_made() {
    CHECK(thrown_by([] { Client{Config()}; }).kind() == ErrorKind::configuration);
    CHECK(thrown_by([] {
              Client(Config().account_sid("AC1").auth_token("x").connect_timeout(0s));
          }).parameter() == "connect_timeout");
    Config config = Config().from_env();
    config.user_agent_suffix("test/1").read_timeout(20s).retry_base_delay(10ms).max_response_size(100);
    const Client client(config);
    CHECK(thrown_by([&] { client.create(params()); }).kind() == ErrorKind::response_too_large);
    CHECK(thrown_by([&] { client.create(params()); }).may_have_been_placed());
    CHECK(Client::try_new(Config().from_env().log(LogLevel::info, nullptr)).error().parameter() ==
          "callback");
}

} // namespace

int main() {
    const Client client = Client::from_env();
    a_call_is_read(client);
    errors_are_thrown_or_returned(client);
    texts_need_no_nul_and_hold_none(client);
    parameters_are_chained_and_moved(client);
    lists_are_gone_through(client);
    other_requests(client);
    clients_are_made();
}
