#include "synthesis/model_text.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "core/json.h"
#include "crypto/crypto.h"

namespace panoh::synthesis {
namespace {

struct ColumnText {
    std::string name;
    std::int64_t number = 0; ///< in the schema
    std::vector<std::string> states;
    std::vector<std::int64_t> cells; ///< by state
    std::vector<double> shares;
    std::vector<double> independence; ///< by cell
};
PANOH_JSON(ColumnText, name, number, states, cells, shares, independence)

struct ExclusionText {
    std::vector<std::int64_t> columns; ///< by their order here
    std::vector<std::int64_t> cells;
};
PANOH_JSON(ExclusionText, columns, cells)

struct FactorText {
    std::vector<std::int64_t> columns; ///< by their order here
    std::string logs;
};
PANOH_JSON(FactorText, columns, logs)

struct MeasuredText {
    std::vector<std::int64_t> columns; ///< of the schema
    double deviation = 0;
};
PANOH_JSON(MeasuredText, columns, deviation)

struct ModelText {
    std::int64_t model = 1;
    std::string method;
    double people = 0;
    double people_deviation = 0;
    std::vector<ColumnText> columns;
    std::vector<ExclusionText> exclusions;
    std::vector<MeasuredText> measured;
    std::vector<FactorText> factors;
    std::optional<std::vector<double>> kinds; ///< not there where there are none
    std::optional<bool> not_private;          ///< true, or not there
};
PANOH_JSON(ModelText, model, method, people, people_deviation, columns, exclusions, measured, factors, kinds,
           not_private)

constexpr double most_cells = 64.0 * 1024 * 1024;
constexpr std::size_t longest_factor = 8;
constexpr double farthest_log = 1.0e4;

std::vector<std::int64_t> numbers(const Columns& columns)
{
    return {columns.begin(), columns.end()};
}

std::string packed(const std::vector<float>& logs)
{
    static_assert(std::endian::native == std::endian::little);
    core::Bytes bytes(logs.size() * sizeof(float));
    if (!logs.empty()) std::memcpy(bytes.data(), logs.data(), bytes.size());
    return crypto::to_base64url(bytes);
}

tl::unexpected<core::Error> invalid(std::string_view what, std::size_t place)
{
    return core::fail(core::ErrorKind::invalid, fmt::format("model/{}_invalid", what),
                      fmt::format("{}s/{}", what, place));
}

bool adds_up(const std::vector<double>& shares, double least)
{
    double sum = 0;
    for (const double share : shares) {
        if (!(share >= least && share <= 1.0001)) return false;
        sum += share;
    }
    return std::abs(sum - 1) < 1.0e-4;
}

/// Each cell has a state, and the shares of its states add up to 1.
bool cells_are_whole(const ColumnText& text, std::size_t cells)
{
    for (std::size_t cell = 0; cell < cells; ++cell) {
        std::vector<double> shares;
        for (std::size_t state = 0; state < text.cells.size(); ++state)
            if (text.cells[state] == static_cast<std::int64_t>(cell)) shares.push_back(text.shares[state]);
        if (!adds_up(shares, 0)) return false;
    }
    return true;
}

bool column_is_right(const ColumnText& text, std::size_t columns)
{
    const std::size_t states = text.states.size();
    const std::size_t cells = text.independence.size();
    return !text.name.empty() && text.number >= 0 && static_cast<std::size_t>(text.number) < columns &&
           states >= 2 && states <= most_model_states && text.cells.size() == states &&
           text.shares.size() == states && cells >= 2 && cells <= states &&
           std::all_of(
               text.cells.begin(), text.cells.end(),
               [&](std::int64_t cell) { return cell >= 0 && static_cast<std::size_t>(cell) < cells; }) &&
           cells_are_whole(text, cells) && adds_up(text.independence, 1.0e-30);
}

/// Ascending numbers below `bound`, at least one.
bool read_columns(const std::vector<std::int64_t>& text, std::size_t bound, Columns& columns)
{
    columns.clear();
    for (const std::int64_t number : text) {
        if (number < 0 || static_cast<std::size_t>(number) >= bound) return false;
        if (!columns.empty() && number <= columns.back()) return false;
        columns.push_back(static_cast<ColumnNumber>(number));
    }
    return !columns.empty();
}

core::Done read_all_columns(const ModelText& text, ModelParts& parts)
{
    std::set<std::int64_t> seen;
    if (text.columns.empty() || text.columns.size() > microdata::most_columns) return invalid("column", 0);
    parts.columns.resize(text.columns.size());
    for (std::size_t n = 0; n < text.columns.size(); ++n) {
        const ColumnText& column = text.columns[n];
        if (!column_is_right(column, text.columns.size()) || !seen.insert(column.number).second)
            return invalid("column", n);
        parts.columns[static_cast<std::size_t>(column.number)] = {column.name, column.states};
        parts.coding.push_back({.source = static_cast<ColumnNumber>(column.number),
                                .cells = column.independence.size(),
                                .cell_of = {column.cells.begin(), column.cells.end()},
                                .share = column.shares});
        parts.independence.push_back(column.independence);
    }
    return {};
}

core::Done read_exclusions(const ModelText& text, const Shape& shape, ModelParts& parts)
{
    std::set<Columns> seen;
    for (std::size_t n = 0; n < text.exclusions.size(); ++n) {
        Exclusion exclusion;
        if (!read_columns(text.exclusions[n].columns, shape.size(), exclusion.columns) ||
            exclusion.columns.size() != 2 || !seen.insert(exclusion.columns).second)
            return invalid("exclusion", n);
        exclusion.excluded.assign(table_size(shape, exclusion.columns), false);
        for (const std::int64_t cell : text.exclusions[n].cells) {
            if (cell < 0 || static_cast<std::size_t>(cell) >= exclusion.excluded.size())
                return invalid("exclusion", n);
            exclusion.excluded[static_cast<std::size_t>(cell)] = true;
        }
        parts.exclusions.push_back(std::move(exclusion));
    }
    return {};
}

core::Done read_factors(const ModelText& text, const Shape& shape, ModelParts& parts)
{
    std::set<Columns> seen;
    for (std::size_t n = 0; n < text.factors.size(); ++n) {
        ModelParts::Factor factor;
        if (!read_columns(text.factors[n].columns, shape.size(), factor.columns) ||
            factor.columns.size() > longest_factor || !seen.insert(factor.columns).second)
            return invalid("factor", n);
        const auto bytes = crypto::from_base64url(text.factors[n].logs);
        const double cells = cells_of(shape, factor.columns);
        if (!bytes || static_cast<double>(bytes->size()) != cells * sizeof(float))
            return invalid("factor", n);
        factor.logs.resize(bytes->size() / sizeof(float));
        std::memcpy(factor.logs.data(), bytes->data(), bytes->size());
        for (const float one : factor.logs)
            if (!(std::abs(static_cast<double>(one)) <= farthest_log)) return invalid("factor", n);
        parts.factors.push_back(std::move(factor));
    }
    return {};
}

core::Done read_measured(const ModelText& text, ModelParts& parts)
{
    for (std::size_t n = 0; n < text.measured.size(); ++n) {
        Measured measured{.columns = {}, .deviation = text.measured[n].deviation};
        if (!read_columns(text.measured[n].columns, text.columns.size(), measured.columns) ||
            !(measured.deviation >= 0 && measured.deviation < 1.0e12))
            return core::fail(core::ErrorKind::invalid, "model/measured_invalid",
                              fmt::format("measured/{}", n));
        parts.measured.push_back(std::move(measured));
    }
    return {};
}

core::Done fits(const Shape& shape, const ModelParts& parts)
{
    Graph graph(shape.size());
    for (const Exclusion& exclusion : parts.exclusions)
        graph.join(exclusion.columns);
    for (const ModelParts::Factor& factor : parts.factors)
        graph.join(factor.columns);
    if (!(tree_cells(shape, graph) <= most_cells))
        return core::fail(core::ErrorKind::too_large, "model/too_large");
    return {};
}

} // namespace

std::string model_text(const Model& model)
{
    const ModelParts& parts = model.parts();
    ModelText text;
    text.method = parts.method;
    text.people = parts.people;
    text.people_deviation = parts.people_deviation;
    for (std::size_t n = 0; n < parts.coding.size(); ++n) {
        const CodedColumn& column = parts.coding[n];
        text.columns.push_back({.name = parts.columns[column.source].name,
                                .number = column.source,
                                .states = parts.columns[column.source].states,
                                .cells = {column.cell_of.begin(), column.cell_of.end()},
                                .shares = column.share,
                                .independence = parts.independence[n]});
    }
    for (const Exclusion& exclusion : parts.exclusions) {
        auto& one =
            text.exclusions.emplace_back(ExclusionText{.columns = numbers(exclusion.columns), .cells = {}});
        for (std::size_t cell = 0; cell < exclusion.excluded.size(); ++cell)
            if (exclusion.excluded[cell]) one.cells.push_back(static_cast<std::int64_t>(cell));
    }
    for (const Measured& measured : parts.measured)
        text.measured.push_back({.columns = numbers(measured.columns), .deviation = measured.deviation});
    for (const ModelParts::Factor& factor : parts.factors)
        text.factors.push_back({.columns = numbers(factor.columns), .logs = packed(factor.logs)});
    if (!parts.kinds.empty()) text.kinds = parts.kinds;
    if (parts.chosen_bits) text.not_private = true;
    return core::write_json(text);
}

core::Result<Model> read_model(std::string_view text)
{
    PANOH_TRY(const ModelText read, core::read_json<ModelText>(text));
    if (read.model != 1) return core::fail(core::ErrorKind::invalid, "model/version_unknown", "model");
    if (!(read.people > 0 && read.people < 1.0e12))
        return core::fail(core::ErrorKind::invalid, "model/number_invalid", "people");
    if (!(read.people_deviation >= 0 && read.people_deviation < 1.0e12))
        return core::fail(core::ErrorKind::invalid, "model/number_invalid", "people_deviation");
    if (read.method != "independent" && read.method != "mst" && read.method != "aim" &&
        read.method != "latent")
        return core::fail(core::ErrorKind::invalid, "model/method_unknown", "method");
    ModelParts parts{.method = read.method,
                     .columns = {},
                     .people = read.people,
                     .people_deviation = read.people_deviation,
                     .coding = {},
                     .independence = {},
                     .exclusions = {},
                     .kinds = read.kinds.value_or(std::vector<double>{}),
                     .factors = {},
                     .measured = {},
                     .chosen_bits = read.not_private.value_or(false)};
    PANOH_CHECK(read_all_columns(read, parts));
    Shape shape;
    for (const CodedColumn& column : parts.coding)
        shape.push_back(column.cells);
    PANOH_CHECK(read_exclusions(read, shape, parts));
    if (read.kinds) {
        const bool fits = parts.kinds.size() >= 2 && parts.kinds.size() <= most_model_states;
        if (!fits || !adds_up(parts.kinds, 1.0e-30))
            return core::fail(core::ErrorKind::invalid, "model/number_invalid", "kinds");
        shape.push_back(parts.kinds.size());
    }
    PANOH_CHECK(read_factors(read, shape, parts));
    PANOH_CHECK(read_measured(read, parts));
    PANOH_CHECK(fits(shape, parts));
    Model model = Model::made(std::move(parts));
    if (!model.possible()) return core::fail(core::ErrorKind::invalid, "model/impossible", "exclusions");
    return model;
}

} // namespace panoh::synthesis
