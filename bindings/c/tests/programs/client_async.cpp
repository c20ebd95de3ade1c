// The asynchronous forms of mycpaas.hpp: callbacks, queues and futures, and what ends requests before their time. It runs on
// a simulator in which everybody is busy.

#include "check.hpp"

#include <chrono>
#include <future>
#include <memory>
#include <poll.h>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace mycpaas;
using namespace std::chrono_literals;
using namespace std::string_view_literals;

namespace {

// The error that a future gets.
template <class T>
Error error_of(std::future<T> future) {
    try {
        static_cast<void>(future.get());
    } catch (const Error &error) {
        return error;
    }
    std::cerr << "nothing was thrown\n";
    std::exit(1);
}

// Waits for the end of every request of a queue.
void finish(const Queue &queue) {
    while (queue.pending() > 0) {
        pollfd event = {queue.fd(), POLLIN, 0};
        CHECK(poll(&event, 1, 60'000) == 1);
        queue.dispatch();
    }
}

// Moves, and is called where something has to be.
struct OnlyMoves {
    std::unique_ptr<std::promise<std::string>> sid;
    void operator()(Result<Call> call) { sid->set_value(std::string(call.value().sid())); }
};

void callbacks_run_on_a_thread_of_the_library(const Client &client) {
    OnlyMoves callback{std::make_unique<std::promise<std::string>>()};
    std::future<std::string> sid = callback.sid->get_future();
    client.create_async(params(), std::move(callback));
    CHECK(client.fetch(sid.get()).to() == "+491234567890");

    std::promise<std::thread::id> thread;
    client.fetch_async("CA0", Options().max_retries(0), [&](Result<Call> call) {
        CHECK(call.error().kind() == ErrorKind::not_found);
        thread.set_value(std::this_thread::get_id());
    });
    CHECK(thread.get_future().get() != std::this_thread::get_id());

    std::promise<std::size_t> calls;
    client.first_page_async(ListParams().page_size(1), [&](Result<Page> page) {
        // What waits may be called here, too.
        calls.set_value(page->size() + page.value().try_next().value()->size());
    });
    CHECK(calls.get_future().get() == 2);
}

void callbacks_run_where_a_queue_is_dispatched(const Client &client) {
    const Queue queue;
    const Options options = Options().queue(queue);
    const auto here = std::this_thread::get_id();
    std::string said;
    client.create_async(params(), options, [&](Result<Call> call) {
        CHECK(std::this_thread::get_id() == here);
        said += "created ";
        client.wait_async(call->sid(), {}, options, [&](Result<Call> ended) {
            said += text(ended->status());
            client.delete_async(ended->sid(), options,
                                [&](Result<void> deleted) { said += deleted ? " deleted" : ""; });
        });
    });
    CHECK(queue.pending() == 1 && said.empty());
    finish(queue);
    CHECK(said == "created busy deleted");

    int pages = 0;
    const Page page = client.first_page(ListParams().page_size(2));
    page.next_async(options,
                    [&](Result<std::optional<Page>> next) { pages += next.value().has_value() ? 1 : 0; });
    page.previous_async(options,
                        [&](Result<std::optional<Page>> before) { pages += before.value() ? 0 : 1; });
    client.request_async(RequestParams("GET", "Calls.json"), options,
                         [&](Result<Response> response) { pages += response->body().empty() ? 0 : 1; });
    client.update_async("CA0", UpdateParams().url("https://example.com/x"), options,
                        [&](Result<Call> call) { pages += call.error().http_status() == 404 ? 1 : 0; });
    client.hang_up_async("CA0", options, [&](Result<Call> call) { pages += call ? 0 : 1; });
    client.cancel_async("CA0", options, [&](Result<Call> call) { pages += call ? 0 : 1; });
    client.redirect_async("CA0", "https://example.com/x", options,
                          [&](Result<Call> call) { pages += call ? 0 : 1; });
    finish(queue);
    CHECK(pages == 7 && queue.dispatch() == 0);
}

void futures_get_what_comes(const Client &client) {
    std::future<Call> call = client.create_future(params());
    std::vector<std::future<Call>> more;
    for (int count = 0; count < 10; ++count) {
        more.push_back(client.create_future(params(), Options().total_timeout(20s)));
    }
    const std::string sid(call.get().sid());
    for (auto &other : more) {
        CHECK(other.get().sid() != sid);
    }
    CHECK(client.wait_future(sid).get().status() == CallStatus::busy);
    client.delete_future(sid).get();
    CHECK(client.first_page_future(ListParams().page_size(1)).get().next_future().get()->size() == 1);
    CHECK(error_of(client.fetch_future(sid)).kind() == ErrorKind::not_found);
    // Nothing was started, and the future says so.
    CHECK(error_of(client.create_future(params().caller_id("\xff"))).parameter() == "caller_id");
}

void a_callback_never_runs_if_nothing_was_started(const Client &client) {
    const auto alive = std::make_shared<int>();
    const auto never = [alive](const Result<Call> &) { CHECK(false); };
    CHECK(client.try_create_async(params().caller_id("\xff"), never).error().parameter() == "caller_id");
    CHECK(client.try_fetch_async("CA\0"sv, never).error().parameter() == "sid");
    try {
        client.cancel_async("CA\0"sv, never);
        CHECK(false);
    } catch (const Error &error) {
        CHECK(error.parameter() == "sid");
    }
    CHECK(alive.use_count() == 2);
}

void a_token_ends_requests() {
    const Stalled server;
    const Client client(server.config());
    const CancelToken token;
    const Options options = Options().cancel_token(token);
    std::future<Call> created = client.create_future(params(), options);
    server.wait();
    CHECK(!token.is_cancelled());
    token.cancel();
    CHECK(token.is_cancelled());
    const Error cancelled = error_of(std::move(created));
    CHECK(cancelled.kind() == ErrorKind::cancelled && cancelled.delivery() == Delivery::unknown);
    CHECK(cancelled.may_have_been_placed());
    CHECK(cancelled.message().find("must not be blindly repeated") != std::string_view::npos);
    const Error before = client.try_create(params(), options).error();
    CHECK(before.kind() == ErrorKind::cancelled && before.delivery() == Delivery::not_sent &&
          before.attempts() == 0);
    const Error late = client.try_create(params(), Options().total_timeout(50ms)).error();
    CHECK(late.kind() == ErrorKind::timeout && late.may_have_been_placed());
}

// A request keeps its callback and the log, whatever else is gone, and gives them up where it ended.
void requests_keep_what_they_need() {
    const Stalled server;
    const auto alive = std::make_shared<int>();
    int lines = 0;
    auto config = std::make_unique<Config>(server.config());
    config->log(LogLevel::trace, [&lines, heard_by = alive](const LogRecord &record) {
        CHECK(!record.line().empty() && !record.message().empty() && record.level() >= LogLevel::error);
        for (const auto &[name, value] : record.fields()) {
            lines += name == "operation" && value == "calls.create" ? 1 : 0;
        }
    });
    auto client = std::make_unique<Client>(*config);
    config.reset();
    CHECK(alive.use_count() == 2);
    auto derived = std::make_unique<Client>(client->with_options(Options().max_retries(0)));
    client.reset();

    auto queue = std::make_unique<Queue>();
    bool ended = false;
    derived->create_async(params(), Options().queue(*queue), [&ended, kept = alive](Result<Call> call) {
        CHECK(call.error().kind() == ErrorKind::cancelled && call.error().may_have_been_placed());
        ended = true;
    });
    derived.reset();
    server.wait();
    CHECK(!ended && alive.use_count() == 3);
    queue.reset();
    CHECK(ended && alive.use_count() == 1);
}

void pages_and_lists_keep_the_log() {
    int lines = 0;
    const auto alive = std::make_shared<int>();
    auto config = Config().from_env().log(LogLevel::debug, [&lines, alive](const LogRecord &) { ++lines; });
    auto client = std::make_unique<Client>(std::exchange(config, Config()));
    std::optional<Page> page = client->first_page(ListParams().page_size(1));
    {
        CallList list = client->list(ListParams().page_size(1));
        client.reset();
        CHECK(list.next() && list.next());
    }
    page = page->next();
    CHECK(page->next() && lines == 5 && alive.use_count() == 2);
    page.reset();
    CHECK(alive.use_count() == 1);
}

} // namespace

int main() {
    const Client client = Client::from_env();
    callbacks_run_on_a_thread_of_the_library(client);
    callbacks_run_where_a_queue_is_dispatched(client);
    futures_get_what_comes(client);
    a_callback_never_runs_if_nothing_was_started(client);
    a_token_ends_requests();
    requests_keep_what_they_need();
    pages_and_lists_keep_the_log();
}
