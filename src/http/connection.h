#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "http/channel.h"
#include "http/headers.h"
#include "http/request_reader.h"
#include "http/service.h"

namespace panoh::http {

/// What happens on one connection: read a request, run it, write the answer, and again. Knows no socket: the
/// channel tells it what came, and asks it when its patience ends. Lives on its io thread; only the handler
/// of a request and the pieces of a streamed answer run elsewhere, and meanwhile nothing here touches what
/// they use.
class Connection {
public:
    using Time = std::chrono::steady_clock;

    /// `by_proxy`: the peer is the trusted proxy, so its requests say whose they are.
    Connection(Service& service, Channel& channel, Admission::Place place, bool by_proxy);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// The TLS handshake, if any, is done. The first head has its deadline since the accept.
    void on_open();
    void on_bytes(std::string_view bytes);
    void on_written();
    /// The channel is closed.
    void on_gone();
    /// Called when `deadline` has passed.
    void on_deadline();
    /// The server stops: an idle connection ends now, another one after its answer.
    void on_stop();
    [[nodiscard]] Time::time_point deadline() const { return deadline_; }

private:
    enum class Stage {
        opening, ///< TLS handshake
        idle,    ///< no byte of a request yet
        head,
        continuing, ///< writing "100 Continue"
        body,
        running, ///< the handler, or the next piece of a streamed answer
        writing,
        closing, ///< the answer is out, the peer may read it
        gone,
    };
    void expect(Stage stage, int milliseconds);
    void expect_body();
    void wait_for_bytes();
    void advance();
    /// False when the request was refused or is on its way.
    [[nodiscard]] bool begin_body();
    [[nodiscard]] bool charge_body();
    void release_body();
    void run();
    void run_handler();
    void on_answer(Response answer);
    void send(Response response, Content content, bool keep_alive);
    void refuse(const Refusal& refusal);
    void refuse_late();
    void pull_piece();
    void on_piece(std::string piece, bool more, bool failed);
    void end_request();

    Service& service_;
    Channel& channel_;
    const Admission::Place place_;
    const bool by_proxy_;
    RequestReader reader_;
    std::string inbox_;
    Stage stage_ = Stage::opening;
    Time::time_point deadline_;
    Time::time_point body_since_;
    Time::time_point run_since_;
    std::size_t charged_ = 0;
    int requests_ = 0;
    bool was_late_ = false;

    // Of the request at hand.
    Request request_;
    const Route* route_ = nullptr;
    bool head_only_ = false;
    bool may_keep_alive_ = false;
    bool keep_alive_ = false;
    bool chunked_ = false;
    BodyStream stream_;
};

} // namespace panoh::http
