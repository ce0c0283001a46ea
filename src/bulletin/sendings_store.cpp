#include "bulletin/sendings_store.h"

#include "core/text.h"

namespace panoh::bulletin {
namespace {

using store::Row;
using store::Sql;

#define PANOH_SENDING_COLUMNS                                                                                \
    "SELECT s.id, s.edition, s.organisation, s.languages, s.state, s.total, s.started_at, s.started_by, "    \
    "s.ended_at FROM bulletin_sending s "

Sending read_sending(const Row& row)
{
    Sending found{.id = row.id<core::SendingId>(0),
                  .edition = row.id<core::EditionId>(1),
                  .organisation = row.id<core::OrganisationId>(2),
                  .languages = core::words(row.text(3)),
                  .state = core::from_text<SendingState>(row.text(4)).value_or(SendingState::done),
                  .total = row.integer(5),
                  .started_at = row.instant(6),
                  .started_by = row.id<core::UserId>(7)};
    if (!row.is_null(8)) found.ended_at = row.instant(8);
    return found;
}

std::int64_t* count_of(Progress& progress, DeliveryState state)
{
    switch (state) {
    case DeliveryState::waiting:
        return &progress.waiting;
    case DeliveryState::done:
        return &progress.done;
    case DeliveryState::refused:
        return &progress.refused;
    case DeliveryState::left:
        return &progress.left;
    }
    return &progress.waiting;
}

} // namespace

bool is_being_sent(store::Reader& reader, core::EditionId edition)
{
    static constexpr Sql sql{
        "SELECT 1 FROM bulletin_sending WHERE edition = ? AND state = 'running' LIMIT 1"};
    return reader.first(sql, {edition}, [](const Row&) { return true; }).has_value();
}

void insert_sending(store::Transaction& transaction, const Sending& sending)
{
    static constexpr Sql sql{"INSERT INTO bulletin_sending (id, edition, organisation, languages, state, "
                             "total, started_at, started_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"};
    std::string languages;
    for (const auto& language : sending.languages)
        languages += (languages.empty() ? "" : " ") + language;
    transaction.run(sql,
                    {sending.id, sending.edition, sending.organisation, languages,
                     core::to_text(sending.state), sending.total, sending.started_at, sending.started_by});
}

std::int64_t insert_deliveries(store::Transaction& transaction, const Sending& sending,
                               std::string_view language, std::string_view country)
{
    static constexpr Sql sql{"INSERT INTO bulletin_delivery (sending, subscriber, state, tries, next_at) "
                             "SELECT ?, b.id, 'waiting', 0, 0 FROM bulletin_subscriber b "
                             "WHERE b.state = 'confirmed' AND b.language = ? "
                             "AND (? = '' OR b.countries = '' OR b.countries LIKE ?) AND NOT EXISTS (SELECT "
                             "1 FROM bulletin_delivery d "
                             "JOIN bulletin_sending s ON s.id = d.sending "
                             "WHERE d.subscriber = b.id AND s.edition = ? AND d.state = 'done') "
                             "ON CONFLICT (sending, subscriber) DO NOTHING"};
    const auto pattern = "% " + std::string(country) + " %";
    return transaction.run(sql, {sending.id, language, country, pattern, sending.edition});
}

bool end_sending(store::Transaction& transaction, core::SendingId id, SendingState state, core::Instant at)
{
    static constexpr Sql sql{
        "UPDATE bulletin_sending SET state = ?, ended_at = ? WHERE id = ? AND state = 'running'"};
    return transaction.run(sql, {core::to_text(state), at, id}) == 1;
}

std::optional<Sending> find_sending(store::Reader& reader, core::SendingId id)
{
    static constexpr Sql sql{PANOH_SENDING_COLUMNS "WHERE s.id = ?"};
    return reader.first(sql, {id}, read_sending);
}

std::vector<Sending> load_sendings(store::Reader& reader, core::EditionId edition)
{
    static constexpr Sql sql{PANOH_SENDING_COLUMNS
                             "WHERE s.edition = ? ORDER BY s.started_at DESC, s.id DESC LIMIT 100"};
    std::vector<Sending> sendings;
    reader.each(sql, {edition}, [&](const Row& row) { sendings.push_back(read_sending(row)); });
    return sendings;
}

Progress load_progress(store::Reader& reader, Sending sending)
{
    static constexpr Sql sql{
        "SELECT state, COUNT(*) FROM bulletin_delivery WHERE sending = ? GROUP BY state"};
    Progress progress{.sending = std::move(sending)};
    reader.each(sql, {progress.sending.id}, [&](const Row& row) {
        if (const auto state = core::from_text<DeliveryState>(row.text(0)))
            *count_of(progress, *state) = row.integer(1);
    });
    return progress;
}

std::optional<Sending> sending_to_go_on_with(store::Reader& reader, core::Instant now)
{
    static constexpr Sql sql{PANOH_SENDING_COLUMNS
                             "WHERE s.state = 'running' AND EXISTS (SELECT 1 FROM bulletin_delivery d "
                             "WHERE d.sending = s.id AND d.state = 'waiting' AND d.next_at <= ?) "
                             "ORDER BY s.started_at, s.id LIMIT 1"};
    return reader.first(sql, {now}, read_sending);
}

std::vector<Sending> sendings_at_their_end(store::Reader& reader)
{
    static constexpr Sql sql{PANOH_SENDING_COLUMNS
                             "WHERE s.state = 'running' AND NOT EXISTS (SELECT 1 FROM bulletin_delivery d "
                             "WHERE d.sending = s.id AND d.state = 'waiting') ORDER BY s.started_at, s.id"};
    std::vector<Sending> sendings;
    reader.each(sql, {}, [&](const Row& row) { sendings.push_back(read_sending(row)); });
    return sendings;
}

std::optional<core::Instant> next_turn(store::Reader& reader)
{
    static constexpr Sql sql{
        "SELECT MIN(d.next_at) FROM bulletin_sending s JOIN bulletin_delivery d ON d.sending = s.id "
        "WHERE s.state = 'running' AND d.state = 'waiting'"};
    const auto next = reader.first(sql, {}, [](const Row& row) { return row.maybe_integer(0); });
    if (!next || !*next) return std::nullopt;
    return core::Instant{**next};
}

std::vector<Turn> turns(store::Reader& reader, core::SendingId sending, core::Instant now,
                        core::SubscriberId after, int most)
{
    static constexpr Sql sql{
        "SELECT d.subscriber, d.tries, b.state, b.language, b.sealed, b.refused_in_row "
        "FROM bulletin_delivery d JOIN bulletin_subscriber b ON b.id = d.subscriber "
        "WHERE d.sending = ? AND d.state = 'waiting' AND d.subscriber > ? AND d.next_at <= ? "
        "ORDER BY d.subscriber LIMIT ?"};
    std::vector<Turn> page;
    reader.each(sql, {sending, after, now, most}, [&](const Row& row) {
        page.push_back(
            {.subscriber = row.id<core::SubscriberId>(0),
             .tries = static_cast<int>(row.integer(1)),
             .state = core::from_text<SubscriberState>(row.text(2)).value_or(SubscriberState::left),
             .language = std::string(row.text(3)),
             .sealed = core::copy_of(row.bytes(4)),
             .refused_in_row = static_cast<int>(row.integer(5))});
    });
    return page;
}

namespace {

/// A letter was still under way when its sending was stopped and somebody went on at once: the running
/// sending counts whom it reached no more.
void drop_from_others(store::Transaction& transaction, core::SendingId sending, core::SubscriberId subscriber)
{
    static constexpr Sql running{"SELECT s.id FROM bulletin_sending s "
                                 "JOIN bulletin_delivery d ON d.sending = s.id "
                                 "WHERE s.state = 'running' AND s.id <> ? "
                                 "AND s.edition = (SELECT edition FROM bulletin_sending WHERE id = ?) "
                                 "AND d.subscriber = ? AND d.state = 'waiting'"};
    const auto other = transaction.first(running, {sending, sending, subscriber},
                                         [](const Row& row) { return row.id<core::SendingId>(0); });
    if (!other) return;
    static constexpr Sql drop{"DELETE FROM bulletin_delivery WHERE sending = ? AND subscriber = ?"};
    static constexpr Sql count{"UPDATE bulletin_sending SET total = total - 1 WHERE id = ?"};
    transaction.put(drop, {*other, subscriber});
    transaction.put(count, {*other});
}

} // namespace

void end_delivery(store::Transaction& transaction, core::SendingId sending, core::SubscriberId subscriber,
                  DeliveryState state, core::Instant at)
{
    static constexpr Sql sql{"UPDATE bulletin_delivery SET state = ?, tries = tries + 1, ended_at = ? "
                             "WHERE sending = ? AND subscriber = ? AND state = 'waiting'"};
    transaction.put(sql, {core::to_text(state), at, sending, subscriber});
    if (state == DeliveryState::done) drop_from_others(transaction, sending, subscriber);
}

void put_off(store::Transaction& transaction, core::SendingId sending, core::SubscriberId subscriber,
             int tries, core::Instant next_at)
{
    static constexpr Sql sql{"UPDATE bulletin_delivery SET tries = ?, next_at = ? "
                             "WHERE sending = ? AND subscriber = ? AND state = 'waiting'"};
    transaction.put(sql, {tries, next_at, sending, subscriber});
}

} // namespace panoh::bulletin
