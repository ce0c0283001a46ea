#pragma once

// What goes out by mail: confirming letters and editions.

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "bulletin/letter.h"
#include "bulletin/subscriber.h"
#include "core/clock.h"
#include "mail/letter.h"
#include "mail/line.h"
#include "store/store.h"

namespace panoh::bulletin {

/// How letters leave this node.
struct PostOptions {
    mail::Server server = {};
    mail::Mailbox from = {};
    std::string public_address = {}; ///< where links lead: "https://panoh.example.org"
    int connections = 4;
    std::int64_t pause_ms = 2 * core::minute_ms; ///< after a first "not now"
};

/// The letter that asks whether somebody wants it, with `confirm_place` in it.
using WriteConfirming = std::function<Letter(std::string_view language)>;

/// What both kinds of post need. Outlives them.
struct PostNeeds {
    store::Database& database;
    const core::Clock& clock;
    const SubscriberKeys& keys;
    const PostOptions& options;
    Editions editions = {};
    WriteConfirming confirming = {};
};

/// The host of the node's address, as it stands behind the `@` of a Message-ID.
[[nodiscard]] std::string host_of(std::string_view public_address);
/// Where a reader confirms or leaves: pages with a button, because programs follow every link of a letter.
[[nodiscard]] std::string confirm_link(const PostOptions& options, std::string_view token,
                                       std::string_view language);
[[nodiscard]] std::string leave_link(const PostOptions& options, std::string_view token,
                                     std::string_view language);
/// Where a mail program leaves by one click (RFC 8058).
[[nodiscard]] std::string one_click_link(const PostOptions& options, std::string_view token);

/// Two threads, one for each kind, that wait until there is something to send. What they do is in the
/// database: whenever they end, killed too, the next ones go on where they were.
class Post {
public:
    /// Without options nothing can be sent.
    Post(store::Database& database, const core::Clock& clock, const crypto::Key& key,
         std::optional<PostOptions> options, Editions editions, WriteConfirming confirming);
    /// Ends after the letters that are under way, at most some seconds later.
    ~Post();
    Post(const Post&) = delete;
    Post& operator=(const Post&) = delete;

    void start();
    /// There is something new.
    void wake();
    /// "mail/not_set_up" (409).
    [[nodiscard]] core::Done check_set_up() const;
    /// The page where people ask for the bulletin, as the world reaches it; empty while nothing can be sent.
    [[nodiscard]] std::string where_to_ask() const;
    [[nodiscard]] const SubscriberKeys& keys() const { return keys_; }
    [[nodiscard]] const Editions& editions() const { return editions_; }

private:
    using Pass = std::function<std::int64_t(const std::stop_token&)>;
    void run(const std::stop_token& stop, const Pass& pass);

    store::Database& database_;
    const core::Clock& clock_;
    SubscriberKeys keys_;
    std::optional<PostOptions> options_;
    Editions editions_;
    WriteConfirming confirming_;
    std::unique_ptr<PostNeeds> needs_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::int64_t news_ = 0;
    std::jthread confirming_thread_;
    std::jthread editions_thread_;
};

} // namespace panoh::bulletin
