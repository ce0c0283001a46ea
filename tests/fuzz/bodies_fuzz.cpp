// The real bodies of requests, and what is kept as JSON, each read by its own type. The first letter of an
// input says which. What is accepted is written so that it reads the same, the rules behind it refuse by
// code, and a whole case that goes out as lines of a table comes in again as it went.

#include <array>
#include <functional>
#include <string>
#include <string_view>

#include "cases/coded_fields.h"
#include "cases/find.h"
#include "cases/find_key.h"
#include "cases/identity.h"
#include "cases/intake_basis.h"
#include "cases/list_out.h"
#include "cases/story.h"
#include "cases/why.h"
#include "core/json.h"
#include "core/json_schema.h"
#include "directory/organisations.h"
#include "fuzz.h"
#include "json_shapes.h"
#include "records/incoming.h"
#include "records/record.h"
#include "records/saved_mappings.h"

namespace {

using namespace panoh;
using fuzz::must;

constexpr core::Date today = {2026, 11, 26};

template <typename T>
void must_be_done(const core::Result<T>& result)
{
    if (!result) fuzz::must_be_refusal(result.error());
}

void rules(const cases::Identity& identity)
{
    must_be_done(cases::check(identity, today));
    if (cases::check(identity, today))
        must(cases::read_find_key(cases::write_find_key(cases::find_key(identity))).has_value());
    (void)cases::age_band(identity.birth, today);
}
void rules(const cases::Whereabouts& whereabouts)
{
    must_be_done(cases::check(whereabouts));
}
void rules(const cases::Story& story)
{
    must_be_done(cases::check(story, today));
}
void rules(const cases::CodedChange& change)
{
    const auto answers = cases::with_change({}, change, today);
    must_be_done(answers);
    if (answers) must(core::read_json<cases::CodedAnswers>(core::write_json(*answers)).has_value());
}
void rules(const cases::IntakeBasis& basis)
{
    must_be_done(cases::may_open(basis));
}
void rules(const cases::FindQuery& query)
{
    must_be_done(cases::question_of(query));
}
void rules(const directory::Organisation& organisation)
{
    must_be_done(directory::check(organisation));
}
void rules(const records::Mapping& mapping)
{
    const auto kept = records::without_long_values(mapping);
    must(kept.columns.size() == mapping.columns.size());
}
void rules(const cases::Why& why)
{
    must_be_done(cases::check(why));
}
void rules(const cases::AboutWords& words)
{
    must_be_done(cases::check(words));
}
template <typename T>
void rules(const T&)
{
}

/// As `lines_of` says it, read again.
records::Record read_lines(const records::Record& record, std::vector<records::CellFault>& faults)
{
    std::vector<std::string> headings;
    for (const auto& column : records::columns())
        headings.emplace_back(column.name);
    std::vector<records::Line> lines;
    for (const auto& cells : records::lines_of(record)) {
        records::Line line{.row = static_cast<std::int64_t>(lines.size()) + 2};
        for (const auto& cell : cells)
            line.cells.push_back(cell.text);
        lines.push_back(std::move(line));
    }
    return records::LineReader(headings).read(lines, faults);
}

void rules(const records::Record& record)
{
    std::vector<records::CellFault> faults;
    const auto once = read_lines(record, faults);
    for (const auto& fault : faults)
        fuzz::must_be_code(fault.code);
    if (!faults.empty()) return;
    const auto twice = read_lines(once, faults);
    must(faults.empty() && core::write_json(twice) == core::write_json(once));
}

template <typename T>
void read(std::string_view text)
{
    const auto value = core::read_json<T>(text);
    if (!value) {
        must(value.error().faults.size() <= 50);
        return fuzz::must_be_refusal(value.error());
    }
    const std::string written = core::write_json(*value);
    const auto again = core::read_json<T>(written);
    must(again && core::write_json(*again) == written);
    rules(*value);
}

struct Body {
    char letter;
    void (*read)(std::string_view);
    std::string (*schema)();
};
template <typename T>
constexpr Body body(char letter)
{
    return {letter, read<T>, core::json_schema<T>};
}
const std::array bodies = {body<cases::Identity>('i'),
                           body<cases::Whereabouts>('w'),
                           body<cases::Story>('s'),
                           body<cases::CodedChange>('c'),
                           body<std::vector<cases::Episode>>('e'),
                           body<cases::IntakeBasis>('b'),
                           body<cases::FindQuery>('f'),
                           body<directory::Organisation>('o'),
                           body<directory::OrganisationChange>('p'),
                           body<records::Reading>('r'),
                           body<records::Mapping>('m'),
                           body<cases::Why>('y'),
                           body<cases::AboutWords>('a'),
                           body<cases::ListWords>('l'),
                           body<records::Record>('x')};

const Body* find(char letter)
{
    for (const auto& body : bodies)
        if (body.letter == letter) return &body;
    return nullptr;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::Input input(data, size);
    if (const Body* body = find(static_cast<char>(input.byte()))) body->read(input.rest());
    return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most,
                                               unsigned seed)
{
    fuzz::Random random(seed);
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const Body* body = text.empty() ? nullptr : find(text.front());
    if (body == nullptr || fuzz::any(random, 40) == 0) body = &bodies[fuzz::any(random, bodies.size())];
    if (!text.empty() && fuzz::any(random, 4) == 0)
        return fuzz::put(body->letter + fuzz::changed_bytes(text.substr(1)), data, most);
    const auto schema = boost::json::parse(body->schema());
    return fuzz::put(body->letter +
                         fuzz::change_json(text.substr(std::min<std::size_t>(1, size)), schema, random, {}),
                     data, most);
}
