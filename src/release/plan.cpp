#include "release/plan.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "core/text.h"
#include "synthesis/fit.h"
#include "synthesis/one_way.h"
#include "tabulation/tabulation.h"

namespace panoh::release {

namespace {

using core::ErrorKind;
using microdata::Schema;

constexpr std::size_t longest_title = 200;
constexpr std::size_t longest_note = 4'000;
constexpr std::size_t most_pairs = 20;
constexpr std::int64_t largest_k = 1'000;
constexpr std::int64_t most_rows = 10'000'000;

bool has(const std::vector<std::string>& names, std::string_view name)
{
    return std::ranges::find(names, name) != names.end();
}

bool has_column(const Schema& schema, std::string_view name)
{
    return std::ranges::find(schema.columns, name, &microdata::Column::name) != schema.columns.end();
}

/// Control characters have no place in what everybody reads, but for line breaks in notes.
bool can_be_read(std::string_view text, bool lines)
{
    if (!core::is_text(text)) return false;
    if (!lines) return core::is_line(text);
    return std::ranges::none_of(
        text, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F; });
}

/// Looks through a plan and notes each fault with its place.
class PlanCheck {
public:
    PlanCheck(const ReleasePlan& plan, const Schema& schema) : plan_(plan), schema_(schema) {}

    [[nodiscard]] core::Done run()
    {
        if (plan_.titles.empty()) fault("release/title_missing", "titles");
        check_texts(plan_.titles, "titles", longest_title, false);
        check_texts(plan_.notes, "notes", longest_note, true);
        if ((plan_.source.kind == SourceKind::dataset) != plan_.source.dataset.has_value())
            fault("release/source_invalid", "source/dataset");
        check_columns();
        check_amount();
        check_k();
        check_numbers();
        if (faults_.empty()) return {};
        return core::fail({.kind = ErrorKind::invalid,
                           .code = faults_.front().code,
                           .field = faults_.front().field,
                           .faults = faults_});
    }

private:
    void fault(std::string_view code, std::string place)
    {
        faults_.push_back({std::string(code), std::move(place)});
    }
    [[nodiscard]] bool is(ReleaseKind kind) const { return plan_.kind == kind; }

    void check_texts(const std::vector<ReleaseText>& texts, const std::string& list, std::size_t longest,
                     bool lines)
    {
        std::set<std::string_view> languages;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const std::string place = list + "/" + std::to_string(i);
            if (core::is_blank(texts[i].text))
                fault("release/title_missing", place + "/text");
            else if (!can_be_read(texts[i].text, lines))
                fault("release/text_invalid", place + "/text");
            else if (core::letters(texts[i].text) > longest)
                fault("release/text_too_long", place + "/text");
            if (!languages.insert(texts[i].language.code).second)
                fault("release/repeated", place + "/language");
        }
    }

    void check_columns()
    {
        std::set<std::string_view> seen;
        for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
            const std::string place = "columns/" + std::to_string(i);
            if (!has_column(schema_, plan_.columns[i])) fault("release/column_unknown", place);
            if (!seen.insert(plan_.columns[i]).second) fault("release/repeated", place);
        }
    }

    void check_amount()
    {
        if (is(ReleaseKind::k)) {
            if (plan_.epsilon) fault("release/not_for_this_kind", "epsilon");
        } else if (!plan_.epsilon) {
            fault("release/epsilon_missing", "epsilon");
        } else if (!privacy::parse_epsilon(*plan_.epsilon)) {
            fault("privacy/epsilon_invalid", "epsilon");
        }
    }

    /// Whether a column is there and the plan uses it.
    [[nodiscard]] bool is_used(const std::string& name) const
    {
        return plan_.columns.empty() ? has_column(schema_, name) : has(plan_.columns, name);
    }

    void check_k()
    {
        if (!is(ReleaseKind::k)) {
            if (plan_.k) fault("release/not_for_this_kind", "k");
            if (!plan_.joined.empty()) fault("release/not_for_this_kind", "joined");
            if (!plan_.crossed.empty()) fault("release/not_for_this_kind", "crossed");
            if (plan_.seeded) fault("release/not_for_this_kind", "seeded");
            return;
        }
        if (plan_.k.value_or(usual_k) < 2) fault("anonymity/k_too_small", "k");
        if (plan_.k.value_or(usual_k) > largest_k) fault("release/k_too_large", "k");
        std::set<std::string_view> seen;
        for (std::size_t i = 0; i < plan_.joined.size(); ++i) {
            const std::string place = "joined/" + std::to_string(i);
            if (!is_used(plan_.joined[i].column))
                fault("release/column_unknown", place + "/column");
            else if (!has(schema_.ordered, plan_.joined[i].column))
                fault("anonymity/not_ordered", place + "/column");
            if (!seen.insert(plan_.joined[i].column).second) fault("release/repeated", place + "/column");
            if (plan_.joined[i].width < 1 || plan_.joined[i].width > 250)
                fault("anonymity/width_invalid", place + "/width");
        }
        if (plan_.crossed.size() > most_pairs) fault("release/too_many", "crossed");
        for (std::size_t i = 0; i < plan_.crossed.size(); ++i) {
            const std::string place = "crossed/" + std::to_string(i);
            if (!is_used(plan_.crossed[i].row)) fault("release/column_unknown", place + "/row");
            if (!is_used(plan_.crossed[i].column)) fault("release/column_unknown", place + "/column");
            if (plan_.crossed[i].row == plan_.crossed[i].column)
                fault("anonymity/same_column", place + "/column");
        }
    }

    void check_numbers()
    {
        const bool counts = is(ReleaseKind::k) || is(ReleaseKind::tables);
        if (plan_.length && !counts) fault("release/not_for_this_kind", "length");
        const auto columns =
            static_cast<std::int64_t>(plan_.columns.empty() ? schema_.columns.size() : plan_.columns.size());
        const std::int64_t length = plan_.length.value_or(usual_length);
        if (counts && (length < 1 || length > std::min<std::int64_t>(4, columns)))
            fault("release/length_invalid", "length");
        if (plan_.rows && counts) fault("release/not_for_this_kind", "rows");
        if (plan_.rows && (*plan_.rows < 1 || *plan_.rows > most_rows)) fault("release/rows_invalid", "rows");
    }

    const ReleasePlan& plan_;
    const Schema& schema_;
    std::vector<core::FieldError> faults_;
};

