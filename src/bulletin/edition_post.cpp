#include "bulletin/edition_post.h"

#include "bulletin/round.h"
#include "bulletin/sendings_store.h"
#include "core/log.h"

namespace panoh::bulletin {

void EditionPost::end_finished()
{
    const auto now = needs_.clock.now();
    const auto ended =
        needs_.database.read([](store::Reader& reader) { return sendings_at_their_end(reader); });
    for (const auto& sending : ended) {
        const auto done = needs_.database.write([&](store::Transaction& transaction) -> core::Done {
            if (!end_sending(transaction, sending.id, SendingState::done, now)) return {};
            audit::append(transaction, {.at = now},
                          {.action = core::Action::edition_send,
                           .object = sending.edition.bytes,
                           .detail = "sending:done"});
            return {};
        });
        if (done) core::log(core::LogLevel::info, "sending_done", {{"sending", sending.id}});
    }
}

std::int64_t EditionPost::send(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        const auto sending = needs_.database.read(
            [&](store::Reader& reader) { return sending_to_go_on_with(reader, needs_.clock.now()); });
        if (!sending) break;
        auto letters = letters_of(needs_, *sending);
        if (!letters) {
            core::log(core::LogLevel::error, "edition_unwritable",
                      {{"sending", sending->id}, {"code", core::LogValue::word(letters.error().code)}});
            return waits_.next();
        }
        Round round(needs_, *sending, std::move(*letters), stop);
        const auto end = round.run();
        if (end.handed_over > 0) waits_.went_well();
        if (!end.gets_through) {
            core::log(core::LogLevel::warning, "mail_server_unreachable");
            return waits_.next();
        }
    }
    end_finished();
    const auto next = needs_.database.read([](store::Reader& reader) { return next_turn(reader); });
    return next ? next->milliseconds - needs_.clock.now().milliseconds : core::hour_ms;
}

} // namespace panoh::bulletin
