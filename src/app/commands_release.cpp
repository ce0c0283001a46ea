// panoh release: tables in, folders out.

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>

#include <fmt/core.h>

#include "app/command.h"
#include "app/release_commands.h"
#include "app/release_needs.h"
#include "core/clock.h"
#include "core/date.h"
#include "microdata/counter.h"
#include "microdata/fiction.h"
#include "release/commands.h"
#include "release/making.h"
#include "release/output_folder.h"
#include "release/written_tables.h"
#include "synthesis/model_text.h"

namespace panoh::app {

namespace {

using core::ErrorKind;
using core::Result;

/// What is exact says so in its name, so that nobody publishes it by mistake.
constexpr std::string_view internal_mark = "INTERNAL";

Result<std::map<std::string, std::size_t>> widths_of(const std::vector<std::string>& texts)
{
    std::map<std::string, std::size_t> widths;
    for (const std::string& text : texts) {
        const std::size_t sign = text.rfind('=');
        std::size_t width = 0;
        const char* end = text.data() + text.size();
        if (sign == std::string::npos ||
            std::from_chars(text.data() + sign + 1, end, width) != std::from_chars_result{end, std::errc()})
            return core::fail(ErrorKind::invalid, "release/join_invalid", text);
        widths[text.substr(0, sign)] = width;
    }
    return widths;
}

Result<std::vector<std::pair<std::string, std::string>>> crossed_of(const std::vector<std::string>& texts)
{
    std::vector<std::pair<std::string, std::string>> crossed;
    for (const std::string& text : texts) {
        const std::size_t comma = text.find(',');
        if (comma == std::string::npos)
            return core::fail(ErrorKind::invalid, "release/crossed_invalid", text);
        crossed.emplace_back(text.substr(0, comma), text.substr(comma + 1));
    }
    return crossed;
}

/// Nothing for "auto".
Result<std::optional<std::size_t>> rows_of(const std::string& text)
{
    if (text == "auto") return std::optional<std::size_t>();
    std::size_t rows = 0;
    const char* end = text.data() + text.size();
    if (std::from_chars(text.data(), end, rows) != std::from_chars_result{end, std::errc()} || rows < 1 ||
        rows > release::most_rows)
        return core::fail(ErrorKind::invalid, "release/rows_invalid", "rows");
    return std::optional(rows);
}

release::Order order_of(const ReleaseWords& words)
{
    return {.begin = release::into_folder(words.out),
            .release = {},
            .operator_name = words.by,
            .program = PANOH_VERSION,
            .new_table = words.new_table,
            .titles = {.title = words.title, .about = words.about},
            .draw = [language = words.language](
                        const release::Report& report) { return draw_report(report, language); },
            .begin_internal =
                words.internal.empty() ? release::BeginOutput() : release::into_folder(words.internal),
            .groups = words.groups,
            .threads = words.threads,
            .insecure_seed = words.insecure_seed};
}

/// A lineage and a table, read and checked, for a release.
struct Opened {
    release::Lineage lineage;
    release::Prepared prepared;
};

Result<Opened> open_for_release(const ReleaseWords& words, const core::Clock& clock)
{
    PANOH_TRY(release::Lineage lineage, release::open_lineage(words.ledger, clock));
    PANOH_TRY(std::string table, release::read_table_file(words.table));
    PANOH_TRY(const std::string schema, release::read_table_file(words.schema));
    PANOH_TRY(release::Prepared prepared,
              release::prepare(std::move(table), schema, lineage.key, words.threads));
    return Opened{.lineage = std::move(lineage), .prepared = std::move(prepared)};
}

void say_note(const microdata::ReadNote& note)
{
    fmt::print("{}: {} rows, {} people\n", internal_mark, note.rows, note.people);
    for (const auto& column : note.undeclared) {
        fmt::print("{}: {} cells of {} have a value that nobody declared and became \"~other\":",
                   internal_mark, column.cells, column.column);
        for (const std::string& text : column.texts)
            fmt::print(" \"{}\"", text);
        fmt::print("\n");
    }
}

/// Whether a model has the columns and states of a schema.
bool speaks_of(const synthesis::Model& model, const microdata::Schema& schema)
{
    return std::ranges::equal(
        model.parts().columns, schema.columns, [](const auto& known, const auto& column) {
            if (known.name != column.name || known.states.size() != microdata::states_of(column))
                return false;
            for (std::size_t state = 0; state < known.states.size(); ++state)
                if (known.states[state] != microdata::state_name(column, static_cast<std::uint8_t>(state)))
                    return false;
            return true;
        });
}

int say_made(const Result<release::Made>& made, const release::Lineage& lineage, const std::string& out)
{
    if (!made) return refuse(made.error());
    for (const auto& file : made->files)
        fmt::print("{}  {}/{} ({} bytes)\n", file.sha256, out, file.name, file.bytes);
    const privacy::LedgerState state = lineage.ledger.state();
    fmt::print("release {} of {}: spent epsilon {} of {} at delta 1/{}\n", made->release, state.lineage,
               privacy::to_text(state.epsilon_spent), privacy::to_text(state.epsilon), state.delta.one_in);
    return 0;
}

Result<microdata::ReadMicrodata> read_table(const ReleaseWords& words)
{
    PANOH_TRY(const std::string schema_json, release::read_table_file(words.schema));
    PANOH_TRY(const microdata::Schema schema, microdata::read_schema(schema_json));
    PANOH_TRY(std::string table, release::read_table_file(words.table));
    return microdata::read_microdata(std::move(table), schema, words.threads);
}

Result<tabulation::Forecast> forecast_of(const ReleaseWords& words, const microdata::Schema& schema)
{
    PANOH_TRY(const privacy::Epsilon epsilon, privacy::parse_epsilon(words.epsilon));
    return tabulation::forecast(schema, {.rho = privacy::rho_for(epsilon, privacy::delta_for(schema.people)),
                                         .length = words.length});
}

core::Done write_file(const std::string& path, std::string_view text)
{
    std::ofstream file(path, std::ios::binary);
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    file.flush();
    if (!file) return core::fail(ErrorKind::invalid, "app/file_not_writable", "out");
    return {};
}

} // namespace

int release_profile_command(const ReleaseWords& words)
{
    auto table = release::read_table_file(words.table);
    if (!table) return refuse(table.error());
    const auto schema = microdata::profile(std::move(*table), words.lineage);
    if (!schema) return refuse(schema.error());
    if (const auto written = write_file(words.out, microdata::schema_text(*schema)); !written)
        return refuse(written.error());
    fmt::print("{}: {} holds what is in the table. Read each column, mend it, and take its name out of "
               "\"from_data\".\n",
               internal_mark, words.out);
    return 0;
}

int release_check_command(const ReleaseWords& words)
{
    const auto read = read_table(words);
    if (!read) return refuse(read.error());
    say_note(read->note);
    const microdata::Schema& schema = read->people.schema();
    if (const auto ready = microdata::ready(schema); !ready) return refuse(ready.error());
    const auto forecast = forecast_of(words, schema);
    if (!forecast) return refuse(forecast.error());
    fmt::print("one person counts in at most {} values; delta 1/{}\n", schema.caps->values,
               privacy::delta_for(schema.people).one_in);
    for (const auto& of : forecast->lengths)
        fmt::print(
            "{} together: {} combinations, noise of standard deviation {:.1f} on each before fitting\n",
            of.length, of.combinations, privacy::standard_deviation(of.variance));
    return 0;
}

int release_counts_command(const ReleaseWords& words)
{
    const auto read = read_table(words);
    if (!read) return refuse(read.error());
    const microdata::Counter counter(read->people, words.threads);
    const auto counts = counter.combinations(words.length, words.at_least);
    for (const auto& of : counts)
        fmt::print("{}: {} combinations of {} with {} people or more\n", internal_mark, of.size(),
                   of.length(), words.at_least);
    if (words.out.empty()) return 0;
    auto folder = release::OutputFolder::begin(words.out);
    if (!folder) return refuse(folder.error());
    const std::string name = fmt::format("{}-counts.csv", internal_mark);
    const auto written = (*folder)->write_pieces(name, [&](const release::Output::Put& put) {
        return release::put_counts_csv(counter, counts, 1, put);
    });
    if (!written) return refuse(written.error());
    if (const auto done = (*folder)->finish(); !done) return refuse(done.error());
    return 0;
}

int release_k_command(const ReleaseWords& words)
{
    const core::SystemClock clock;
    const auto widths = widths_of(words.widths);
    if (!widths) return refuse(widths.error());
    const auto crossed = crossed_of(words.crossed);
    if (!crossed) return refuse(crossed.error());
    auto opened = open_for_release(words, clock);
    if (!opened) return refuse(opened.error());
    say_note(opened->prepared.note);
    const auto made = release::make_k(opened->lineage, opened->prepared, order_of(words),
                                      {.k = words.k,
                                       .length = words.length,
                                       .widths = *widths,
                                       .seeded = words.seeded,
                                       .crossed = *crossed});
    return say_made(made, opened->lineage, words.out);
}

int release_tables_command(const ReleaseWords& words)
{
    const core::SystemClock clock;
    const auto epsilon = privacy::parse_epsilon(words.epsilon);
    if (!epsilon) return refuse(epsilon.error());
    auto opened = open_for_release(words, clock);
    if (!opened) return refuse(opened.error());
    say_note(opened->prepared.note);
    const auto made =
        release::make_tables(opened->lineage, opened->prepared, order_of(words),
                             {.epsilon = *epsilon, .length = words.length, .at_least = words.at_least});
    return say_made(made, opened->lineage, words.out);
}

int release_synth_command(const ReleaseWords& words)
{
    const core::SystemClock clock;
    const auto epsilon = privacy::parse_epsilon(words.epsilon);
    if (!epsilon) return refuse(epsilon.error());
    const auto method = core::from_text<release::SynthesisMethod>(words.method);
    if (!method)
        return refuse({.kind = ErrorKind::invalid, .code = "release/method_unknown", .field = words.method});
    const auto rows = rows_of(words.rows);
    if (!rows) return refuse(rows.error());
    auto opened = open_for_release(words, clock);
    if (!opened) return refuse(opened.error());
    say_note(opened->prepared.note);
    const auto made = release::make_synthesis(
        opened->lineage, opened->prepared, order_of(words),
        {.method = *method, .epsilon = *epsilon, .rows = *rows, .megabytes = words.megabytes, .tell = {}});
    return say_made(made, opened->lineage, words.out);
}

int release_draw_command(const ReleaseWords& words)
{
    const auto asked = rows_of(words.rows);
    if (!asked) return refuse(asked.error());
    const auto schema_json = release::read_table_file(words.schema);
    if (!schema_json) return refuse(schema_json.error());
    const auto schema = microdata::read_schema(*schema_json);
    if (!schema) return refuse(schema.error());
    const auto text = release::read_table_file(words.table);
    if (!text) return refuse(text.error());
    const auto model = synthesis::read_model(*text);
    if (!model) return refuse(model.error());
    if (!speaks_of(*model, *schema))
        return refuse({.kind = ErrorKind::invalid, .code = "release/other_columns", .field = "schema"});
    privacy::RandomBits bits;
    const auto rows = asked->value_or(static_cast<std::size_t>(
        std::clamp(std::round(model->people()), 1.0, static_cast<double>(release::most_rows))));
    const microdata::Microdata drawn(*schema, model->sample(rows, bits));
    const auto folder = release::into_folder(words.out)();
    if (!folder) return refuse(folder.error());
    if (model->parts().chosen_bits)
        if (const auto written = release::write_not_private(**folder); !written)
            return refuse(written.error());
    if (const auto written = (*folder)->write("microdata.csv", release::microdata_csv(drawn)); !written)
        return refuse(written.error());
    if (const auto done = (*folder)->finish(); !done) return refuse(done.error());
    return 0;
}

int release_fiction_command(const ReleaseWords& words)
{
    microdata::Shape shape = microdata::Shape::sparse;
    if (words.shape == "dense")
        shape = microdata::Shape::dense;
    else if (words.shape == "wide")
        shape = microdata::Shape::wide;
    else if (words.shape != "sparse")
        return refuse({.kind = ErrorKind::invalid, .code = "release/shape_unknown", .field = words.shape});
    auto folder = release::OutputFolder::begin(words.out);
    if (!folder) return refuse(folder.error());
    const auto table = microdata::fictional_table(shape, words.people, 1);
    for (const auto& [name, text] :
         {std::pair{"table.csv", table.csv}, {"schema.json", schema_text(table.schema)}})
        if (const auto written = (*folder)->write(name, text); !written) return refuse(written.error());
    if (const auto done = (*folder)->finish(); !done) return refuse(done.error());
    return 0;
}

int ledger_start_command(const ReleaseWords& words)
{
    const core::SystemClock clock;
    const auto epsilon = privacy::parse_epsilon(words.epsilon);
    if (!epsilon) return refuse(epsilon.error());
    const auto text = release::read_table_file(words.schema);
    if (!text) return refuse(text.error());
    const auto schema = microdata::read_schema(*text);
    if (!schema) return refuse(schema.error());
    const auto started = release::start_lineage(words.ledger, clock, schema->lineage, *epsilon,
                                                privacy::delta_for(schema->people), words.by, PANOH_VERSION);
    if (!started) return refuse(started.error());
    fmt::print("lineage {}: epsilon {} at delta 1/{} for all releases together\n", schema->lineage,
               privacy::to_text(*epsilon), privacy::delta_for(schema->people).one_in);
    return 0;
}

int ledger_show_command(const ReleaseWords& words)
{
    const core::SystemClock clock;
    const auto lineage = release::open_lineage(words.ledger, clock);
    if (!lineage) return refuse(lineage.error());
    for (const privacy::LedgerLine& line : lineage->ledger.lines())
        fmt::print("{:>4}  {}  {:<8}  {:<6} {:<8} epsilon {:>7}  {}\n", line.line,
                   core::to_string(core::utc_day(line.at)), core::to_text(line.kind), line.release, line.what,
                   privacy::to_text({line.epsilon_thousandths}), line.operator_name);
    const privacy::LedgerState state = lineage->ledger.state();
    fmt::print("{}: {} lines, whole; spent epsilon {} of {} at delta 1/{}\n", state.lineage, state.lines,
               privacy::to_text(state.epsilon_spent), privacy::to_text(state.epsilon), state.delta.one_in);
    return 0;
}

int ledger_raise_command(const ReleaseWords& words)
{
    const core::SystemClock clock;
    const auto epsilon = privacy::parse_epsilon(words.epsilon);
    if (!epsilon) return refuse(epsilon.error());
    auto lineage = release::open_lineage(words.ledger, clock);
    if (!lineage) return refuse(lineage.error());
    if (const auto raised = lineage->ledger.raise(*epsilon, words.reason, words.by, PANOH_VERSION); !raised)
        return refuse(raised.error());
    return 0;
}

} // namespace panoh::app
