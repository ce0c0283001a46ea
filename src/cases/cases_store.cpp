#include "cases/cases_store.h"

#include <array>

#include "cases/columns.h"

namespace panoh::cases {
namespace {

using store::Row;
using store::Sql;
using store::Value;

const std::string head_names =
    "id, reference, version, organisation, team, assigned_to, opened_by, updated_by, state, country, "
    "opened_at, "
    "updated_at, due_sort, age_band, birth_year_known, consent_given, consent_mode, consent_exception, "
    "closure_reason";
constexpr int head_count = 19;

std::string question_marks(int count)
{
    std::string text = "?";
    for (int i = 1; i < count; ++i)
        text += ", ?";
    return text;
}

std::string assignments(std::string_view names)
{
    std::string text;
    std::size_t begin = 0;
    while (begin < names.size()) {
        const std::size_t end = std::min(names.find(", ", begin), names.size());
        if (!text.empty()) text += ", ";
        text += names.substr(begin, end - begin);
        text += " = ?";
        begin = end + 2;
    }
    return text;
}

Value or_null(const core::UserId& user)
{
    return user.is_null() ? Value() : Value(user);
}

template <typename T>
Value or_null(const std::optional<T>& coded)
{
    return coded ? Value(coded->code) : Value();
}

std::string due_sort(const CaseFile& file)
{
    // Cases without a day come last, and closed ones after them.
    if (is_closed(file.state)) return "9999-99-99";
    return file.answers.due_on ? core::to_string(*file.answers.due_on) : "9999-12-31";
}

template <typename CodedValue>
std::optional<CodedValue> maybe_code(const Row& row, int column)
{
    if (row.is_null(column)) return std::nullopt;
    return CodedValue{std::string(row.text(column))};
}

CaseFile read_case(const Row& row)
{
    CaseFile file;
    file.id = row.id<core::CaseId>(0);
    file.reference = row.text(1);
    file.version = row.integer(2);
    file.organisation = row.id<core::OrganisationId>(3);
    file.team = row.id<core::TeamId>(4);
    if (!row.is_null(5)) file.assigned_to = row.id<core::UserId>(5);
    file.opened_by = row.id<core::UserId>(6);
    file.updated_by = row.id<core::UserId>(7);
    file.state = core::from_text<State>(row.text(8)).value_or(State::suspended);
    file.country = row.text(9);
    file.opened_at = row.instant(10);
    file.updated_at = row.instant(11);
    file.age_band = row.text(13);
    file.birth_year_known = row.integer(14) != 0;
    file.consent.given = row.integer(15) != 0;
    file.consent.mode = maybe_code<core::Coded<"consent_mode">>(row, 16);
    file.consent.exception = maybe_code<core::Coded<"consent_exception">>(row, 17);
    file.closure_reason = maybe_code<core::Coded<"closure_reason">>(row, 18);
    file.answers = Columns::read(row, head_count);
    return file;
}

/// Keeps what the planner of lists reads in step with the rows.
void count(store::Transaction& transaction, const CaseFile& file, int change)
{
    static constexpr Sql tally{
        "INSERT INTO case_tally (team, state, country, total) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (team, state, country) DO UPDATE SET total = case_tally.total + excluded.total"};
    static constexpr Sql load{"INSERT INTO case_load (worker, total) VALUES (?, ?) "
                              "ON CONFLICT (worker) DO UPDATE SET total = case_load.total + excluded.total"};
    transaction.put(tally, {file.team, core::to_text(file.state), file.country, change});
    if (!file.assigned_to.is_null()) transaction.put(load, {file.assigned_to, change});
}

} // namespace

std::optional<CaseFile> load_case(store::Reader& reader, core::CaseId id)
{
    static const std::string text =
        "SELECT " + head_names + ", " + Columns::names() + " FROM case_file WHERE id = ?";
    static const Sql sql{text.c_str()};
    return reader.first(sql, {id}, read_case);
}

core::Result<CaseFile> known_case(store::Reader& reader, core::CaseId id)
{
    auto file = load_case(reader, id);
    if (!file) return core::fail(core::ErrorKind::not_found, "case/not_found");
    return std::move(*file);
}

std::vector<core::CaseId> case_ids(store::Reader& reader, core::TeamId team)
{
    static constexpr Sql sql{"SELECT id FROM case_file WHERE team = ? ORDER BY opened_at, id"};
    std::vector<core::CaseId> ids;
    reader.each(sql, {team}, [&](const Row& row) { ids.push_back(row.id<core::CaseId>(0)); });
    return ids;
}

std::optional<core::CaseId> case_of(store::Reader& reader, const std::string& reference)
{
    static constexpr Sql sql{"SELECT id FROM case_file WHERE reference = ?"};
    return reader.first(sql, {reference}, [](const Row& row) { return row.id<core::CaseId>(0); });
}

bool reference_taken(store::Reader& reader, const std::string& reference)
{
    return case_of(reader, reference).has_value();
}

void insert_case(store::Transaction& transaction, const CaseFile& file, const ShortRow& text)
{
    static const std::string insert = "INSERT INTO case_file (" + head_names + ", " + Columns::names() +
                                      ", short_version, short_sealed, short_wrap) VALUES (" +
                                      question_marks(head_count + Columns::count() + 3) + ")";
    static const Sql sql{insert.c_str()};
    std::vector<std::string> keep;
    const std::string due = due_sort(file);
    std::vector<Value> values = {file.id,
                                 file.reference,
                                 file.version,
                                 file.organisation,
                                 file.team,
                                 or_null(file.assigned_to),
                                 file.opened_by,
                                 file.updated_by,
                                 core::to_text(file.state),
                                 file.country,
                                 file.opened_at,
                                 file.updated_at,
                                 due,
                                 file.age_band,
                                 file.birth_year_known ? 1 : 0,
                                 file.consent.given ? 1 : 0,
                                 or_null(file.consent.mode),
                                 or_null(file.consent.exception),
                                 or_null(file.closure_reason)};
    Columns::bind(file.answers, keep, values);
    values.emplace_back(text.version == 0 ? Value() : Value(text.version));
    values.emplace_back(text.version == 0 ? Value() : Value(text.sealed));
    values.emplace_back(text.wrap.empty() ? Value() : Value(text.wrap));
    transaction.put(sql, values);
    count(transaction, file, 1);
}

bool update_case(store::Transaction& transaction, const CaseFile& before, const CaseFile& file)
{
    // A column that is set has every index written anew that holds it, also with the value it had: what the
    // lists are ordered and filtered by is set only where it changes.
    static const std::string rest =
        "version = ?, updated_by = ?, updated_at = ?, age_band = ?, birth_year_known = ?, "
        "closure_reason = ?, consent_given = ?, consent_mode = ?, consent_exception = ?, " +
        assignments(Columns::names()) + " WHERE id = ? AND version = ?";
    static const std::string where_it_was = "UPDATE case_file SET " + rest;
    static const std::string elsewhere =
        "UPDATE case_file SET team = ?, assigned_to = ?, state = ?, country = ?, due_sort = ?, " + rest;
    static const Sql stays{where_it_was.c_str()};
    static const Sql moves{elsewhere.c_str()};
    std::vector<std::string> keep;
    std::vector<Value> values;
    const std::string due = due_sort(file);
    const bool moved = before.team != file.team || before.state != file.state ||
                       before.country != file.country || before.assigned_to != file.assigned_to;
    const bool placed_anew = moved || due != due_sort(before);
    if (placed_anew)
        values = {file.team, or_null(file.assigned_to), core::to_text(file.state), file.country, due};
    values.insert(values.end(),
                  {file.version, file.updated_by, file.updated_at, file.age_band,
                   file.birth_year_known ? 1 : 0, or_null(file.closure_reason), file.consent.given ? 1 : 0,
                   or_null(file.consent.mode), or_null(file.consent.exception)});
    Columns::bind(file.answers, keep, values);
    values.emplace_back(file.id);
    values.emplace_back(file.version - 1);
    if (transaction.run(placed_anew ? moves : stays, values) != 1) return false;
    if (moved) {
        count(transaction, before, -1);
        count(transaction, file, 1);
    }
    return true;
}

void delete_case(store::Transaction& transaction, const CaseFile& file)
{
    static constexpr std::array statements = {
        Sql{"DELETE FROM case_identity WHERE case_id = ?"},
        Sql{"DELETE FROM case_whereabouts WHERE case_id = ?"},
        Sql{"DELETE FROM case_story WHERE case_id = ?"},
        Sql{"DELETE FROM case_note WHERE case_id = ?"},
        Sql{"DELETE FROM case_finding WHERE case_id = ?"},
        Sql{"DELETE FROM case_answer_before WHERE case_id = ?"},
        Sql{"DELETE FROM case_sealed_before WHERE case_id = ?"},
        Sql{"DELETE FROM case_file WHERE id = ?"},
    };
    for (const auto& sql : statements)
        transaction.put(sql, {file.id});
    count(transaction, file, -1);
}

std::int64_t count_writings(store::Reader& reader, core::CaseId id)
{
    static constexpr Sql sql{
        "SELECT f.version + COALESCE((SELECT version FROM case_identity WHERE case_id = f.id), 0) "
        "+ COALESCE((SELECT version FROM case_whereabouts WHERE case_id = f.id), 0) "
        "+ COALESCE((SELECT version FROM case_story WHERE case_id = f.id), 0) "
        "+ (SELECT COUNT(*) FROM case_note WHERE case_id = f.id) FROM case_file f WHERE f.id = ?"};
    return reader.first(sql, {id}, [](const Row& row) { return row.integer(0); }).value_or(0);
}

bool was_asked_about(store::Reader& reader, const CaseFile& file)
{
    static constexpr Sql sql{"SELECT 1 FROM case_ask WHERE team = ? AND case_id = ? LIMIT 1"};
    return reader.first(sql, {file.team, file.id}, [](const Row&) { return true; }).has_value();
}

namespace {

/// The statements of one sealed part. Each table is named in full, so that a statement is prepared once.
struct PartSql {
    Sql load;
    Sql save;
    Sql keep;
    std::string_view name;
};
const PartSql& sql_of(SealedPart part)
{
#define PANOH_PART(TABLE, NAME)                                                                              \
    {                                                                                                        \
        Sql{"SELECT version, sealed FROM " TABLE " WHERE case_id = ?"},                                      \
            Sql{"INSERT INTO " TABLE " (case_id, version, sealed, updated_at) VALUES (?, ?, ?, ?) "          \
                "ON CONFLICT (case_id) DO UPDATE SET version = excluded.version, sealed = excluded.sealed, " \
                "updated_at = excluded.updated_at"},                                                         \
            Sql{"INSERT INTO case_sealed_before (case_id, part, version, sealed, changed_by, changed_at) "   \
                "SELECT case_id, '" NAME "', version, sealed, ?, ? FROM " TABLE " WHERE case_id = ?"},       \
            NAME                                                                                             \
    }
    static constexpr PartSql identity = PANOH_PART("case_identity", "identity");
    static constexpr PartSql whereabouts = PANOH_PART("case_whereabouts", "whereabouts");
    static constexpr PartSql story = PANOH_PART("case_story", "story");
#undef PANOH_PART
    switch (part) {
    case SealedPart::identity:
        return identity;
    case SealedPart::whereabouts:
        return whereabouts;
    case SealedPart::story:
        return story;
    }
    return story;
}

SealedRow read_sealed(const Row& row, int column)
{
    const auto bytes = row.bytes(column + 1);
    return {.version = row.integer(column), .sealed = core::Bytes(bytes.begin(), bytes.end())};
}

} // namespace

std::optional<SealedRow> load_sealed(store::Reader& reader, SealedPart part, core::CaseId id)
{
    return reader.first(sql_of(part).load, {id}, [](const Row& row) { return read_sealed(row, 0); });
}

void save_sealed(store::Transaction& transaction, SealedPart part, core::CaseId id, std::int64_t version,
                 core::ByteView sealed, const audit::Act& act)
{
    if (version > 1) transaction.put(sql_of(part).keep, {act.actor, act.at, id});
    transaction.put(sql_of(part).save, {id, version, sealed, act.at});
}

std::vector<SealedBefore> sealed_before(store::Reader& reader, SealedPart part, core::CaseId id)
{
    static constexpr Sql sql{"SELECT version, sealed, changed_by, changed_at FROM case_sealed_before "
                             "WHERE case_id = ? AND part = ? ORDER BY version DESC LIMIT 50"};
    std::vector<SealedBefore> found;
    reader.each(sql, {id, sql_of(part).name}, [&](const Row& row) {
        found.push_back({.row = read_sealed(row, 0),
                         .changed_by = row.id<core::UserId>(2),
                         .changed_at = row.instant(3)});
    });
    return found;
}

void save_answers_before(store::Transaction& transaction, core::CaseId id,
                         const std::vector<ReplacedAnswer>& before)
{
    static constexpr Sql sql{"INSERT INTO case_answer_before (case_id, field, version, value, changed_by, "
                             "changed_at) VALUES (?, ?, ?, ?, ?, ?)"};
    std::vector<Value> values;
    for (const auto& one : before)
        values.insert(values.end(), {id, std::string_view(one.field), one.version,
                                     std::string_view(one.value), one.changed_by, one.changed_at});
    transaction.run_many(sql, 6, values);
}

std::vector<ReplacedAnswer> answers_before(store::Reader& reader, core::CaseId id, std::string_view field)
{
    static constexpr Sql sql{"SELECT field, version, value, changed_by, changed_at FROM case_answer_before "
                             "WHERE case_id = ? AND (? = '' OR field = ?) "
                             "ORDER BY version DESC, field LIMIT 200"};
    std::vector<ReplacedAnswer> found;
    reader.each(sql, {id, field, field}, [&](const Row& row) {
        found.push_back({.field = std::string(row.text(0)),
                         .version = row.integer(1),
                         .value = std::string(row.text(2)),
                         .changed_by = row.id<core::UserId>(3),
                         .changed_at = row.instant(4)});
    });
    return found;
}

std::optional<ShortRow> read_short(const Row& row, int column)
{
    if (row.is_null(column)) return std::nullopt;
    const auto sealed = row.bytes(column + 1);
    const auto wrap = row.bytes(column + 2);
    return ShortRow{.version = row.integer(column),
                    .sealed = core::Bytes(sealed.begin(), sealed.end()),
                    .wrap = core::Bytes(wrap.begin(), wrap.end())};
}

std::optional<ShortRow> load_short(store::Reader& reader, core::CaseId id)
{
    static constexpr Sql sql{"SELECT short_version, short_sealed, short_wrap FROM case_file WHERE id = ?"};
    return reader.first(sql, {id}, [](const Row& row) { return read_short(row, 0); }).value_or(std::nullopt);
}

void save_short(store::Transaction& transaction, core::CaseId id, const ShortRow& text)
{
    static constexpr Sql sql{
        "UPDATE case_file SET short_version = ?, short_sealed = ?, short_wrap = ? WHERE id = ?"};
    transaction.put(
        sql, {text.version, text.sealed, text.wrap.empty() ? store::Value() : store::Value(text.wrap), id});
}

void keep_wrap(store::Transaction& transaction, core::CaseId id, std::int64_t version, core::ByteView wrap)
{
    static constexpr Sql sql{"UPDATE case_file SET short_wrap = ? WHERE id = ? AND short_version = ?"};
    transaction.put(sql, {wrap, id, version});
}

void replace_wrap(store::Transaction& transaction, core::TeamId team, core::CaseId id,
                  std::int64_t key_version, core::ByteView wrap)
{
    // Which data key a text lies under stands in its third to sixth byte, big-endian.
    static constexpr Sql sql{"UPDATE case_file SET short_wrap = ? WHERE id = ? AND team = ? "
                             "AND substr(short_sealed, 3, 4) = ?"};
    std::array<std::uint8_t, 4> version = {};
    for (std::size_t i = 0; i < version.size(); ++i)
        version.at(i) = static_cast<std::uint8_t>(key_version >> (8 * (version.size() - 1 - i)));
    transaction.put(sql, {wrap, id, team, core::ByteView(version)});
}

void insert_note(store::Transaction& transaction, const NoteRow& note)
{
    static constexpr Sql sql{"INSERT INTO case_note (id, case_id, kind, written_by, written_at, sealed) "
                             "VALUES (?, ?, ?, ?, ?, ?)"};
    transaction.put(sql, {note.id, note.case_id, note.kind, note.written_by, note.written_at, note.sealed});
}

std::vector<NoteRow> notes_of(store::Reader& reader, core::CaseId id, const NotesWanted& wanted)
{
    static constexpr Sql sql{
        "SELECT id, kind, written_by, written_at, sealed FROM case_note WHERE case_id = ? "
        "AND kind IN (?, ?) AND (written_at, id) < (?, ?) ORDER BY written_at DESC, id DESC LIMIT ?"};
    std::vector<NoteRow> notes;
    const auto on_row = [&](const Row& row) {
        const auto bytes = row.bytes(4);
        notes.push_back({.id = row.id<core::NoteId>(0),
                         .case_id = id,
                         .kind = std::string(row.text(1)),
                         .written_by = row.id<core::UserId>(2),
                         .written_at = row.instant(3),
                         .sealed = core::Bytes(bytes.begin(), bytes.end())});
    };
    reader.each(sql,
                {id, std::string_view(wanted.kind), std::string_view(wanted.other_kind), wanted.before_time,
                 wanted.before_id, wanted.limit},
                on_row);
    return notes;
}

} // namespace panoh::cases
