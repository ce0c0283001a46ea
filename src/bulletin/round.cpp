#include "bulletin/round.h"

#include <thread>

#include "bulletin/subscribers_store.h"
#include "core/log.h"

namespace panoh::bulletin {
namespace {

/// Turns read at once for each connection: a sending that is stopped goes on for so many letters.
constexpr int turns_for_connection = 8;

bool is_for_good(mail::Handed handed)
{
    return handed == mail::Handed::address_refused || handed == mail::Handed::letter_refused;
}

} // namespace

core::Result<Letters> letters_of(const PostNeeds& needs, const Sending& sending)
{
    Letters letters;
    for (const auto& language : sending.languages) {
        if (!needs.editions.write)
            return core::fail(core::ErrorKind::conflict, "bulletin/edition_not_out", "edition");
        PANOH_TRY(auto letter, needs.editions.write(sending.edition, language));
        PANOH_CHECK(check_letter(letter));
        letters.emplace(language, std::move(letter));
    }
    return letters;
}

Round::Round(const PostNeeds& needs, Sending sending, Letters letters, std::stop_token stop)
    : needs_(needs), sending_(std::move(sending)), letters_(std::move(letters)), stop_(std::move(stop))
{
}

Round::End Round::run()
{
    const int connections = needs_.options.connections;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < connections; ++i)
            threads.emplace_back([this] {
                try {
                    work();
                } catch (const std::exception&) {
                    // Its text may hold anything; the store has said in the log what it may say.
                    core::log(core::LogLevel::error, "sending_failed", {{"sending", sending_.id}});
                    const std::lock_guard lock(mutex_);
                    broken_ = over_ = true;
                }
            });
    }
    return {.handed_over = handed_over_, .gets_through = lost_connections_ < connections && !broken_};
}

std::optional<Turn> Round::next()
{
    const std::lock_guard lock(mutex_);
    if (over_ || stop_.stop_requested()) return std::nullopt;
    if (page_.empty()) {
        auto read = needs_.database.read([&](store::Reader& reader) -> std::vector<Turn> {
            const auto stands = find_sending(reader, sending_.id);
            if (!stands || stands->state != SendingState::running) return {};
            return turns(reader, sending_.id, needs_.clock.now(), last_,
                         needs_.options.connections * turns_for_connection);
        });
        for (auto& turn : read)
            page_.push_back(std::move(turn));
    }
    if (page_.empty()) {
        over_ = true;
        return std::nullopt;
    }
    Turn turn = std::move(page_.front());
    page_.pop_front();
    last_ = std::max(last_, turn.subscriber);
    return turn;
}

void Round::work()
{
    mail::Line line(needs_.options.server, GiveUp(stop_));
    while (auto turn = next()) {
        if (turn->state != SubscriberState::confirmed || letters_.find(turn->language) == letters_.end()) {
            end(*turn, DeliveryState::left);
            continue;
        }
        const auto handed = send(line, *turn);
        if (handed != mail::Handed::no_server) {
            note(*turn, handed);
            continue;
        }
        // Somebody else's connection may still get through; a server may take fewer than we open.
        const std::lock_guard lock(mutex_);
        page_.push_front(*std::move(turn));
        ++lost_connections_;
        return;
    }
}

mail::Handed Round::send(mail::Line& line, const Turn& turn) const
{
    const auto address = needs_.keys.open(turn.subscriber, turn.sealed);
    if (!address) return mail::Handed::address_refused;
    const auto token = needs_.keys.leave_token(turn.subscriber);
    const auto letter = with_link(letters_.find(turn.language)->second, leave_place,
                                  leave_link(needs_.options, token, turn.language));
    return hand_over(needs_, line,
                     {.to = address->reveal(),
                      .letter = letter,
                      .message_name = needs_.keys.message_name(sending_.id, turn.subscriber),
                      .headers = {{"List-Unsubscribe", '<' + one_click_link(needs_.options, token) + '>'},
                                  {"List-Unsubscribe-Post", "List-Unsubscribe=One-Click"},
                                  {"List-Id", "<bulletin." + host_of(needs_.options.public_address) + '>'},
                                  {"Precedence", "bulk"}}});
}

void Round::end(const Turn& turn, DeliveryState state)
{
    [[maybe_unused]] const auto kept =
        needs_.database.write([&](store::Transaction& transaction) -> core::Done {
            end_delivery(transaction, sending_.id, turn.subscriber, state, needs_.clock.now());
            return {};
        });
}

void Round::note_refused(store::Transaction& transaction, const Turn& turn, core::Instant now) const
{
    end_delivery(transaction, sending_.id, turn.subscriber, DeliveryState::refused, now);
    if (turn.refused_in_row + 1 >= most_refusals)
        save_left(transaction, turn.subscriber, now);
    else
        save_refused_in_row(transaction, turn.subscriber, turn.refused_in_row + 1);
}

void Round::note(const Turn& turn, mail::Handed handed)
{
    const int tries = turn.tries + 1;
    const bool refused = is_for_good(handed) || tries >= most_tries;
    const auto now = needs_.clock.now();
    [[maybe_unused]] const auto kept =
        needs_.database.write([&](store::Transaction& transaction) -> core::Done {
            if (handed == mail::Handed::delivered) {
                end_delivery(transaction, sending_.id, turn.subscriber, DeliveryState::done, now);
                if (turn.refused_in_row > 0) forget_refusals(transaction, turn.subscriber);
            } else if (handed == mail::Handed::address_refused) {
                note_refused(transaction, turn, now);
            } else if (refused) {
                end_delivery(transaction, sending_.id, turn.subscriber, DeliveryState::refused, now);
            } else {
                put_off(transaction, sending_.id, turn.subscriber, tries,
                        now + pause_after(tries, needs_.options.pause_ms));
            }
            return {};
        });
    const std::lock_guard lock(mutex_);
    ++handed_over_;
}

} // namespace panoh::bulletin
