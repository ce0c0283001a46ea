// A schema as JSON, up to a form feed; behind it a table. What is accepted must be counted without a
// contradiction.

#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "fuzz.h"
#include "microdata/counter.h"
#include "microdata/csv_cells.h"
#include "microdata/read_microdata.h"

namespace {

using namespace panoh::fuzz;
using namespace panoh::microdata;

/// Both ways of reading, and however many threads.
void readings_agree(const std::string& bytes, const Schema& schema)
{
    const auto table = panoh::tables::open_table(bytes);
    if (!table) return must_be_refusal(table.error());
    const auto slow = code_rows(*table, schema);
    if (!slow) must_be_refusal(slow.error());
    for (const unsigned threads : {1U, 3U}) {
        const auto quick = code_csv(*table, schema, threads);
        if (!quick) continue;
        must(slow.has_value());
        must(quick->rows == slow->rows && quick->states == slow->states && quick->persons == slow->persons);
        for (std::size_t i = 0; i < slow->unknown.size(); ++i)
            must(quick->unknown[i].cells == slow->unknown[i].cells &&
                 quick->unknown[i].texts == slow->unknown[i].texts);
    }
}

void counts_agree(const Microdata& people)
{
    const Counter counter(people, 1);
    std::vector<Columns> wanted;
    for (ColumnNumber column = 0; column < people.columns() && column < 12; ++column) {
        wanted.push_back({column});
        for (ColumnNumber other = 0; other < column; ++other)
            wanted.push_back({other, column});
    }
    const auto marginals = counter.marginals(wanted);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        must(std::accumulate(marginals[i].begin(), marginals[i].end(), std::size_t{0}) == people.people());
        must(marginals[i] == counter.marginal(wanted[i]));
    }
    const auto found = counter.combinations(people.columns() > 40 ? 2 : 3);
    for (const Combinations& combinations : found) {
        for (std::size_t i = 0; i < combinations.size(); ++i) {
            const auto numbers = combinations.attributes(i);
            must(combinations.count(i) >= 1 && combinations.count(i) <= people.people());
            must(combinations.find(numbers) == combinations.count(i));
            // Who has all has the first.
            must(found[0].find(numbers.first(1)) >= combinations.count(i));
        }
    }
}

/// A table under its own profile has nothing that is undeclared.
void profile_fits(const std::string& bytes)
{
    auto schema = profile(bytes, "fuzz");
    if (!schema) return must_be_refusal(schema.error());
    schema->person.each_row = true;
    schema->caps = Caps{1};
    std::erase_if(schema->columns, [&](const Column& column) {
        if (column.values.empty()) schema->left_out.push_back(column.name);
        return column.values.empty();
    });
    must(!ready(*schema));
    schema->from_data.clear();
    must(ready(*schema).has_value());
    if (!check(*schema)) return; // names of more than a line
    const auto read = read_microdata(bytes, *schema, 1);
    must(read.has_value());
    must(read->note.undeclared.empty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    Input input(data, size);
    const auto schema = read_schema(input.up_to('\f'));
    const std::string bytes(input.rest());
    profile_fits(bytes);
    if (!schema) {
        must_be_refusal(schema.error());
        return 0;
    }
    const std::string text = schema_text(*schema);
    const auto again = read_schema(text);
    must(again.has_value() && *again == *schema && schema_text(*again) == text);
    readings_agree(bytes, *schema);
    const auto read = read_microdata(bytes, *schema, 2);
    if (!read) {
        must_be_refusal(read.error());
        return 0;
    }
    must(read->note.people == static_cast<std::int64_t>(read->people.people()));
    must(read->note.people <= read->note.rows);
    counts_agree(read->people);
    return 0;
}
