#include "bulletin/confirming_post.h"

#include "bulletin/hand_over.h"
#include "bulletin/sending.h"
#include "bulletin/subscribers_store.h"
#include "core/log.h"

namespace panoh::bulletin {
namespace {

constexpr int at_once = 100;

/// Nothing when the subscriber does not wait for it any more.
std::optional<mail::Handed> send_one(const PostNeeds& needs, mail::Line& line, const Subscriber& subscriber)
{
    const auto token = needs.keys.new_token();
    const auto waits = needs.database.write([&](store::Transaction& transaction) -> core::Result<bool> {
        return save_token(transaction, subscriber.id, token.hash, needs.clock.now() + confirm_within_ms);
    });
    if (!waits || !*waits) return std::nullopt;
    const auto address = needs.keys.open(subscriber.id, subscriber.sealed);
    if (!address) return mail::Handed::address_refused;
    const auto letter = with_link(needs.confirming(subscriber.language), confirm_place,
                                  confirm_link(needs.options, token.text, subscriber.language));
    std::array<std::uint8_t, 16> name = {};
    crypto::fill_random(name);
    return hand_over(needs, line,
                     {.to = address->reveal(),
                      .letter = letter,
                      .message_name = core::to_hex(name),
                      .headers = {{"Auto-Submitted", "auto-generated"}}});
}

/// When the letter is due again, if ever.
std::optional<core::Instant> due_again(const PostNeeds& needs, mail::Handed handed, int tries)
{
    switch (handed) {
    case mail::Handed::delivered:
    case mail::Handed::address_refused:
    case mail::Handed::letter_refused:
        return std::nullopt;
    case mail::Handed::later:
        if (tries >= most_tries) return std::nullopt;
        break;
    case mail::Handed::no_server:
        break;
    }
    return needs.clock.now() + pause_after(tries, needs.options.pause_ms);
}

} // namespace

std::int64_t send_confirming(const PostNeeds& needs, const std::stop_token& stop)
{
    const auto done = needs.database.write([&](store::Transaction& transaction) -> core::Done {
        forget_unconfirmed(transaction, needs.clock.now());
        return {};
    });
    if (!done) return core::minute_ms;
    const auto due = needs.database.read(
        [&](store::Reader& reader) { return due_letters(reader, needs.clock.now(), at_once); });
    if (!due.empty()) {
        mail::Line line(needs.options.server, GiveUp(stop));
        for (const auto& subscriber : due) {
            if (stop.stop_requested()) return 0;
            const auto handed = send_one(needs, line, subscriber);
            if (!handed) continue;
            const int tries =
                handed == mail::Handed::no_server ? subscriber.letter_tries : subscriber.letter_tries + 1;
            const auto again = due_again(needs, *handed, tries);
            [[maybe_unused]] const auto kept =
                needs.database.write([&](store::Transaction& transaction) -> core::Done {
                    save_letter(transaction, subscriber.id, again, tries);
                    return {};
                });
            if (handed == mail::Handed::no_server) {
                core::log(core::LogLevel::warning, "mail_server_unreachable");
                return needs.options.pause_ms;
            }
        }
    }
    const auto next = needs.database.read([](store::Reader& reader) { return next_letter(reader); });
    return next ? next->milliseconds - needs.clock.now().milliseconds : core::hour_ms;
}

} // namespace panoh::bulletin
