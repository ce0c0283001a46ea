// Somebody's table on its way to cases: JSON that says how it is read, a NUL, then the bytes of the file.
// Nothing crashes, what is wrong is told with a code and its place, and a case that may be opened has passed
// the rules of cases and is written so that it reads the same.

#include <optional>
#include <string>
#include <string_view>

#include "core/json.h"
#include "core/json_schema.h"
#include "fuzz.h"
#include "json_shapes.h"
#include "records/column_facts.h"
#include "records/incoming.h"
#include "records/sheet_summary.h"
#include "tables/table.h"

namespace {

using namespace panoh;
using fuzz::must;

constexpr core::Date today = {2026, 11, 26};
constexpr tables::Limits limits{
    .file_bytes = 1 << 20, .cell_letters = 4000, .columns = 200, .rows = 2000, .cells = 20'000};

template <typename T>
void comes_back(const T& value)
{
    const std::string written = core::write_json(value);
    const auto again = core::read_json<T>(written);
    must(again && core::write_json(*again) == written);
}

void may_be_opened(const records::Incoming& incoming)
{
    const auto& recorded = incoming.recorded;
    must(cases::may_open(recorded.opened.consent).has_value());
    must(cases::check(recorded.opened.identity, today).has_value());
    must(cases::check(incoming.whereabouts).has_value());
    must(cases::check(incoming.story, today).has_value());
    comes_back(recorded.opened.identity);
    comes_back(incoming.whereabouts);
    comes_back(incoming.story);
    comes_back(incoming.notes);
}

void check(const tables::Table& table, const records::Reading& reading)
{
    const auto checked = records::check_table(table, reading, today);
    if (!checked) return fuzz::must_be_refusal(checked.error());
    must(checked->ready == static_cast<std::int64_t>(checked->cases.size()));
    must(checked->problems.size() <= 1000);
    must(checked->found <= checked->lines);
    for (const auto& problem : checked->problems) {
        fuzz::must_be_code(problem.code);
        must(problem.count > 0);
    }
    for (const auto& incoming : checked->cases)
        may_be_opened(incoming);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::Input input(data, size);
    const auto reading = core::read_json<records::Reading>(input.up_to('\0'));
    const auto table = tables::open_table(std::string(input.rest()), limits);
    if (!table) {
        fuzz::must_be_refusal(table.error());
        return 0;
    }
    check(*table, reading ? *reading : records::Reading{});
    const auto summary = records::summary_of(*table, 0);
    if (!summary) fuzz::must_be_refusal(summary.error());
    return 0;
}

namespace {

std::string changed_table(std::string_view table, fuzz::Random& random)
{
    if (fuzz::any(random, 2) == 0 || table.empty()) return fuzz::changed_bytes(table, 8192);
    // One cell another: between two commas, semicolons or line ends.
    const std::size_t at = table.find_first_of(",;\n", fuzz::any(random, table.size()));
    if (at == std::string_view::npos) return fuzz::changed_bytes(table, 8192);
    const std::size_t end = table.find_first_of(",;\n", at + 1);
    std::string cell = fuzz::some_text(random);
    if (fuzz::any(random, 2) == 0) {
        const auto columns = records::columns();
        cell = columns[fuzz::any(random, columns.size())].name;
    } else if (fuzz::any(random, 2) == 0) {
        const auto& lists = core::code_lists();
        const auto& codes = lists[fuzz::any(random, lists.size())].codes;
        cell = codes[fuzz::any(random, codes.size())];
    }
    return std::string(table.substr(0, at + 1)) + cell +
           std::string(end == std::string_view::npos ? "" : table.substr(end));
}

} // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most,
                                               unsigned seed)
{
    static const auto schema = boost::json::parse(core::json_schema<records::Reading>());
    fuzz::Random random(seed);
    fuzz::Input input(data, size);
    std::string reading(input.up_to('\0'));
    std::string table(input.rest());
    if (fuzz::any(random, 3) == 0)
        reading = fuzz::change_json(reading, schema, random, {});
    else
        table = changed_table(table, random);
    return fuzz::put(reading + '\0' + table, data, most);
}
