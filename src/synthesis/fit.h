#pragma once

// Fits a model to a sensitive table for an amount that was paid. One person is one row; adding or removing
// one is what the promise is about.

#include <cstdint>
#include <functional>
#include <vector>

#include "privacy/spent.h"
#include "synthesis/model.h"

namespace panoh::synthesis {

using People = privacy::Sensitive<microdata::Microdata>;

/// How far a fit is; told from the thread that fits.
struct Progress {
    /// 0 to 1, by the budget that is used.
    double share = 0;
    std::size_t rounds = 0;
    std::size_t cells = 0; ///< of the model so far
};
using TellProgress = std::function<void(const Progress&)>;

struct IndependentPlan {
    privacy::Rho rho;
    unsigned threads = 0; ///< 0: one a processor
};

struct MstPlan {
    privacy::Rho rho;
    unsigned threads = 0; ///< 0: one a processor
};

/// Tables that matter more than others: those that have all of `columns` count `times` as much.
struct Priority {
    Columns columns;
    std::int64_t times = 1; ///< 1 to 100
};

struct AimPlan {
    privacy::Rho rho;
    /// Of the model, 4 bytes a cell.
    std::size_t megabytes = 16;
    /// Columns of the tables that are to come out right: 2 or 3.
    int length = 3;
    std::vector<Priority> priorities = {};
    unsigned threads = 0;
};

struct LatentPlan {
    privacy::Rho rho;
    unsigned threads = 0;
};

// All of these pay at most `rho` of their plan out of `spent`, and refuse what `measure_one_way` refuses:
// "synthesis/too_many_states" and "synthesis/budget_too_small" before anything is paid,
// "synthesis/too_few_people" and "synthesis/nothing_possible" (the impossible pairs leave no combination)
// after.

/// Every column by itself: what any other model must be better than.
[[nodiscard]] core::Result<Model> fit_independent(const People& people, privacy::Spent& spent,
                                                  const IndependentPlan& plan);

/// A tree of pairs of columns (McKenna, Miklau and Sheldon 2021, arXiv 2108.04978): a third of `rho` for the
/// columns, a third to choose the pairs that depend on each other most, a third to measure them.
[[nodiscard]] core::Result<Model> fit_mst(const People& people, privacy::Spent& spent, const MstPlan& plan,
                                          const TellProgress& tell = {});

/// Measures, round after round, the table that the model so far gets most wrong (AIM: McKenna, Mullins,
/// Sheldon and Miklau 2022, arXiv 2201.12677), with less noise once more noise would teach nothing.
[[nodiscard]] core::Result<Model> fit_aim(const People& people, privacy::Spent& spent, const AimPlan& plan,
                                          const TellProgress& tell = {});

/// People of a few kinds that no column tells (`LatentClasses`): a tenth of `rho` for the columns, the rest
/// for every two of them at once. How many kinds, 4 to 64, a part of the noisy pairs decides that the others
/// were not fitted to (Leiner, Duan, Wasserman and Ramdas 2023, arXiv 2112.11079). What three columns say
/// together it knows only through pairs.
[[nodiscard]] core::Result<Model> fit_latent(const People& people, privacy::Spent& spent,
                                             const LatentPlan& plan, const TellProgress& tell = {});
/// What `fit_latent` refuses besides, before it pays: "synthesis/table_too_large" where all columns together
/// have more than 2,048 states.
[[nodiscard]] core::Done check_latent(const microdata::Schema& schema);

} // namespace panoh::synthesis