void forecast_tables(ReleaseForecast& forecast, const tabulation::Forecast& tables)
{
    forecast.deviation_of_people = privacy::standard_deviation(tables.variance_of_people);
    for (const auto& of : tables.lengths)
        forecast.lengths.push_back({.length = static_cast<std::int64_t>(of.length),
                                    .combinations = of.combinations,
                                    .deviation = privacy::standard_deviation(of.variance)});
}

/// What a model begins with: every column by itself.
core::Result<ForecastLength> single_columns(const Schema& used, privacy::Rho rho)
{
    ForecastLength one;
    for (const microdata::Column& column : used.columns) {
        const std::size_t states = microdata::states_of(column);
        if (states > synthesis::most_model_states)
            return core::fail(ErrorKind::invalid, "synthesis/too_many_states", column.name);
        one.combinations += static_cast<std::int64_t>(states);
    }
    const auto columns = static_cast<std::int64_t>(used.columns.size());
    if (rho.units < columns) return core::fail(ErrorKind::invalid, "synthesis/budget_too_small", "epsilon");
    one.deviation = privacy::standard_deviation(privacy::variance_for(rho, columns));
    if (one.deviation * 20 > static_cast<double>(used.people))
        return core::fail(ErrorKind::invalid, "synthesis/budget_too_small", "epsilon");
    return one;
}

} // namespace

core::Done check_plan(const ReleasePlan& plan, const Schema& schema)
{
    return PlanCheck(plan, schema).run();
}

Schema used_schema(const Schema& schema, const ReleasePlan& plan)
{
    if (plan.columns.empty()) return schema;
    Schema used = schema;
    const auto is_used = [&](std::string_view name) { return has(plan.columns, name); };
    used.columns.clear();
    for (const microdata::Column& column : schema.columns)
        if (is_used(column.name))
            used.columns.push_back(column);
        else
            used.left_out.push_back(column.name);
    for (auto* names : {&used.identifying, &used.ordered, &used.from_data})
        std::erase_if(*names, [&](const std::string& name) { return !is_used(name); });
    std::erase_if(used.impossible, [&](const microdata::Impossible& pair) {
        return !is_used(pair.column) || !is_used(pair.other_column);
    });
    if (used.caps) used.caps->values = std::min(used.caps->values, std::ssize(used.columns));
    return used;
}

std::optional<privacy::Epsilon> epsilon_of(const ReleasePlan& plan)
{
    if (!plan.epsilon) return std::nullopt;
    const auto epsilon = privacy::parse_epsilon(*plan.epsilon);
    return epsilon ? std::optional(*epsilon) : std::nullopt;
}

core::Result<ReleaseForecast> forecast_of(const ReleasePlan& plan, const Schema& used,
                                          const privacy::LedgerState& ledger)
{
    ReleaseForecast forecast{.kind = plan.kind,
                             .epsilon_spent = privacy::to_text(ledger.epsilon_spent),
                             .epsilon_after = privacy::to_text(ledger.epsilon_spent),
                             .epsilon_budget = privacy::to_text(ledger.epsilon),
                             .delta_one_in = ledger.delta.one_in,
                             .people = used.people,
                             .columns = std::ssize(used.columns),
                             .cap = used.caps ? used.caps->values : 0};
    const auto epsilon = epsilon_of(plan);
    if (!epsilon) {
        forecast.covered = false;
        return forecast;
    }
    const privacy::Rho rho = privacy::rho_for(*epsilon, ledger.delta);
    forecast.epsilon = privacy::to_text(*epsilon);
    forecast.epsilon_after = privacy::to_text(privacy::epsilon_for(ledger.spent + rho, ledger.delta));
    forecast.within_budget = ledger.spent + rho <= ledger.budget;
    if (ledger.budget.units > 0)
        forecast.share_of_budget = privacy::to_double(rho) / privacy::to_double(ledger.budget);
    if (plan.kind == ReleaseKind::tables) {
        PANOH_TRY(
            const auto tables,
            tabulation::forecast(
                used, {.rho = rho, .length = static_cast<std::size_t>(plan.length.value_or(usual_length))}));
        forecast_tables(forecast, tables);
        return forecast;
    }
    if (plan.kind == ReleaseKind::latent) PANOH_CHECK(synthesis::check_latent(used));
    // Of its amount `mst` takes a third for the columns, the others a tenth.
    PANOH_TRY(const ForecastLength columns,
              single_columns(used, privacy::share(rho, 1, plan.kind == ReleaseKind::mst ? 3 : 10)));
    forecast.lengths.push_back(columns);
    return forecast;
}

core::Done check_budget(const ReleaseForecast& forecast, const privacy::LedgerState& ledger)
{
    if (forecast.within_budget) return {};
    const privacy::Rho left = ledger.budget - ledger.spent;
    privacy::Epsilon epsilon = privacy::epsilon_for(left, ledger.delta);
    if (privacy::rho_for(epsilon, ledger.delta) > left) --epsilon.thousandths;
    return core::fail(ErrorKind::conflict, "ledger/overspent", privacy::to_text(epsilon));
}

} // namespace panoh::release
