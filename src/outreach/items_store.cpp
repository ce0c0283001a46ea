#include "outreach/items_store.h"

#include "core/text.h"
#include "outreach/day_place.h"

namespace panoh::outreach {

namespace {

using store::Row;
using store::Sql;

#define PANOH_ITEM_COLUMNS                                                                                   \
    "SELECT i.id, i.kind, i.organisation, i.title, i.starts_on, i.ends_on, i.countries, i.version, "         \
    "i.changed_at, i.changed_by, i.removed, i.document, i.closed FROM outreach_item i "

std::string text_of(const std::optional<core::Date>& day)
{
    return day ? core::to_string(*day) : std::string();
}

/// " KZ UZ ": each code with a space on both sides, so that one search finds it.
std::string joined(const std::vector<std::string>& countries)
{
    std::string text = " ";
    for (const auto& country : countries)
        text += country + ' ';
    return text;
}

std::vector<std::string> split(std::string_view text)
{
    std::vector<std::string> countries;
    for (auto& word : core::words(text))
        countries.push_back(std::move(word));
    return countries;
}

/// A value as it lies in the database: what survivors gave is closed, the rest is plain.
struct Kept {
    std::string document = {};
    std::optional<core::Bytes> closed = {};
};

core::Bytes place_of_words(core::ItemId id, std::int64_t version)
{
    std::string place = "outreach_item ";
    place += core::to_string(id) + ' ' + std::to_string(version);
    return core::copy_of(core::as_bytes(place));
}

Kept kept(const store::Reader& reader, Kind kind, core::ItemId id, std::int64_t version,
          const std::string& document)
{
    if (kind != Kind::testimony) return {.document = document};
    if (reader.stamper() == nullptr) throw store::BrokenStore("a testimony without the node's secret");
    return {.closed = reader.stamper()->close(place_of_words(id, version), document)};
}

/// Empty where it does not open: not what this node closed, or not here.
std::string document_from(const store::Reader& reader, const Row& row, int column, core::ItemId id,
                          std::int64_t version)
{
    if (row.is_null(column + 1)) return std::string(row.text(column));
    if (reader.stamper() == nullptr) return {};
    return reader.stamper()->open(place_of_words(id, version), row.bytes(column + 1)).value_or("");
}

Item read_item(const store::Reader& reader, const Row& row)
{
    return {.id = row.id<core::ItemId>(0),
            .kind = core::from_text<Kind>(row.text(1)).value_or(Kind::project),
            .organisation = row.id<core::OrganisationId>(2),
            .title = std::string(row.text(3)),
            .starts_on = core::parse_date(row.text(4)),
            .ends_on = core::parse_date(row.text(5)),
            .countries = split(row.text(6)),
            .version = row.integer(7),
            .changed_at = row.instant(8),
            .changed_by = row.id<core::UserId>(9),
            .removed = row.integer(10) == 1,
            .document = document_from(reader, row, 11, row.id<core::ItemId>(0), row.integer(7))};
}

std::string last_day(const Item& item)
{
    return text_of(item.ends_on ? item.ends_on : item.starts_on);
}

/// For LIKE with ESCAPE '!': the words as they are, anywhere.
std::string pattern_of(std::string_view folded)
{
    std::string pattern = "%";
    for (const char letter : folded) {
        if (letter == '%' || letter == '_' || letter == '!') pattern += '!';
        pattern += letter;
    }
    return pattern + '%';
}

} // namespace

void insert_item(store::Transaction& transaction, const Item& item)
{
    static constexpr Sql sql{"INSERT INTO outreach_item (id, kind, organisation, title, title_folded, "
                             "starts_on, ends_on, last_on, "
                             "countries, document, closed, version, changed_at, changed_by, removed) "
                             "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"};
    const auto as_kept = kept(transaction, item.kind, item.id, item.version, item.document);
    const auto folded = core::fold_case(item.title);
    const auto starts_on = text_of(item.starts_on);
    const auto ends_on = text_of(item.ends_on);
    const auto last_on = last_day(item);
    const auto countries = joined(item.countries);
    transaction.run(sql, {item.id, core::to_text(item.kind), item.organisation, item.title, folded, starts_on,
                          ends_on, last_on, countries, as_kept.document, as_kept.closed, item.version,
                          item.changed_at, item.changed_by});
}

bool update_item(store::Transaction& transaction, const Item& item)
{
    static constexpr Sql sql{
        "UPDATE outreach_item SET title = ?, title_folded = ?, starts_on = ?, ends_on = ?, last_on = ?, "
        "countries = ?, document = ?, closed = ?, version = version + 1, changed_at = ?, changed_by = ?, "
        "removed = ? "
        "WHERE id = ? AND version = ?"};
    const auto as_kept = kept(transaction, item.kind, item.id, item.version + 1, item.document);
    const auto folded = core::fold_case(item.title);
    const auto starts_on = text_of(item.starts_on);
    const auto ends_on = text_of(item.ends_on);
    const auto last_on = last_day(item);
    const auto countries = joined(item.countries);
    return transaction.run(sql, {item.title, folded, starts_on, ends_on, last_on, countries, as_kept.document,
                                 as_kept.closed, item.changed_at, item.changed_by, item.removed ? 1 : 0,
                                 item.id, item.version}) == 1;
}

void keep_former(store::Transaction& transaction, const Item& item)
{
    static constexpr Sql sql{
        "INSERT INTO outreach_item_was (item, version, document, closed, changed_at, changed_by) "
        "VALUES (?, ?, ?, ?, ?, ?)"};
    const auto as_kept = kept(transaction, item.kind, item.id, item.version, item.document);
    transaction.run(
        sql, {item.id, item.version, as_kept.document, as_kept.closed, item.changed_at, item.changed_by});
}

void save_former_document(store::Transaction& transaction, const Item& item, const Former& former)
{
    static constexpr Sql sql{
        "UPDATE outreach_item_was SET document = ?, closed = ? WHERE item = ? AND version = ?"};
    const auto as_kept = kept(transaction, item.kind, item.id, former.version, former.document);
    transaction.run(sql, {as_kept.document, as_kept.closed, item.id, former.version});
}

void save_links(store::Transaction& transaction, core::ItemId id, const std::vector<Reference>& references)
{
    static constexpr Sql forget{"DELETE FROM outreach_link WHERE item = ?"};
    static constexpr Sql note{"INSERT INTO outreach_link (item, refers_to) VALUES (?, ?) "
                              "ON CONFLICT (item, refers_to) DO NOTHING"};
    transaction.run(forget, {id});
    for (const auto& reference : references)
        transaction.run(note, {id, reference.id});
}

std::optional<Item> find_item(store::Reader& reader, core::ItemId id)
{
    static constexpr Sql sql{PANOH_ITEM_COLUMNS "WHERE i.id = ?"};
    return reader.first(sql, {id}, [&](const Row& row) { return read_item(reader, row); });
}

std::int64_t version_of(store::Reader& reader, core::ItemId id)
{
    static constexpr Sql sql{"SELECT version FROM outreach_item WHERE id = ?"};
    return reader.first(sql, {id}, [](const Row& row) { return row.integer(0); }).value_or(0);
}

bool is_named(store::Reader& reader, core::ItemId id)
{
    static constexpr Sql sql{"SELECT 1 FROM outreach_link l JOIN outreach_item i ON i.id = l.item "
                             "WHERE l.refers_to = ? AND i.removed = 0 LIMIT 1"};
    return reader.first(sql, {id}, [](const Row&) { return true; }).has_value();
}

#define PANOH_ITEM_FILTER                                                                                    \
    "i.kind = ? AND i.removed = ? AND (? = '' OR i.countries LIKE ?) AND (? = '' OR i.title_folded LIKE ? "  \
    "ESCAPE '!') AND (? = '' OR i.last_on >= ?) AND (? = '' OR (i.starts_on <> '' AND i.starts_on <= ?)) "
#define PANOH_ITEM_ORDER "AND (i.starts_on, i.id) < (?, ?) ORDER BY i.starts_on DESC, i.id DESC LIMIT ?"

std::vector<Item> item_page(store::Reader& reader, const ItemQuery& query,
                            std::optional<core::OrganisationId> only_of)
{
    static constexpr Sql page{PANOH_ITEM_COLUMNS "WHERE " PANOH_ITEM_FILTER PANOH_ITEM_ORDER};
    static constexpr Sql naming{
        PANOH_ITEM_COLUMNS
        "JOIN outreach_link l ON l.item = i.id AND l.refers_to = ? WHERE " PANOH_ITEM_FILTER
            PANOH_ITEM_ORDER};
    static constexpr Sql own{PANOH_ITEM_COLUMNS
                             "WHERE i.organisation = ? AND " PANOH_ITEM_FILTER PANOH_ITEM_ORDER};
    const auto folded = core::fold_case(query.words);
    const auto words = pattern_of(folded);
    const auto country = "% " + query.country + " %";
    const auto from = text_of(query.from);
    const auto to = text_of(query.to);
    const auto place = day_place_from<core::ItemId>(query.after);
    std::vector<store::Value> values;
    if (only_of)
        values.emplace_back(*only_of);
    else if (query.names)
        values.emplace_back(*query.names);
    for (const store::Value& value :
         {store::Value(core::to_text(query.kind)), store::Value(query.removed ? 1 : 0),
          store::Value(query.country), store::Value(country), store::Value(folded), store::Value(words),
          store::Value(from), store::Value(from), store::Value(to), store::Value(to), store::Value(place.day),
          store::Value(place.id), store::Value(query.limit)})
        values.push_back(value);
    std::vector<Item> items;
    reader.each(only_of       ? own
                : query.names ? naming
                              : page,
                store::Values(values), [&](const Row& row) { items.push_back(read_item(reader, row)); });
    return items;
}

std::vector<Item> load_naming(store::Reader& reader, core::ItemId id)
{
    static constexpr Sql sql{
        PANOH_ITEM_COLUMNS
        "JOIN outreach_link l ON l.item = i.id WHERE l.refers_to = ? AND i.removed = 0 AND "
        "i.kind <> 'testimony' ORDER BY i.kind, i.starts_on, i.id LIMIT 1000"};
    std::vector<Item> items;
    reader.each(sql, {id}, [&](const Row& row) { items.push_back(read_item(reader, row)); });
    return items;
}

std::vector<Item> load_calendar(store::Reader& reader, core::Date from, core::Date to, int most)
{
    static constexpr Sql sql{
        PANOH_ITEM_COLUMNS
        "WHERE i.removed = 0 AND i.kind NOT IN ('testimony', 'measurement', 'fact', 'indicator') "
        "AND i.starts_on <> '' AND i.starts_on <= ? AND i.last_on >= ? "
        "ORDER BY i.starts_on, i.id LIMIT ?"};
    std::vector<Item> items;
    reader.each(sql, {core::to_string(to), core::to_string(from), most},
                [&](const Row& row) { items.push_back(read_item(reader, row)); });
    return items;
}

std::vector<Former> load_former(store::Reader& reader, core::ItemId id)
{
    static constexpr Sql sql{
        "SELECT version, changed_at, changed_by, document, closed FROM outreach_item_was "
        "WHERE item = ? ORDER BY version DESC LIMIT 200"};
    std::vector<Former> versions;
    reader.each(sql, {id}, [&](const Row& row) {
        versions.push_back({.version = row.integer(0),
                            .changed_at = row.instant(1),
                            .changed_by = row.id<core::UserId>(2),
                            .document = document_from(reader, row, 3, id, row.integer(0))});
    });
    return versions;
}

} // namespace panoh::outreach
