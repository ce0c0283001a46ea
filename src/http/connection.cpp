#include "http/connection.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "core/log.h"
#include "http/compress.h"
#include "http/incoming.h"
#include "http/wire.h"

namespace panoh::http {

namespace {

constexpr std::size_t head_room = 4096;
constexpr std::size_t body_room = 64 * 1024;
constexpr std::size_t piece_bytes = 64 * 1024;
/// Bodies that nobody will look at are read up to here, so that the answer (404, 405) arrives on a whole
/// connection.
constexpr std::size_t unwanted_body_bytes = 64 * 1024;
/// What the build of the staff app wrote for its pages to load.
constexpr std::string_view parts_folder = "/_app/";
/// Beyond the first of these, a body gets one more second for each 64 KiB.
constexpr std::size_t patient_bytes = 1024 * 1024;

} // namespace

Connection::Connection(Service& service, Channel& channel, Admission::Place place, bool by_proxy)
    : service_(service), channel_(channel), place_(std::move(place)), by_proxy_(by_proxy),
      reader_(service_.limits)
{
    expect(Stage::opening, service_.limits.header_ms);
}

Connection::~Connection()
{
    release_body();
}

void Connection::expect(Stage stage, int milliseconds)
{
    stage_ = stage;
    deadline_ = Time::now() + std::chrono::milliseconds(milliseconds);
}

void Connection::expect_body()
{
    const auto size = reader_.body_size();
    const auto extra = size > patient_bytes ? (size - patient_bytes) / body_room : 0;
    stage_ = Stage::body;
    deadline_ =
        body_since_ + std::chrono::milliseconds(service_.limits.body_ms) + std::chrono::seconds(extra);
}

void Connection::wait_for_bytes()
{
    channel_.read(stage_ == Stage::body ? body_room : head_room);
}

void Connection::on_open()
{
    stage_ = Stage::idle;
    if (service_.stopping) return channel_.close();
    wait_for_bytes();
}

void Connection::on_bytes(std::string_view bytes)
{
    // Too late: the answer that says so is on its way.
    if (stage_ == Stage::writing) return;
    inbox_.append(bytes);
    if (stage_ == Stage::idle) {
        // The first request keeps the deadline of the accept, which is the nearer one.
        const auto sooner =
            std::min(deadline_, Time::now() + std::chrono::milliseconds(service_.limits.header_ms));
        stage_ = Stage::head;
        deadline_ = sooner;
    }
    advance();
}

void Connection::advance()
{
    for (;;) {
        std::size_t used = 0;
        const auto state = reader_.read(inbox_, used);
        inbox_.erase(0, used);
        switch (state) {
        case RequestReader::State::head:
            if (!begin_body()) return;
            break;
        case RequestReader::State::more:
            if (!charge_body()) return refuse({503, "http/busy"});
            if (stage_ == Stage::body) expect_body();
            return wait_for_bytes();
        case RequestReader::State::done:
            return run();
        case RequestReader::State::refused:
            return refuse(reader_.refusal());
        }
    }
}

bool Connection::begin_body()
{
    auto head = reader_.take_head();
    const bool has_body = head.has_body();
    const bool wants_continue = head.expects_continue() && head.version == 11;
    may_keep_alive_ = head.keep_alive();
    chunked_ = head.version == 11;
    request_ = Request();
    if (const auto refusal = read_request(head, service_.hosts, request_, head_only_)) {
        refuse(*refusal);
        return false;
    }
    request_.secure = service_.secure;
    request_.network = place_.network();
    if (by_proxy_) request_.network = service_.proxy.asked_for(request_.headers).value_or(place_.network());
    route_ = service_.router.find(request_.method, request_.path);
    std::size_t limit = unwanted_body_bytes;
    if (route_ != nullptr) limit = request_.method == Method::get ? 0 : route_->max_body;
    if (!reader_.body_limit(limit) || !has_body) return true;

    body_since_ = Time::now();
    expect_body();
    if (!wants_continue || !inbox_.empty()) return true;
    stage_ = Stage::continuing;
    channel_.write(std::string(continue_text), {});
    return false;
}

bool Connection::charge_body()
{
    const auto size = reader_.body_size();
    if (size <= charged_) return true;
    if (!service_.body_memory.take(size - charged_)) return false;
    charged_ = size;
    return true;
}

void Connection::release_body()
{
    service_.body_memory.give_back(std::exchange(charged_, 0));
}

void Connection::run()
{
    request_.body = reader_.take_body();
    stage_ = Stage::running;
    deadline_ = Time::time_point::max();
    run_since_ = Time::now();
    if (route_ != nullptr) return run_handler();
    if (auto file = service_.files.serve(request_)) {
        service_.metrics.count(nullptr, Metrics::Other::static_file, file->status, Time::now() - run_since_);
        const bool part = request_.path.starts_with(parts_folder);
        return send(std::move(*file), part ? Content::part : Content::page, may_keep_alive_);
    }
    on_answer(service_.router.dispatch(request_));
}

void Connection::run_handler()
{
    WorkerPool& workers = route_->slow ? service_.slow_workers : service_.workers;
    const bool taken = workers.try_run([this, channel = channel_.shared_from_this()] {
        auto answer = std::make_shared<Response>(service_.router.dispatch(request_));
        compress(*answer, request_.header("accept-encoding"));
        auto& io = *channel;
        io.post([this, channel, answer] { on_answer(std::move(*answer)); });
    });
    if (!taken) on_answer(refusal(503, "http/busy").with("Retry-After", "1"));
}

void Connection::on_answer(Response answer)
{
    service_.metrics.count(route_, Metrics::Other::no_route, answer.status, Time::now() - run_since_);
    release_body();
    if (stage_ == Stage::gone) return;
    send(std::move(answer), Content::api, may_keep_alive_);
}

void Connection::send(Response response, Content content, bool keep_alive)
{
    const bool streamed = response.stream && !head_only_ && has_body(response.status);
    chunked_ = chunked_ && streamed;
    // Without chunks only the end of the connection tells the end of a stream.
    const bool may_more = ++requests_ < service_.limits.requests_per_connection;
    keep_alive_ = keep_alive && may_more && !service_.stopping && (!streamed || chunked_);
    auto head = head_text(response, {.keep_alive = keep_alive_, .chunked = chunked_},
                          security_lines(response, content, service_.secure, service_.page_policy));
    if (head_only_ || !has_body(response.status)) response.body.clear();
    if (chunked_) response.body = chunk(response.body);
    stream_ = streamed ? std::move(response.stream) : nullptr;
    expect(Stage::writing, service_.limits.write_ms);
    channel_.write(std::move(head), std::move(response.body));
}

void Connection::refuse(const Refusal& refusal)
{
    service_.metrics.count(nullptr, Metrics::Other::refused, refusal.status, {});
    auto response = http::refusal(refusal.status, refusal.code, refusal.field);
    if (refusal.status == 405) {
        auto methods = service_.router.allowed(request_.path);
        response.with("Allow", methods.empty() ? "GET, HEAD" : std::move(methods));
    }
    if (refusal.status == 503) response.with("Retry-After", "1");
    route_ = nullptr;
    head_only_ = false;
    chunked_ = false;
    release_body();
    send(std::move(response), Content::api, false);
}

/// What has come half is not waited for any longer. The peer hears why, but has less time than usual to
/// listen.
void Connection::refuse_late()
{
    was_late_ = true;
    refuse({408, "http/too_late"});
    expect(Stage::writing, service_.limits.late_ms);
}

void Connection::on_written()
{
    if (stage_ == Stage::continuing) {
        expect_body();
        return wait_for_bytes();
    }
    if (stream_) return pull_piece();
    end_request();
}

void Connection::pull_piece()
{
    stage_ = Stage::running;
    deadline_ = Time::time_point::max();
    service_.workers.run([this, channel = channel_.shared_from_this()] {
        auto piece = std::make_shared<std::string>();
        bool more = true;
        bool failed = false;
        try {
            while (more && piece->size() < piece_bytes) {
                std::string part;
                more = stream_(part);
                *piece += part;
            }
        } catch (...) {
            failed = true;
        }
        auto& io = *channel;
        io.post([this, channel, piece, more, failed] { on_piece(std::move(*piece), more, failed); });
    });
}

void Connection::on_piece(std::string piece, bool more, bool failed)
{
    if (!more || failed) stream_ = nullptr;
    if (stage_ == Stage::gone) return;
    if (failed) {
        core::log(core::LogLevel::error, "stream_failed", {{"route", core::LogValue::word(request_.route)}});
        return channel_.close();
    }
    if (chunked_) piece = chunk(piece);
    if (chunked_ && !more) piece += last_chunk;
    expect(Stage::writing, service_.limits.write_ms);
    channel_.write(std::move(piece), {});
}

void Connection::end_request()
{
    if (!keep_alive_) {
        expect(Stage::closing, was_late_ ? service_.limits.late_ms : service_.limits.linger_ms);
        return channel_.finish();
    }
    reader_.next();
    request_ = Request();
    expect(Stage::idle, service_.limits.idle_ms);
    if (inbox_.empty()) {
        if (service_.stopping) return channel_.close();
        if (inbox_.capacity() > head_room) inbox_ = std::string();
        return wait_for_bytes();
    }
    expect(Stage::head, service_.limits.header_ms);
    advance();
}

void Connection::on_gone()
{
    stage_ = Stage::gone;
    deadline_ = Time::time_point::max();
}

void Connection::on_deadline()
{
    if (stage_ == Stage::head || stage_ == Stage::body) return refuse_late();
    channel_.close();
}

void Connection::on_stop()
{
    if (stage_ == Stage::idle || stage_ == Stage::opening) channel_.close();
}

} // namespace panoh::http
