#include "release/own_cases.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/codes.h"
#include "tables/csv_writer.h"

namespace panoh::release {

namespace {

using store::Row;
using store::Sql;

/// Columns with one answer; the first is a number.
constexpr std::array<std::string_view, 9> single = {"year",
                                                    "country",
                                                    "gender",
                                                    "age_band",
                                                    "citizenship",
                                                    "country_of_exploitation",
                                                    "trafficking_status",
                                                    "labour_industry",
                                                    "relationship_to_trafficker"};

/// Columns with several: the list of their codes, and what the columns of ticks begin with.
struct Ticks {
    std::string_view list;
    std::string_view word;
};
constexpr std::array<Ticks, 4> several = {{{"exploitation", "exploitation"},
                                           {"sexual_exploitation", "sexual_exploitation"},
                                           {"method_of_control", "control"},
                                           {"recruitment_method", "recruitment"}}};

/// The codes between spaces.
std::vector<std::string_view> codes_in(std::string_view text)
{
    std::vector<std::string_view> codes;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0) codes.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return codes;
}

/// The first code that says something.
std::string_view answer_in(std::string_view text)
{
    for (const std::string_view code : codes_in(text))
        if (!core::is_missing_reason(code)) return code;
    return {};
}

void append_cell(std::string& out, std::string_view text)
{
    if (!out.empty() && out.back() != '\n') out += ',';
    tables::append_csv_cell(out, text, tables::FormulaGuard::on);
}

void append_ticks(std::string& out, const Ticks& ticks, std::string_view text)
{
    const auto given = codes_in(text);
    const bool known = !answer_in(text).empty();
    for (const std::string& code : core::code_list(ticks.list).codes) {
        out += ',';
        if (known) out += std::ranges::find(given, code) == given.end() ? '0' : '1';
    }
}

} // namespace

const std::vector<std::string>& own_case_columns()
{
    static const std::vector<std::string> all = [] {
        std::vector<std::string> names(single.begin(), single.end());
        for (const Ticks& ticks : several)
            for (const std::string& code : core::code_list(ticks.list).codes)
                names.push_back(std::string(ticks.word) + "_" + code);
        return names;
    }();
    return all;
}

std::string own_cases_csv(store::Reader& reader, core::OrganisationId organisation)
{
    static constexpr Sql sql{
        "SELECT year, country, gender, age_band, citizenship, country_of_exploitation, trafficking_status, "
        "labour_industry, relationship_to_trafficker, exploitation, sexual_exploitation, methods_of_control, "
        "recruitment_method FROM release_cases WHERE organisation = ? "
        "ORDER BY year, country, gender, age_band, citizenship, country_of_exploitation, trafficking_status, "
        "labour_industry, relationship_to_trafficker, exploitation, sexual_exploitation, methods_of_control, "
        "recruitment_method",
        store::Rows::many};
    std::string out;
    for (const std::string& name : own_case_columns())
        append_cell(out, name);
    out += "\r\n";
    reader.each(sql, {organisation}, [&](const Row& row) {
        append_cell(out, std::to_string(row.integer(0)));
        for (int column = 1; column < static_cast<int>(single.size()); ++column) {
            out += ',';
            tables::append_csv_cell(out, answer_in(row.text(column)), tables::FormulaGuard::on);
        }
        for (std::size_t ticks = 0; ticks < several.size(); ++ticks)
            append_ticks(out, several[ticks], row.text(static_cast<int>(single.size() + ticks)));
        out += "\r\n";
    });
    return out;
}

} // namespace panoh::release
