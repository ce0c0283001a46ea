#include "bulletin/post.h"

#include <algorithm>
#include <chrono>

#include "bulletin/confirming_post.h"
#include "bulletin/edition_post.h"
#include "core/log.h"

namespace panoh::bulletin {

namespace {

/// The clock of waiting is not that of the database: looked at again now and then.
constexpr std::int64_t longest_wait_ms = 10 * core::minute_ms;
constexpr std::int64_t shortest_wait_ms = 20;
constexpr std::int64_t wait_after_fault_ms = 10 * core::second_ms;

} // namespace

std::string host_of(std::string_view public_address)
{
    const auto begin = public_address.find("://");
    auto host = begin == std::string_view::npos ? public_address : public_address.substr(begin + 3);
    host = host.substr(0, host.find('/'));
    if (host.starts_with('[')) return "node.invalid";
    return std::string(host.substr(0, host.find(':')));
}

std::string confirm_link(const PostOptions& options, std::string_view token, std::string_view language)
{
    return options.public_address + "/subscriptions/confirm/" + std::string(token) +
           "?language=" + std::string(language);
}

std::string leave_link(const PostOptions& options, std::string_view token, std::string_view language)
{
    return options.public_address + "/subscriptions/leave/" + std::string(token) +
           "?language=" + std::string(language);
}

std::string one_click_link(const PostOptions& options, std::string_view token)
{
    return options.public_address + "/api/subscriptions/leave/" + std::string(token);
}

Post::Post(store::Database& database, const core::Clock& clock, const crypto::Key& key,
           std::optional<PostOptions> options, Editions editions, WriteConfirming confirming)
    : database_(database), clock_(clock), keys_(key), options_(std::move(options)),
      editions_(std::move(editions)), confirming_(std::move(confirming))
{
}

Post::~Post()
{
    // Both are told before either is waited for.
    confirming_thread_.request_stop();
    editions_thread_.request_stop();
}

core::Done Post::check_set_up() const
{
    if (options_) return {};
    return core::fail(core::ErrorKind::conflict, "mail/not_set_up");
}

std::string Post::where_to_ask() const
{
    return options_ ? options_->public_address + "/subscriptions" : std::string();
}

void Post::start()
{
    if (!options_) return;
    needs_ = std::make_unique<PostNeeds>(PostNeeds{.database = database_,
                                                   .clock = clock_,
                                                   .keys = keys_,
                                                   .options = *options_,
                                                   .editions = editions_,
                                                   .confirming = confirming_});
    confirming_thread_ = std::jthread([this](const std::stop_token& stop) {
        run(stop, [this](const std::stop_token& asked) { return send_confirming(*needs_, asked); });
    });
    editions_thread_ = std::jthread([this](const std::stop_token& stop) {
        EditionPost post(*needs_);
        run(stop, [&](const std::stop_token& asked) { return post.send(asked); });
    });
}

void Post::wake()
{
    {
        const std::lock_guard lock(mutex_);
        ++news_;
    }
    wake_.notify_all();
}

void Post::run(const std::stop_token& stop, const Pass& pass)
{
    std::int64_t seen = -1;
    while (!stop.stop_requested()) {
        {
            const std::lock_guard lock(mutex_);
            seen = news_;
        }
        std::int64_t wait = wait_after_fault_ms;
        try {
            wait = pass(stop);
        } catch (const std::exception&) {
            // Its text may hold anything; the store has said in the log what it may say.
            core::log(core::LogLevel::error, "post_failed");
        }
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, stop,
                       std::chrono::milliseconds(std::clamp(wait, shortest_wait_ms, longest_wait_ms)),
                       [&] { return news_ != seen; });
    }
}

} // namespace panoh::bulletin
