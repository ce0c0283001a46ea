#include "synthesis/joint.h"

namespace panoh::synthesis {
namespace {

constexpr double most_cells = 64.0 * 1024 * 1024;

struct Table {
    Columns columns;
    std::vector<float> cells;
};

Table folded(const Shape& shape, std::span<const float> cells, const Columns& from, const Columns& to)
{
    const Way way(shape, from, to);
    std::vector<float> room(way.room());
    Table answer{to, std::vector<float>(way.to_cells())};
    way.sum(cells.data(), answer.cells.data(), room.data());
    return answer;
}

void multiply(const Shape& shape, Table& table, const Columns& columns, const std::vector<float>& by)
{
    const Way way(shape, table.columns, columns);
    std::vector<float> room(way.room());
    way.multiply(by.data(), table.cells.data(), room.data());
}

/// Works from the leaves to the root: each clique hands on the distribution of the wanted columns below it,
/// given its separator.
class Query {
public:
    Query(const Calibration& calibration, const Columns& wanted)
        : calibration_(calibration), tree_(calibration.tree()), shape_(calibration.shape()), wanted_(wanted),
          below_(tree_.size())
    {
        for (std::size_t clique = tree_.size(); clique-- > 0;) {
            below_[clique] = united(below_[clique], both(tree_[clique].columns, wanted_));
            if (clique > 0) {
                Columns& above = below_[tree_[clique].parent];
                above = united(above, below_[clique]);
            }
        }
    }

    core::Result<std::vector<float>> answer() const
    {
        std::size_t top = 0;
        for (std::size_t clique = 1; clique < tree_.size(); ++clique)
            if (below_[clique] == wanted_) top = clique; // children stand behind their parents
        PANOH_TRY(const Table table, of(top, true));
        return folded(shape_, table.cells, table.columns, wanted_).cells;
    }

private:
    core::Result<Table> of(std::size_t clique, bool is_top) const
    {
        const Columns& own = tree_[clique].columns;
        const Columns separator = is_top ? Columns{} : tree_[clique].separator;
        Columns kept = united(separator, both(own, wanted_));
        Columns carried = kept;
        std::vector<Table> parts;
        for (std::size_t child = clique + 1; child < tree_.size(); ++child) {
            if (tree_[child].parent != clique || without(below_[child], own).empty()) continue;
            PANOH_TRY(Table part, of(child, false));
            kept = united(kept, tree_[child].separator);
            carried = united(carried, part.columns);
            parts.push_back(std::move(part));
        }
        Table table = folded(shape_, calibration_.of_clique(clique), own, kept);
        if (!is_top) given(table, separator);
        if (!parts.empty()) {
            const Columns all = united(kept, carried);
            if (cells_of(shape_, all) > most_cells)
                return core::fail(core::ErrorKind::too_large, "synthesis/table_too_large");
            Table wide{all, std::vector<float>(table_size(shape_, all), 1.0F)};
            multiply(shape_, wide, table.columns, table.cells);
            for (const Table& part : parts)
                multiply(shape_, wide, part.columns, part.cells);
            table = std::move(wide);
        }
        const Columns handed = united(separator, both(table.columns, wanted_));
        return folded(shape_, table.cells, table.columns, handed);
    }

    void given(Table& table, const Columns& separator) const
    {
        const Table shared = folded(shape_, table.cells, table.columns, separator);
        std::vector<float> inverse(shared.cells.size(), 1.0F);
        divide(shared.cells.data(), inverse.data(), inverse.size());
        multiply(shape_, table, separator, inverse);
    }

    const Calibration& calibration_;
    const JunctionTree& tree_;
    const Shape& shape_;
    const Columns& wanted_;
    std::vector<Columns> below_; ///< wanted columns in a clique and under it
};

} // namespace

core::Result<std::vector<float>> joint(const Calibration& calibration, const Columns& columns)
{
    if (cells_of(calibration.shape(), columns) > most_cells)
        return core::fail(core::ErrorKind::too_large, "synthesis/table_too_large");
    return Query(calibration, columns).answer();
}

} // namespace panoh::synthesis
