#include "release/making.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "anonymity/checking.h"
#include "anonymity/cross_table.h"
#include "anonymity/seeding.h"
#include "release/written_tables.h"
#include "synthesis/model_text.h"
#include "synthesis/one_way.h"

namespace panoh::release {

namespace {

using core::ErrorKind;
using microdata::Microdata;

/// What the ledger calls exact figures about a release.
constexpr std::string_view evaluation = "evaluation";

privacy::Spending spending_of(const Lineage& lineage, const Prepared& prepared, const Order& order,
                              std::string_view what, std::string release)
{
    TableMark table = mark_of(lineage.key, prepared.table);
    return {.release = std::move(release),
            .what = std::string(what),
            .input = std::move(table.input),
            .salt = std::move(table.salt),
            .schema = prepared.schema_hash,
            .operator_name = order.operator_name,
            .program = order.program,
            .insecure_seed = order.insecure_seed};
}

core::Done check_lineage(const Lineage& lineage, const Prepared& prepared, const Order& order)
{
    if (lineage.ledger.state().lineage != prepared.schema.lineage)
        return core::fail(ErrorKind::conflict, "release/other_lineage", "lineage");
    if (!order.new_table && !is_last_table(lineage, prepared.table))
        return core::fail(ErrorKind::conflict, "release/table_changed", "table");
    return {};
}

/// "r1", "r2"...: each debit and each exact line is another release.
std::string release_of(const Lineage& lineage, const Order& order)
{
    if (!order.release.empty()) return order.release;
    const auto& lines = lineage.ledger.lines();
    const auto before = std::count_if(lines.begin(), lines.end(), [](const privacy::LedgerLine& line) {
        return line.kind == privacy::LineKind::debit ||
               (line.kind == privacy::LineKind::exact && line.what != evaluation);
    });
    return "r" + std::to_string(before + 1);
}

/// What stands in every output beside its tables.
core::Done write_common(Output& output, const Lineage& lineage, const Prepared& prepared, const Order& order)
{
    if (order.insecure_seed) PANOH_CHECK(write_not_private(output));
    PANOH_CHECK(output.write("schema.json", microdata::schema_text(prepared.schema)));
    std::string lines;
    for (const privacy::LedgerLine& line : lineage.ledger.lines())
        lines += privacy::line_text(line) + "\n";
    PANOH_CHECK(output.write("ledger.jsonl", lines));
    return {};
}

/// Exact figures about the people into an output of their own, if somebody asked for them. `evaluate` makes
/// them.
template <typename Evaluate>
core::Done write_internal(Lineage& lineage, const Prepared& prepared, const Order& order,
                          const Report& report, const Evaluate& evaluate)
{
    if (!order.begin_internal) return {};
    PANOH_TRY(const privacy::Exact exact,
              lineage.ledger.note_exact(spending_of(lineage, prepared, order, evaluation, report.release)));
    Report internal = report;
    PANOH_TRY(internal.internal.emplace().evaluation, evaluate(exact));
    internal.ledger = ledger_of(lineage.ledger.lines());
    PANOH_TRY(const std::unique_ptr<Output> output, order.begin_internal());
    PANOH_CHECK(write_report(*output, std::move(internal), order.draw));
    PANOH_CHECK(output->finish());
    return {};
}

EvaluationPlan evaluation_of(const Order& order, std::size_t length, std::uint32_t k)
{
    return {.length = length, .k = k, .groups = order.groups, .threads = order.threads};
}

core::Result<Made> finish(Lineage& lineage, Output& output, const privacy::Spending& spending)
{
    PANOH_TRY(std::string manifest, output.finish());
    PANOH_CHECK(lineage.ledger.finish(spending, manifest));
    return Made{.release = spending.release, .files = output.files(), .manifest = std::move(manifest)};
}

std::vector<microdata::ColumnNumber> identifying_columns(const microdata::Schema& schema)
{
    std::vector<microdata::ColumnNumber> columns;
    for (std::size_t column = 0; column < schema.columns.size(); ++column)
        if (std::find(schema.identifying.begin(), schema.identifying.end(), schema.columns[column].name) !=
            schema.identifying.end())
            columns.push_back(static_cast<microdata::ColumnNumber>(column));
    return columns;
}

bool has_column(const microdata::Schema& schema, const std::string& name)
{
    return std::any_of(schema.columns.begin(), schema.columns.end(),
                       [&](const microdata::Column& column) { return column.name == name; });
}

/// A release that is not what it says is never written, whatever made it so.
void must_hold(const anonymity::Checked& checked)
{
    if (checked.violations_in_all != 0) std::abort();
}

} // namespace

core::Done write_not_private(Output& output)
{
    return output.write("NOT-PRIVATE", "NOT PRIVATE\n");
}

core::Result<Made> make_tables(Lineage& lineage, const Prepared& prepared, const Order& order,
                               const TablesOrder& wanted)
{
    PANOH_CHECK(check_lineage(lineage, prepared, order));
    const tabulation::Plan plan = {.rho = privacy::rho_for(wanted.epsilon, lineage.ledger.state().delta),
                                   .length = wanted.length,
                                   .threads = order.threads,
                                   .at_least = wanted.at_least};
    PANOH_TRY(const tabulation::Forecast forecast, tabulation::forecast(prepared.schema, plan));
    PANOH_TRY(const std::unique_ptr<Output> output, order.begin());
    const auto spending = spending_of(lineage, prepared, order, "tables", release_of(lineage, order));
    PANOH_TRY(privacy::Spent spent, lineage.ledger.debit(plan.rho, spending));
    PANOH_TRY(const tabulation::Tables tables, tabulation::tabulate(prepared.people, spent, plan));
    PANOH_CHECK(output->write("tables.csv", tables_csv(prepared.schema, tables)));
    PANOH_CHECK(write_common(*output, lineage, prepared, order));
    Report report = begun_report(lineage, prepared, order.titles, spending.release, order.program);
    tell_tables(report, plan, forecast, tables);
    PANOH_CHECK(write_report(*output, report, order.draw));
    PANOH_CHECK(write_internal(lineage, prepared, order, report, [&](const privacy::Exact& exact) {
        return evaluate_counts(prepared.people, exact, published_in(tables),
                               evaluation_of(order, plan.length, 10));
    }));
    return finish(lineage, *output, spending);
}

namespace {

/// Looks at every group of up to four identifying columns.
void tell_checked(Report& report, const anonymity::Recoded& recoded, std::uint32_t k, unsigned threads)
{
    const auto identifying = identifying_columns(recoded.people.schema());
    const std::size_t length = std::min<std::size_t>(4, identifying.size());
    const auto checked = anonymity::check_groups(recoded.people, identifying, length, k, threads);
    must_hold(checked);
    tell_recoded(report, k, length, recoded, checked);
}

core::Done write_seeded(Output& output, Report& report, const Prepared& prepared, const privacy::Exact& exact,
                        const microdata::Counter& counter, const Order& order, const KOrder& wanted)
{
    PANOH_TRY(const anonymity::Seeded seeded,
              anonymity::seed_rows(prepared.people, exact, {.k = wanted.k, .threads = order.threads},
                                   order.insecure_seed));
    const auto checked =
        anonymity::check_combinations(seeded.rows, counter, wanted.length, wanted.k, order.threads);
    must_hold(checked);
    tell_seeded(report, wanted.length, seeded, checked);
    return output.write("synthetic.csv", microdata_csv(seeded.rows));
}

core::Done write_crossed(Output& output, const Prepared& prepared, const privacy::Exact& exact,
                         const KOrder& wanted)
{
    if (wanted.crossed.empty()) return {};
    std::vector<anonymity::CrossTable> tables;
    for (const auto& [row_column, column_column] : wanted.crossed) {
        PANOH_TRY(anonymity::CrossTable table, anonymity::cross_table(prepared.people, exact, row_column,
                                                                      column_column, {.smallest = wanted.k}));
        tables.push_back(std::move(table));
    }
    return output.write("cross_tables.csv", cross_tables_csv(tables));
}

} // namespace

core::Result<Made> make_k(Lineage& lineage, const Prepared& prepared, const Order& order,
                          const KOrder& wanted)
{
    PANOH_CHECK(check_lineage(lineage, prepared, order));
    if (wanted.length < 1 || wanted.length > 4 || wanted.length > prepared.schema.columns.size())
        return core::fail(ErrorKind::invalid, "release/length_invalid", "length");
    for (const auto& [row_column, column_column] : wanted.crossed)
        for (const std::string& name : {row_column, column_column})
            if (!has_column(prepared.schema, name))
                return core::fail(ErrorKind::invalid, "anonymity/column_unknown", name);
    PANOH_TRY(const std::unique_ptr<Output> output, order.begin());
    const auto spending = spending_of(lineage, prepared, order, "k", release_of(lineage, order));
    PANOH_TRY(const privacy::Exact exact, lineage.ledger.note_exact(spending));
    PANOH_TRY(const anonymity::Recoded recoded,
              anonymity::recode(prepared.people, exact,
                                {.k = wanted.k, .widths = wanted.widths, .threads = order.threads}));
    PANOH_CHECK(output->write("microdata.csv", microdata_csv(recoded.people)));
    const microdata::Counter counter(prepared.people.open(exact), order.threads);
    PANOH_CHECK(output->write_pieces("tables.csv", [&](const Output::Put& put) {
        return put_counts_csv(counter, counter.combinations(wanted.length, wanted.k), wanted.k, put);
    }));
    Report report = begun_report(lineage, prepared, order.titles, spending.release, order.program);
    tell_checked(report, recoded, wanted.k, order.threads);
    if (wanted.seeded) PANOH_CHECK(write_seeded(*output, report, prepared, exact, counter, order, wanted));
    PANOH_CHECK(write_crossed(*output, prepared, exact, wanted));
    PANOH_CHECK(write_common(*output, lineage, prepared, order));
    PANOH_CHECK(write_report(*output, report, order.draw));
    PANOH_CHECK(write_internal(lineage, prepared, order, report, [&](const privacy::Exact& internal) {
        return evaluate_rows(prepared.people, internal, recoded.people,
                             evaluation_of(order, wanted.length, wanted.k));
    }));
    return finish(lineage, *output, spending);
}

namespace {

Method method_of(SynthesisMethod method)
{
    switch (method) {
    case SynthesisMethod::independent:
        return Method::independent;
    case SynthesisMethod::mst:
        return Method::mst;
    case SynthesisMethod::aim:
        return Method::aim;
    case SynthesisMethod::latent:
        return Method::latent;
    }
    std::abort();
}

/// What a method spends on single columns, its first step.
privacy::Rho first_step(SynthesisMethod method, privacy::Rho rho)
{
    switch (method) {
    case SynthesisMethod::independent:
        return rho;
    case SynthesisMethod::mst:
        return privacy::share(rho, 1, 3);
    case SynthesisMethod::aim:
    case SynthesisMethod::latent:
        return privacy::share(rho, 1, 10);
    }
    std::abort();
}

core::Result<synthesis::Model> fitted(const Prepared& prepared, privacy::Spent& spent, privacy::Rho rho,
                                      const SynthesisOrder& wanted, unsigned threads)
{
    switch (wanted.method) {
    case SynthesisMethod::independent:
        return synthesis::fit_independent(prepared.people, spent, {.rho = rho, .threads = threads});
    case SynthesisMethod::mst:
        return synthesis::fit_mst(prepared.people, spent, {.rho = rho, .threads = threads}, wanted.tell);
    case SynthesisMethod::aim:
        return synthesis::fit_aim(prepared.people, spent,
                                  {.rho = rho, .megabytes = wanted.megabytes, .threads = threads},
                                  wanted.tell);
    case SynthesisMethod::latent:
        return synthesis::fit_latent(prepared.people, spent, {.rho = rho, .threads = threads}, wanted.tell);
    }
    std::abort();
}

} // namespace

core::Result<Made> make_synthesis(Lineage& lineage, const Prepared& prepared, const Order& order,
                                  const SynthesisOrder& wanted)
{
    PANOH_CHECK(check_lineage(lineage, prepared, order));
    if (wanted.rows && (*wanted.rows < 1 || *wanted.rows > most_rows))
        return core::fail(ErrorKind::invalid, "release/rows_invalid", "rows");
    const privacy::Rho rho = privacy::rho_for(wanted.epsilon, lineage.ledger.state().delta);
    PANOH_CHECK(synthesis::check_one_way(prepared.schema, first_step(wanted.method, rho)));
    if (wanted.method == SynthesisMethod::latent) PANOH_CHECK(synthesis::check_latent(prepared.schema));
    PANOH_TRY(const std::unique_ptr<Output> output, order.begin());
    const auto spending =
        spending_of(lineage, prepared, order, core::to_text(wanted.method), release_of(lineage, order));
    PANOH_TRY(privacy::Spent spent, lineage.ledger.debit(rho, spending));
    PANOH_TRY(const synthesis::Model model, fitted(prepared, spent, rho, wanted, order.threads));
    const auto rows =
        wanted.rows.value_or(static_cast<std::size_t>(std::max(1.0, std::round(model.people()))));
    // Rows of a model that was paid for cost nothing, so the same bits may draw them.
    const Microdata drawn(prepared.schema, model.sample(std::min(rows, most_rows), spent.bits()));
    PANOH_CHECK(output->write("microdata.csv", microdata_csv(drawn)));
    PANOH_CHECK(output->write("model.json", synthesis::model_text(model)));
    PANOH_CHECK(write_common(*output, lineage, prepared, order));
    Report report = begun_report(lineage, prepared, order.titles, spending.release, order.program);
    tell_rows(report, method_of(wanted.method), model, drawn);
    PANOH_CHECK(write_report(*output, report, order.draw));
    PANOH_CHECK(write_internal(lineage, prepared, order, report, [&](const privacy::Exact& exact) {
        return evaluate_rows(prepared.people, exact, drawn, evaluation_of(order, 3, 10));
    }));
    return finish(lineage, *output, spending);
}

} // namespace panoh::release
