#include "synthesis/model.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

#include "synthesis/distribution.h"

namespace panoh::synthesis {

struct Model::Content {
    Content(ModelParts given, Distribution made) : parts(std::move(given)), distribution(std::move(made)) {}
    ModelParts parts;
    Distribution distribution;
    double log_total = 0;
};

Model::Model(std::unique_ptr<Content> content) : content_(std::move(content)) {}
Model::~Model() = default;
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;

Model Model::made(ModelParts parts)
{
    Shape shape;
    std::vector<Columns> sets;
    for (const CodedColumn& column : parts.coding) {
        sets.push_back({static_cast<ColumnNumber>(shape.size())});
        shape.push_back(column.cells);
    }
    if (!parts.kinds.empty()) {
        sets.push_back({static_cast<ColumnNumber>(shape.size())});
        shape.push_back(parts.kinds.size());
    }
    Graph graph(shape.size());
    for (const Exclusion& exclusion : parts.exclusions)
        sets.push_back(exclusion.columns);
    for (const ModelParts::Factor& factor : parts.factors)
        sets.push_back(factor.columns);
    for (const Columns& set : sets)
        graph.join(set);
    auto content = std::make_unique<Content>(std::move(parts), Distribution(shape, graph, sets));
    std::size_t set = 0;
    for (const auto& column : content->parts.independence)
        content->distribution.put_factor(set++, logs_of(column));
    if (!content->parts.kinds.empty()) content->distribution.put_factor(set++, logs_of(content->parts.kinds));
    for (const Exclusion& exclusion : content->parts.exclusions)
        content->distribution.put_factor(set++, logs_of(exclusion));
    for (const ModelParts::Factor& factor : content->parts.factors)
        content->distribution.put_factor(set++, factor.logs);
    core::Crew crew(1);
    content->log_total = content->distribution.run(crew);
    return Model(std::move(content));
}

const ModelParts& Model::parts() const
{
    return content_->parts;
}

bool Model::possible() const
{
    return content_->log_total > static_cast<double>(nothing) / 2;
}

std::size_t Model::size() const
{
    const Distribution& distribution = content_->distribution;
    return static_cast<std::size_t>(tree_cells(distribution.shape(), distribution.tree()));
}

std::vector<std::vector<std::uint8_t>> Model::sample(std::size_t rows, privacy::RandomBits& bits) const
{
    auto cells = content_->distribution.draw(rows, bits);
    cells.resize(parts().coding.size()); // of what kind somebody is stays inside
    return decoded(cells, parts().coding, bits);
}

core::Result<std::vector<double>> Model::marginal(std::span<const ColumnNumber> columns) const
{
    const Coding& coding = parts().coding;
    Columns wanted;
    for (std::size_t place = 0; place < coding.size(); ++place)
        if (std::find(columns.begin(), columns.end(), coding[place].source) != columns.end())
            wanted.push_back(static_cast<ColumnNumber>(place));
    double cells = 1;
    for (const ColumnNumber column : wanted)
        cells *= static_cast<double>(coding[column].cell_of.size());
    if (cells > 64.0 * 1024 * 1024)
        return core::fail(core::ErrorKind::too_large, "synthesis/table_too_large");
    PANOH_TRY(const std::vector<float> table, content_->distribution.joint(wanted));

    // Where each state's cell stands in that table, column by column of the schema.
    std::vector<std::size_t> places = {0};
    std::vector<double> shares = {people()};
    for (const ColumnNumber source : columns) {
        std::size_t stride = 1;
        const CodedColumn* column = nullptr;
        for (const ColumnNumber place : wanted) {
            if (column != nullptr) stride *= coding[place].cells;
            if (coding[place].source == source) column = &coding[place];
        }
        if (column == nullptr) std::abort(); // a bug: every column of the schema is coded
        std::vector<std::size_t> longer_places;
        std::vector<double> longer_shares;
        for (std::size_t n = 0; n < places.size(); ++n)
            for (std::size_t state = 0; state < column->cell_of.size(); ++state) {
                longer_places.push_back(places[n] + column->cell_of[state] * stride);
                longer_shares.push_back(shares[n] * column->share[state]);
            }
        places = std::move(longer_places);
        shares = std::move(longer_shares);
    }
    for (std::size_t n = 0; n < places.size(); ++n)
        shares[n] *= static_cast<double>(table[places[n]]);
    return shares;
}

} // namespace panoh::synthesis
