#include "app/audit_export.h"

#include <limits>

#include <fmt/format.h>

#include "audit/checkpoint.h"

namespace panoh::app {
namespace {

struct HeadLine {
    std::string format = "panoh-audit-export-1";
    std::string origin;     ///< fingerprint of the key
    std::string public_key; ///< Ed25519, of the checkpoints
    core::Instant made_at;
    std::string made_by;
    std::string purpose;
    std::string why;
    std::optional<core::Date> from;
    std::optional<core::Date> to;
    std::int64_t first;
    std::int64_t last;
    std::string before; ///< hash of the row before the first
};
PANOH_JSON(HeadLine, format, origin, public_key, made_at, made_by, purpose, why, from, to, first, last,
           before)

struct PersonLine {
    core::UserId person;
    std::string name;
    access::Role role;
    std::string organisation;
};
PANOH_JSON(PersonLine, person, name, role, organisation)

/// Without it a file that was cut off would pass for a whole one.
struct EndLine {
    std::int64_t end;
    std::string head;
};
PANOH_JSON(EndLine, end, head)

core::Result<audit::RowRange> range_of(store::Database& database, const AuditDays& days,
                                       const std::string& time_zone)
{
    if (days.from && days.to && *days.to < *days.from)
        return core::fail(core::ErrorKind::invalid, "audit/days_invalid", "to");
    using Limits = std::numeric_limits<std::int64_t>;
    const auto from = days.from ? core::start_of_day(*days.from, time_zone) : core::Instant{Limits::min()};
    const auto to =
        days.to ? core::start_of_day(core::add_days(*days.to, 1), time_zone) : core::Instant{Limits::max()};
    return database.read([&](store::Reader& reader) { return audit::rows_between(reader, from, to); });
}

} // namespace

core::Result<std::shared_ptr<AuditExport>> AuditExport::begin(store::Database& database,
                                                              const AuditTaker& taker, const AuditDays& days)
{
    PANOH_TRY(const auto range, range_of(database, days, taker.time_zone));
    PANOH_CHECK(database.write([&](store::Transaction& transaction) -> core::Done {
        audit::append(transaction, taker.act,
                      {.action = core::Action::audit_read,
                       .detail = fmt::format("rows:{}-{}", range.first, range.last)});
        return {};
    }));
    std::shared_ptr<AuditExport> made(new AuditExport(database, taker, range));
    const HeadLine head{.origin = audit::fingerprint(taker.key),
                        .public_key = crypto::to_base64url(taker.key.bytes),
                        .made_at = taker.act.at,
                        .made_by = taker.name,
                        .purpose = taker.act.purpose,
                        .why = taker.why,
                        .from = days.from,
                        .to = days.to,
                        .first = range.first,
                        .last = range.last,
                        .before = core::to_hex(range.before)};
    made->head_ = core::write_json(head) + '\n';
    return made;
}

core::Result<bool> AuditExport::next(std::string& piece)
{
    piece = std::move(head_);
    head_.clear();
    return database_.read([&](store::Reader& reader) {
        const bool more = rows_.next(reader, piece);
        if (!more) end(reader, piece);
        return more;
    });
}

void AuditExport::end(store::Reader& reader, std::string& piece)
{
    access::PeopleNames names(reader);
    for (const auto actor : rows_.actors()) {
        const auto person = access::person(reader, actor);
        if (!person || (taker_.names_of && person->organisation != *taker_.names_of)) continue;
        piece += core::write_json(PersonLine{.person = actor,
                                             .name = person->name,
                                             .role = person->role,
                                             .organisation = names.organisation(person->organisation)}) +
                 '\n';
    }
    piece += core::write_json(EndLine{.end = rows_.rows(), .head = core::to_hex(rows_.head())}) + '\n';
}

} // namespace panoh::app
