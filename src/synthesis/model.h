#pragma once

// A distribution on the columns of a schema that was paid for once: rows and tables of it are free.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "microdata/microdata.h"
#include "privacy/noise.h"
#include "synthesis/coding.h"

namespace panoh::synthesis {

/// A table that was measured for a model.
struct Measured {
    /// Columns of the schema, ascending.
    Columns columns;
    /// Standard deviation of the noise in each of its cells.
    double deviation = 0;
};

/// A column as a model knows it: the names of its states, "~other" and "" (missing) last.
struct ModelColumn {
    std::string name;
    std::vector<std::string> states;
};

/// All that a model is made of; `Model::made` works out the rest.
struct ModelParts {
    /// "independent", "mst", "aim" or "latent".
    std::string method;
    std::vector<ModelColumn> columns;
    double people = 0;
    double people_deviation = 0;
    Coding coding;
    std::vector<std::vector<double>> independence;
    std::vector<Exclusion> exclusions;
    /// Probabilities of the kinds of people that no column of the schema tells (`LatentClasses`), all above
    /// 0; empty where there are none. In factors they are one column more, behind the last.
    std::vector<double> kinds = {};
    /// The logarithms of a factor, row by row, in the model's columns.
    struct Factor {
        Columns columns;
        std::vector<float> logs;
    };
    std::vector<Factor> factors;
    /// In the order they were measured.
    std::vector<Measured> measured;
    /// Whether somebody chose the random bits it was fitted with: then it protects nobody, and neither do its
    /// rows.
    bool chosen_bits = false;
};

/// A graphical model, calibrated. Rows and tables drawn from it cost nothing: whatever it knows of people was
/// paid for when it was fitted.
class Model {
public:
    /// Parts that do not fit together are a bug; `read_model` checks those of others.
    [[nodiscard]] static Model made(ModelParts parts);
    ~Model();
    Model(Model&&) noexcept;
    Model& operator=(Model&&) noexcept;
    Model(const Model&) = delete;
    Model& operator=(const Model&) = delete;

    [[nodiscard]] const ModelParts& parts() const;
    /// The noisy number of people.
    [[nodiscard]] double people() const { return parts().people; }
    [[nodiscard]] const std::vector<Measured>& measured() const { return parts().measured; }
    /// Cells of all its cliques together.
    [[nodiscard]] std::size_t size() const;

    /// False where the impossible pairs leave no combination at all.
    [[nodiscard]] bool possible() const;

    /// `rows` rows, one list of states for each column of the schema. Each row by itself is an exact draw;
    /// all together are spread evenly, so that their tables are nearer to the model's than those of draws by
    /// lot.
    [[nodiscard]] std::vector<std::vector<std::uint8_t>> sample(std::size_t rows,
                                                                privacy::RandomBits& bits) const;
    /// Expected counts of these columns of the schema (ascending), over all their states, row by row, for
    /// `people()` people. "synthesis/table_too_large" when working it out takes more than 64 million cells.
    [[nodiscard]] core::Result<std::vector<double>> marginal(std::span<const ColumnNumber> columns) const;

private:
    struct Content;
    explicit Model(std::unique_ptr<Content> content);
    std::unique_ptr<Content> content_;
};

} // namespace panoh::synthesis
