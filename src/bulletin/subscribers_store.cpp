#include "bulletin/subscribers_store.h"

#include "core/text.h"

namespace panoh::bulletin {
namespace {

using store::Row;
using store::Sql;

#define PANOH_SUBSCRIBER_COLUMNS                                                                             \
    "SELECT id, address_hash, sealed, state, language, countries, asked_at, asked_times, letter_due_at, "    \
    "letter_tries, refused_in_row FROM bulletin_subscriber "

/// " KZ UZ ": each code with a space on both sides, so that one search finds it; empty for all.
std::string joined(const std::vector<std::string>& countries)
{
    std::string text;
    for (const auto& country : countries)
        text += (text.empty() ? " " : "") + country + ' ';
    return text;
}

Subscriber read_subscriber(const Row& row)
{
    Subscriber found{.id = row.id<core::SubscriberId>(0),
                     .sealed = core::copy_of(row.bytes(2)),
                     .state = core::from_text<SubscriberState>(row.text(3)).value_or(SubscriberState::left),
                     .language = std::string(row.text(4)),
                     .countries = core::words(row.text(5)),
                     .asked_at = row.instant(6),
                     .asked_times = static_cast<int>(row.integer(7)),
                     .letter_tries = static_cast<int>(row.integer(9)),
                     .refused_in_row = static_cast<int>(row.integer(10))};
    const auto hash = row.bytes(1);
    if (hash.size() == found.address_hash.size())
        std::copy(hash.begin(), hash.end(), found.address_hash.begin());
    if (!row.is_null(8)) found.letter_due_at = row.instant(8);
    return found;
}

} // namespace

std::optional<Subscriber> find_by_address(store::Reader& reader, const crypto::Hash& hash)
{
    static constexpr Sql sql{PANOH_SUBSCRIBER_COLUMNS "WHERE address_hash = ?"};
    return reader.first(sql, {hash}, read_subscriber);
}

std::optional<Subscriber> find_subscriber(store::Reader& reader, core::SubscriberId id)
{
    static constexpr Sql sql{PANOH_SUBSCRIBER_COLUMNS "WHERE id = ?"};
    return reader.first(sql, {id}, read_subscriber);
}

void save_asked(store::Transaction& transaction, const Subscriber& asked)
{
    static constexpr Sql sql{
        "INSERT INTO bulletin_subscriber (id, address_hash, sealed, state, language, countries, token_hash, "
        "token_until, asked_at, asked_times, letter_due_at, letter_tries, refused_in_row) "
        "VALUES (?, ?, ?, 'asked', ?, ?, NULL, 0, ?, ?, ?, 0, 0) "
        "ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed, state = 'asked', "
        "language = excluded.language, countries = excluded.countries, token_hash = NULL, token_until = 0, "
        "asked_at = excluded.asked_at, asked_times = excluded.asked_times, "
        "letter_due_at = excluded.letter_due_at, letter_tries = 0, refused_in_row = 0"};
    const auto countries = joined(asked.countries);
    transaction.run(sql, {asked.id, asked.address_hash, asked.sealed, asked.language, countries,
                          asked.asked_at, asked.asked_times, asked.letter_due_at});
}

bool save_confirmed(store::Transaction& transaction, const crypto::Hash& token, core::Instant now)
{
    static constexpr Sql sql{
        "UPDATE bulletin_subscriber SET state = 'confirmed', confirmed_at = ?, token_hash = NULL, "
        "token_until = 0, asked_times = 0, letter_due_at = NULL "
        "WHERE token_hash = ? AND token_until > ? AND state = 'asked'"};
    return transaction.run(sql, {now, token, now}) == 1;
}

void save_left(store::Transaction& transaction, core::SubscriberId id, core::Instant now)
{
    static constexpr Sql sql{
        "UPDATE bulletin_subscriber SET state = 'left', sealed = NULL, token_hash = NULL, token_until = 0, "
        "letter_due_at = NULL, countries = '', refused_in_row = 0, left_at = ? "
        "WHERE id = ? AND state <> 'left'"};
    transaction.run(sql, {now, id});
}

std::int64_t forget_asked_before(store::Transaction& transaction, core::Instant then, core::Instant now)
{
    static constexpr Sql sql{
        "UPDATE bulletin_subscriber SET state = 'left', sealed = NULL, token_hash = NULL, token_until = 0, "
        "letter_due_at = NULL, countries = '', left_at = ? WHERE state = 'asked' AND asked_at < ? "
        "AND token_until < ?"};
    return transaction.run(sql, {now, then, now});
}

std::vector<LanguageCount> load_counts(store::Reader& reader)
{
    static constexpr Sql sql{"SELECT language, COUNT(*) FROM bulletin_subscriber WHERE state = 'confirmed' "
                             "GROUP BY language ORDER BY language"};
    std::vector<LanguageCount> counts;
    reader.each(sql, {}, [&](const Row& row) {
        counts.push_back({std::string(row.text(0)), row.integer(1)});
    });
    return counts;
}

std::vector<Subscriber> due_letters(store::Reader& reader, core::Instant now, int most)
{
    static constexpr Sql sql{
        PANOH_SUBSCRIBER_COLUMNS
        "WHERE letter_due_at <= ? AND state = 'asked' ORDER BY letter_due_at, id LIMIT ?"};
    std::vector<Subscriber> due;
    reader.each(sql, {now, most}, [&](const Row& row) { due.push_back(read_subscriber(row)); });
    return due;
}

std::optional<core::Instant> next_letter(store::Reader& reader)
{
    static constexpr Sql sql{"SELECT letter_due_at FROM bulletin_subscriber WHERE letter_due_at IS NOT NULL "
                             "AND state = 'asked' ORDER BY letter_due_at LIMIT 1"};
    return reader.first(sql, {}, [](const Row& row) { return row.instant(0); });
}

bool save_token(store::Transaction& transaction, core::SubscriberId id, const crypto::Hash& token,
                core::Instant until)
{
    static constexpr Sql sql{"UPDATE bulletin_subscriber SET token_hash = ?, token_until = ? "
                             "WHERE id = ? AND state = 'asked' AND letter_due_at IS NOT NULL"};
    return transaction.run(sql, {token, until, id}) == 1;
}

void save_letter(store::Transaction& transaction, core::SubscriberId id,
                 const std::optional<core::Instant>& due_at, int tries)
{
    static constexpr Sql sql{"UPDATE bulletin_subscriber SET letter_due_at = ?, letter_tries = ? "
                             "WHERE id = ? AND state = 'asked'"};
    transaction.run(sql, {due_at, tries, id});
}

void save_refused_in_row(store::Transaction& transaction, core::SubscriberId id, int editions)
{
    static constexpr Sql sql{"UPDATE bulletin_subscriber SET refused_in_row = ? WHERE id = ?"};
    transaction.run(sql, {editions, id});
}

void forget_refusals(store::Transaction& transaction, core::SubscriberId id)
{
    static constexpr Sql sql{
        "UPDATE bulletin_subscriber SET refused_in_row = 0 WHERE id = ? AND refused_in_row > 0"};
    transaction.put(sql, {id});
}

} // namespace panoh::bulletin
