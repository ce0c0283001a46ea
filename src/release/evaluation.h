#pragma once

// How near an output is to the people it was made of. All of it is exact, so it tells about them: it is for
// internal use, and whoever keeps it keeps it like the table itself. A report with it is marked as internal.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/result.h"
#include "microdata/counter.h"
#include "privacy/spent.h"
#include "release/association.h"

namespace panoh::release {

/// What is looked at.
struct EvaluationPlan {
    /// Values together: 1 to 4.
    std::size_t length = 3;
    /// Fewer people than that with the same values are few.
    std::uint32_t k = 10;
    /// Columns whose values are groups of people that are looked at one by one: at most 3.
    std::vector<std::string> groups = {};
    /// How many people a row stands for, where a publication says that it is not one.
    double people_per_row = 1;
    unsigned threads = 0; ///< 0: one a processor
};

/// Combinations of which `from` up to `to` people are, as they truly are; 0: without end.
struct CountBucket {
    std::int64_t from = 1;
    std::int64_t to = 0;
    std::int64_t combinations = 0;
    double proportional_error = 0; ///< mean of |published - true| / true
    double preserved = 0;          ///< mean of min(published / true, 1)
};
PANOH_JSON(CountBucket, from, to, combinations, proportional_error, preserved)
constexpr std::array<std::int64_t, 6> bucket_begins = {1, 10, 20, 40, 100, 1000};

/// Combinations of one length. An average over none is 0.
struct LengthErrors {
    std::int64_t length = 1;
    std::int64_t combinations = 0; ///< that somebody has
    std::int64_t published = 0;    ///< that are said to have somebody
    std::int64_t kept = 0;         ///< both
    double mean_count = 0;         ///< people who have one of `combinations`
    double mean_error = 0;         ///< of |published - true| over all that are either
    double mean_error_of_kept = 0; ///< over those that are both
    double suppressed = 0;         ///< share of `combinations` that is not published
    double suppressed_of_ten = 0;  ///< the same of those that ten or more have
    double fabricated = 0;         ///< share of `published` that nobody has
    double error_of_mass = 0;      ///< sum of all errors for each person counted
    std::vector<CountBucket> buckets = {};
};
PANOH_JSON(LengthErrors, length, combinations, published, kept, mean_count, mean_error, mean_error_of_kept,
           suppressed, suppressed_of_ten, fabricated, error_of_mass, buckets)

/// How many people (or rows) have a combination of at most `length` values that nobody else has, or fewer
/// than k people.
struct Exposure {
    std::int64_t length = 1;
    std::int64_t unique = 0;
    std::int64_t rare = 0; ///< the unique ones among them
};
PANOH_JSON(Exposure, length, unique, rare)

/// Combinations that fewer than k rows have, and what is behind them.
struct RareInRows {
    std::int64_t length = 1;
    std::int64_t combinations = 0;
    std::int64_t rare_among_people =
        0; ///< 1 to k - 1 people have it: somebody may believe to have found them
    std::int64_t nobody = 0;
};
PANOH_JSON(RareInRows, length, combinations, rare_among_people, nobody)

/// Rows and people as distributions over sets of columns, all states of a column ("other" and "missing" among
/// them) taken.
struct Distances {
    std::int64_t sets = 0;     ///< of three columns, that were compared
    double pairs = 0;          ///< mean total variation distance over all sets of two columns, 0 to 1
    double triples = 0;        ///< of three
    double score_of_pairs = 0; ///< k-marginal scores
    double score_of_triples = 0;
};
PANOH_JSON(Distances, sets, pairs, triples, score_of_pairs, score_of_triples)

/// Tables against which any output can be held: what simple means, or mere chance, would have given.
struct Reference {
    std::vector<double> error_of_mass = {}; ///< by length
    std::vector<double> mean_error = {};    ///< over all combinations, by length
    std::optional<Distances> distances = {};
};
PANOH_JSON(Reference, error_of_mass, mean_error, distances)

/// Combinations of the longest length that have a value of a group's column.
struct GroupErrors {
    std::string column;
    std::string value;
    std::int64_t people = 0;
    std::int64_t combinations = 0;
    double error_of_mass = 0;
    double suppressed_of_ten = 0;
    double preserved = 0; ///< mean of min(published / true, 1)
};
PANOH_JSON(GroupErrors, column, value, people, combinations, error_of_mass, suppressed_of_ten, preserved)

/// Errors set of columns by set of columns, of the longest length: `error_of_mass` of each in which so many
/// people are counted that it says something.
struct SetErrors {
    /// How many sets have an error from `bin` times its place up to below the next; the last has all above.
    static constexpr std::size_t bins = 41;
    static constexpr double bin = 0.05;
    static constexpr std::size_t most_listed = 8;
    static constexpr double least_people = 100;
    struct Set {
        std::vector<std::string> columns = {};
        double error_of_mass = 0;
    };
    std::vector<std::int64_t> histogram = {};
    std::vector<Set> worst = {}; ///< the largest errors first
    std::int64_t thin = 0;       ///< sets with fewer than `least_people`: in neither
};
PANOH_JSON(SetErrors::Set, columns, error_of_mass)
PANOH_JSON(SetErrors, histogram, worst, thin)

struct Evaluation {
    std::int64_t people = 0;
    std::int64_t k = 10;
    std::vector<LengthErrors> lengths = {};
    SetErrors sets = {};
    std::vector<GroupErrors> groups = {};
    std::vector<Exposure> exposed = {};         ///< the people, before
    std::vector<Exposure> exposed_in_rows = {}; ///< where rows were published
    std::vector<RareInRows> rare_in_rows = {};  ///< the same
    std::optional<Distances> distances = {};    ///< the same
    Reference independence = {};                ///< each column shuffled by itself
    Reference bootstrap = {};                   ///< as many people drawn out of the people, with repetition
    Association association = {};               ///< of the people
};
PANOH_JSON(Evaluation, people, k, lengths, sets, groups, exposed, exposed_in_rows, rare_in_rows, distances,
           independence, bootstrap, association)

/// Looks at counts that were published: for each length 1 up to `plan.length` its combinations, by the
/// attribute numbers of the people's schema; each list ascending,
/// one that is not listed is published as nobody. Both reference
/// lines are drawn with a seed that is part of the program, so that they are the same each time.
///
/// Refuses "release/length_invalid" (1 to 4, no longer than there are columns or lists), "release/too_few"
/// (k below 2), "release/too_many_groups", "release/group_unknown" (field: "groups/0"...).
[[nodiscard]] core::Result<Evaluation> evaluate_counts(const privacy::Sensitive<microdata::Microdata>& people,
                                                       const privacy::Exact& exact,
                                                       const std::vector<microdata::Combinations>& published,
                                                       const EvaluationPlan& plan);

/// Looks at published rows: synthetic ones, or people whose values were made coarser. The rows' schema has
/// the columns of the people's in their order; where it has joined values, the people are looked at through
/// them.
///
/// The k-marginal score is that of a uniform comparison of synthetic data as SDNist's documentation describes
/// it (NIST, 2023): 1000 for equal distributions and 0 for those that have nothing in common, in our words
/// 1000 (1 - mean total variation distance over sets of k columns). No geography is held fixed. Above 5,000
/// sets of columns as many are taken, evenly spread.
///
/// Refuses besides "release/other_columns" (field: the column) where rows cannot be held against these
/// people.
[[nodiscard]] core::Result<Evaluation> evaluate_rows(const privacy::Sensitive<microdata::Microdata>& people,
                                                     const privacy::Exact& exact,
                                                     const microdata::Microdata& rows,
                                                     const EvaluationPlan& plan);

/// The combinations of published tables, as `evaluate_counts` takes them.
[[nodiscard]] std::vector<microdata::Combinations> published_in(const tabulation::Tables& tables);
/// The same of counts that are published as multiples of `to`, rounded down; what is 0 then is left out.
[[nodiscard]] std::vector<microdata::Combinations>
rounded_down(const std::vector<microdata::Combinations>& exact, std::uint32_t to);

} // namespace panoh::release
