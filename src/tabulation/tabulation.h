#pragma once

// Tables of how many people have which attributes together, with differential privacy and an error bar for
// each number.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/result.h"
#include "microdata/counter.h"
#include "microdata/microdata.h"
#include "privacy/spent.h"

namespace panoh::tabulation {

/// What is to be tabulated, all of it public.
struct Plan {
    privacy::Rho rho;
    /// Attributes together: 1 to 4.
    std::size_t length = 3;
    /// 0: one a processor.
    unsigned threads = 0;
    /// Numbers below it are not listed.
    std::uint32_t at_least = 2;
    /// Of what is listed of a length, at most so many thousandths are expected to be combinations that nobody
    /// has.
    int fabricated_thousandths = 100;
};

/// What a plan will do, from the schema alone: nothing is spent and no table is read.
struct Forecast {
    struct Length {
        std::size_t length = 1;
        std::int64_t combinations = 0; ///< that the schema allows
        privacy::Rho rho;
        privacy::Variance variance; ///< of the noise on each count
        std::int64_t squared_sensitivity = 1;
    };
    privacy::Rho rho_of_people; ///< for the number of people
    privacy::Variance variance_of_people;
    std::vector<Length> lengths;
};

/// More counts than that are refused: two numbers of four bytes stand for each while they are made.
constexpr std::int64_t most_combinations = 100'000'000;

/// Refuses "tabulation/length_invalid" (1 to 4, and no longer than the cap or the columns),
/// "schema/caps_missing", "tabulation/too_many_combinations" (shorter, or with grouped values, it will do),
/// "tabulation/budget_too_small" (the noise would be larger than a tenth of the people that the schema speaks
/// of).
[[nodiscard]] core::Result<Forecast> forecast(const microdata::Schema& schema, const Plan& plan);

/// Combinations of one length with their estimates: column set by column set, each ascending by attribute
/// numbers.
struct Estimates {
    std::size_t length = 1;
    std::vector<std::uint16_t> attributes; ///< `length` for each
    std::vector<std::uint32_t> counts;
    std::vector<float> deviations; ///< standard deviation of the estimate
    [[nodiscard]] std::size_t size() const { return counts.size(); }
    [[nodiscard]] std::span<const std::uint16_t> attributes_of(std::size_t place) const
    {
        return {attributes.data() + place * length, length};
    }
};

struct Tables {
    std::int64_t people = 0;
    float deviation_of_people = 0;
    std::vector<microdata::Attribute> attributes; ///< what the numbers mean
    std::vector<Estimates> lengths;
};

/// Counts every combination that the schema allows, each with exact discrete Gaussian noise, and then makes
/// the best of what was measured, at no further cost:
///
/// - Whoever has more counted values than the cap keeps as many by chance, so that one person is in at most
///   C(cap, k) combinations of length k, which is the squared sensitivity.
/// - What is expected of a longer combination is the table of largest entropy with the margins of the shorter
///   ones (iterative proportional fitting: Deming and Stephan 1940).
/// - Between that expectation and the measured count stands the estimate, nearer to whichever is better: how
/// far
///   expectations of that size are off is told by the measurements themselves (empirical Bayes: Efron and
///   Morris 1973), rises with their size and is never less than chance alone would make it (Poisson).
/// - Tables of one length have the margins of those of the length before: nothing is negative, and no longer
///   combination has more people than a shorter one in it.
///
/// - Listed is what is likely enough to be somebody: of all the numbers above `at_least`, as many as can be
/// without
///   more than `fabricated_thousandths` of them being nobody, by what is known of each; and nothing of which
///   a shorter combination is not listed.
///
/// `deviations` cover all of that but what the cap cut away. Refuses what `forecast` refuses, before anything
/// is paid, and "tabulation/too_few_people" afterwards, when the noisy number of people is within its noise.
[[nodiscard]] core::Result<Tables> tabulate(const privacy::Sensitive<microdata::Microdata>& people,
                                            privacy::Spent& spent, const Plan& plan);

} // namespace panoh::tabulation
