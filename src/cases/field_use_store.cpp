#include "cases/field_use.h"

#include <fmt/format.h>

#include "cases/coded_fields.h"
#include "core/json.h"

namespace panoh::cases {
namespace {

using store::Row;
using store::Sql;
using store::Value;
using Members = core::JsonMembers<CodedAnswers>;

/// What says that a column has an answer, and that it says why it has none.
struct Tests {
    std::string answered;
    std::string not_known;
};

template <typename T>
Tests tests_of(std::string_view column)
{
    if constexpr (std::is_same_v<T, int>) return {fmt::format("{} IS NOT NULL", column), "1 = 0"};
    if constexpr (std::is_same_v<T, std::vector<Episode>>)
        return {fmt::format("{} <> '[]'", column), "1 = 0"};
    return {fmt::format("substr({0}, 1, 1) <> '~' AND {0} <> ''", column),
            fmt::format("substr({}, 1, 1) = '~'", column)};
}

/// One pass over the cases of a team. Every "?" but the last is the beginning of the time.
const Sql& coded_pass()
{
    static const std::string text = [] {
        std::string all = "SELECT count(*), count(*) FILTER (WHERE opened_at >= ?), count(assigned_to), "
                          "count(assigned_to) FILTER (WHERE opened_at >= ?)";
        boost::mp11::mp_for_each<Members>([&](auto member) {
            using T = std::remove_cvref_t<decltype(*(CodedAnswers{}.*member.pointer))>;
            const auto [answered, not_known] = tests_of<T>(member.name);
            for (const auto& test : {answered, not_known})
                all += fmt::format(
                    ", count(*) FILTER (WHERE {0}), count(*) FILTER (WHERE opened_at >= ? AND {0})", test);
        });
        return all + " FROM case_file WHERE team = ?";
    }();
    static const Sql sql{text.c_str()};
    return sql;
}

CaseCount count_at(const Row& row, int column)
{
    return {.all = row.integer(column), .since = row.integer(column + 1)};
}

CaseCount part(store::Reader& reader, const Sql& sql, core::TeamId team, core::Instant since)
{
    return reader.first(sql, {since, team}, [](const Row& row) { return count_at(row, 0); })
        .value_or(CaseCount{});
}

} // namespace

TeamUse field_use(store::Reader& reader, const FieldUsePermit& permit, core::Instant since)
{
    static constexpr Sql identity{
        "SELECT count(*), count(*) FILTER (WHERE f.opened_at >= ?) FROM case_file f "
        "JOIN case_identity p ON p.case_id = f.id WHERE f.team = ?"};
    static constexpr Sql whereabouts{
        "SELECT count(*), count(*) FILTER (WHERE f.opened_at >= ?) FROM case_file f "
        "JOIN case_whereabouts p ON p.case_id = f.id WHERE f.team = ?"};
    static constexpr Sql story{"SELECT count(*), count(*) FILTER (WHERE f.opened_at >= ?) FROM case_file f "
                               "JOIN case_story p ON p.case_id = f.id WHERE f.team = ?"};
    static constexpr Sql notes{
        "SELECT count(DISTINCT f.id), count(DISTINCT f.id) FILTER (WHERE f.opened_at >= ?) FROM case_file f "
        "JOIN case_note p ON p.case_id = f.id AND p.kind = 'narrative' WHERE f.team = ?"};
    constexpr auto members = boost::mp11::mp_size<Members>::value;
    const core::TeamId team = permit.object();
    std::vector<Value> values(2 + members * 2, Value(since));
    values.emplace_back(team);
    TeamUse use;
    reader.each(coded_pass(), values, [&](const Row& row) {
        use.cases = count_at(row, 0);
        use.assigned = count_at(row, 2);
        int column = 4;
        boost::mp11::mp_for_each<Members>([&](auto member) {
            use.answers.push_back({.member = std::string(core::json_name(member.name)),
                                   .answered = count_at(row, column),
                                   .not_known = count_at(row, column + 2)});
            column += 4;
        });
    });
    use.identity = part(reader, identity, team, since);
    use.whereabouts = part(reader, whereabouts, team, since);
    use.story = part(reader, story, team, since);
    use.notes = part(reader, notes, team, since);
    return use;
}

} // namespace panoh::cases
