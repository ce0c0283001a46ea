#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "bulletin/hand_over.h"
#include "bulletin/sendings_store.h"

namespace panoh::bulletin {

using Letters = std::map<std::string, Letter, std::less<>>;

/// The edition in every language of the sending; what WriteLetter refuses, and
/// "bulletin/letter_without_leave".
[[nodiscard]] core::Result<Letters> letters_of(const PostNeeds& needs, const Sending& sending);

/// Everybody whose turn it is, once. Each connection has one letter in flight and does not take the next one
/// before the database has kept what became of it: who is killed here repeats one letter for each connection
/// and no more.
class Round {
public:
    Round(const PostNeeds& needs, Sending sending, Letters letters, std::stop_token stop);

    struct End {
        std::int64_t handed_over = 0;
        bool gets_through = true; ///< false: the server takes nothing from anybody now
    };
    [[nodiscard]] End run();

private:
    /// Takes turns until there is none, the server has gone or the node stops.
    void work();
    [[nodiscard]] std::optional<Turn> next();
    [[nodiscard]] mail::Handed send(mail::Line& line, const Turn& turn) const;
    void note(const Turn& turn, mail::Handed handed);
    void note_refused(store::Transaction& transaction, const Turn& turn, core::Instant now) const;
    void end(const Turn& turn, DeliveryState state);

    const PostNeeds& needs_;
    const Sending sending_;
    const Letters letters_;
    const std::stop_token stop_;
    std::mutex mutex_;
    std::deque<Turn> page_;
    core::SubscriberId last_ = {};
    bool over_ = false;
    std::int64_t handed_over_ = 0;
    int lost_connections_ = 0;
    bool broken_ = false;
};

} // namespace panoh::bulletin
